import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folders from one up to another around it, the innermost first. */
export function upwards(folder: string, top: string): string[] {
  const way = [folder];
  for (let at = folder; at !== top && dirname(at) !== at; ) {
    at = dirname(at);
    way.push(at);
  }
  return way;
}

/** The innermost folder for which a test holds; undefined if none. */
export function nearest(
  { folder, top }: { folder: string; top: string },
  holds: (folder: string) => boolean,
): string | undefined {
  return upwards(folder, top).find(holds);
}

/** Whether a folder has a file of which a test holds; a file that cannot be read has nothing in it. */
export function fileSays(folder: string, name: string, says: (text: string) => boolean): boolean {
  try {
    return says(readFileSync(join(folder, name), "utf8"));
  } catch {
    return false;
  }
}
