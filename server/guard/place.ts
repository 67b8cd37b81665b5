import { isAbsolute, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A document by its URI, of any scheme, or a file by its path. */
export type GuardedFile = { uri: string } | { fsPath: string };

/** Where a document lies: on this disk, elsewhere (`path` is for its name alone), or nowhere. */
export type Place =
  | { kind: "disk"; path: string }
  | { kind: "elsewhere"; path: string }
  | { kind: "unreadable"; reason: string };

/**
 * Finds the place of a document. A cell lies where its notebook lies, a revision of a file where
 * the file lies; an untitled document elsewhere, unless it has the path of a file to be.
 */
export function placeOf(file: GuardedFile): Place {
  if ("fsPath" in file) return pathPlace(file.fsPath);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(file.uri)?.[1]?.toLowerCase();
  if (scheme === undefined) return { kind: "unreadable", reason: "its address is no URI." };
  try {
    const { pathname, host } = new URL(file.uri);
    if (scheme === "file") return pathPlace(fileURLToPath(file.uri));
    if (localSchemes.has(scheme) && host === "" && pathname.startsWith("/"))
      return pathPlace(fileURLToPath(`file://${pathname}`));
    return { kind: "elsewhere", path: decodeURIComponent(pathname) };
  } catch {
    return { kind: "unreadable", reason: "its address cannot be understood." };
  }
}

/** Whether a path is a folder or lies in it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

const localSchemes = new Set(["vscode-notebook-cell", "git", "untitled"]);

function pathPlace(path: string): Place {
  if (path.includes("\0")) return { kind: "unreadable", reason: "its path cannot be understood." };
  return isAbsolute(path) ? { kind: "disk", path } : { kind: "elsewhere", path };
}
