import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { upwards } from "./upwards.ts";

/** Where a file is looked at: its project's top folder, and the folder of the workspace around it. */
export interface Place {
  /** Absolute path of the file's own folder. */
  folder: string;
  /** Absolute path of the project's top folder, inside `workspace` or it. */
  root: string;
  workspace: string;
}

/**
 * The project of a file: the nearest folder with the first of these files, else with the second and so
 * on, else the workspace's folder. undefined: the file is in none of the folders.
 */
export function placeOf(
  file: string,
  { folders, markers }: { folders: readonly string[]; markers: readonly string[] },
): Place | undefined {
  const workspace = folders
    .filter((each) => isInside(file, each))
    .sort((a, b) => b.length - a.length)[0];
  if (workspace === undefined) return undefined;
  const folder = dirname(file);
  for (const marker of markers)
    for (const at of upwards(folder, workspace))
      if (existsSync(join(at, marker))) return { folder, root: at, workspace };
  return { folder, root: workspace, workspace };
}

/** Whether a path is below a folder. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !/^[A-Z]:/i.test(way);
}
