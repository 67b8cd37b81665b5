import { readdirSync } from "node:fs";
import { posix } from "node:path";
import type { MoveFile } from "./moveFile.ts";
import { isPython } from "./moveFile.ts";

/** Files beside the source that a declaration might go to, by name. */
export function likelyTargets({ path, languageId }: MoveFile): string[] {
  const folder = posix.dirname(path);
  const endings = isPython({ languageId }) ? /\.py$/ : /(?<!\.d)\.[mc]?[jt]sx?$/;
  try {
    return readdirSync(folder)
      .filter((name) => endings.test(name) && name !== posix.basename(path))
      .sort()
      .map((name) => posix.join(folder, name));
  } catch {
    // The folder is gone: nothing to offer.
    return [];
  }
}
