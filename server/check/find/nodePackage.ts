import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package in a `node_modules` folder. */
export interface NodePackage {
  /** Absolute path of its folder. */
  folder: string;
  version: string;
}

/** The package that `folder` would resolve a name to, without leaving `within`; undefined if none. */
export function nodePackage(
  name: string,
  { folder, within }: { folder: string; within: string },
): NodePackage | undefined {
  for (let at = folder; ; at = dirname(at)) {
    const found = packageAt(join(at, "node_modules", name));
    if (found) return found;
    if (at === within || dirname(at) === at) return undefined;
  }
}

/** The package in this very folder; undefined if there is none. */
export function packageAt(folder: string): NodePackage | undefined {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      version?: unknown;
    };
    return typeof version === "string" ? { folder, version } : undefined;
  } catch {
    return undefined;
  }
}

/** The first number of a version; 0 if it has none. */
export function majorOf(version: string): number {
  return Number.parseInt(version, 10) || 0;
}
