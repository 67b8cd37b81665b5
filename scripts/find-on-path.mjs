import { accessSync, constants, statSync } from "node:fs";
import path from "node:path";

/**
 * The first program of these names on the PATH, as an absolute path, or undefined.
 * @param {readonly string[]} names
 * @param {(file: string) => boolean} [accept] refuses a file that only looks right
 */
export function findOnPath(names, accept = () => true) {
  const folders = (process.env.PATH ?? "").split(path.delimiter).filter(path.isAbsolute);
  const endings = process.platform === "win32" ? [".exe", ".cmd"] : [""];
  for (const name of names)
    for (const folder of folders)
      for (const ending of endings) {
        const file = path.join(folder, name + ending);
        if (isProgram(file) && accept(file)) return file;
      }
  return undefined;
}

function isProgram(/** @type {string} */ file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
