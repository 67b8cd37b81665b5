import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Endings of what can be run by name; Windows needs one. */
const endings = process.platform === "win32" ? [".exe"] : [""];

/** The first of these folders' files of that name that can be run; undefined if none can. */
export function executableIn(folders: readonly string[], name: string): string | undefined {
  for (const folder of folders)
    for (const ending of endings) {
      const file = join(folder, name + ending);
      if (canRun(file)) return file;
    }
  return undefined;
}

/** The folders in which this machine looks for programs; never one relative to where it is run. */
export function pathFolders(): string[] {
  const path = process.env.PATH ?? process.env.Path ?? "";
  return path
    .split(delimiter)
    .filter((folder) => folder.startsWith("/") || /^[A-Z]:/i.test(folder));
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return existsSync(file) && statSync(file).isFile();
  } catch {
    return false;
  }
}
