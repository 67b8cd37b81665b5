import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Guard } from "../guard/guard.ts";

/** Finds the module that a Go file belongs to. */
export interface GoModules {
  /** The module path of the nearest `go.mod` up to the root, and the folder of that file. */
  of(path: string): { path: string; folder: string } | undefined;
  forget(): void;
}

/** Creates the search within one workspace folder; a folder is looked into once. */
export function createGoModules(root: string, guard: Pick<Guard, "mayRead">): GoModules {
  const known = new Map<string, { path: string; folder: string } | undefined>();

  function moduleOf(folder: string): { path: string; folder: string } | undefined {
    if (known.has(folder)) return known.get(folder);
    const own = read(join(folder, "go.mod"));
    const found = own === undefined ? above(folder) : { path: own, folder };
    known.set(folder, found);
    return found;
  }

  function above(folder: string) {
    return folder === root || folder === dirname(folder) ? undefined : moduleOf(dirname(folder));
  }

  function read(file: string): string | undefined {
    try {
      if (!guard.mayRead({ fsPath: file }).allowed) return undefined;
      return /^module\s+(\S+)/m.exec(readFileSync(file, "utf8"))?.[1];
    } catch {
      return undefined;
    }
  }

  return { of: (path) => moduleOf(dirname(path)), forget: () => known.clear() };
}
