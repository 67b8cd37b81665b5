import { readFileSync } from "node:fs";
import { posix } from "node:path";
import { type Alias, aliasesIn } from "./aliases.ts";

const { dirname, join } = posix;

/** Reads the aliases that hold for a file: those of the nearest tsconfig.json or jsconfig.json with any. */
export function aliasReader(root: string): (path: string) => readonly Alias[] {
  const top = root.replaceAll("\\", "/");
  const known = new Map<string, readonly Alias[]>();
  function aliasesAt(folder: string): readonly Alias[] {
    const before = known.get(folder);
    if (before) return before;
    const own = ["tsconfig.json", "tsconfig.app.json", "tsconfig.base.json", "jsconfig.json"]
      .map((name) => aliasesIn(folder, textAt(join(folder, name))))
      .find((aliases) => aliases.length > 0);
    const isTop = folder === top || dirname(folder) === folder;
    const found = own ?? (isTop ? [] : aliasesAt(dirname(folder)));
    known.set(folder, found);
    return found;
  }
  return (path) => aliasesAt(dirname(path));
}

function textAt(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // There is none.
    return "";
  }
}
