import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * One URI for each file: programs differ in which characters they escape, and in how they write the
 * letter of a drive. What is no file stays as it is.
 */
export function canonical(uri: string): string {
  const path = pathOf(uri);
  return path === undefined ? uri : pathToFileURL(path).href;
}

/** The absolute path of a file; undefined: it is none on this machine's disk. */
export function pathOf(uri: string): string | undefined {
  try {
    if (!uri.startsWith("file:")) return undefined;
    return fileURLToPath(uri).replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
  } catch {
    return undefined;
  }
}
