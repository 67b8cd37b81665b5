import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buildFolders, dependencyFolders } from "../guard/foreignFolders.ts";
import type { Guard } from "../guard/guard.ts";
import { isInside } from "../guard/place.ts";

/**
 * The paths of a folder's files, nearest to `from` first: those beside it and below, then those beside
 * and below each folder above, up to `root`. Folders that the guard refuses, hidden ones, and those of
 * dependencies and builds are not entered; links are not followed.
 */
export async function* filesNearby(
  from: string,
  root: string,
  guard: Pick<Guard, "mayRead">,
): AsyncGenerator<string> {
  let done: string | undefined;
  for (let folder = dirname(from); isInside(root, folder); folder = dirname(folder)) {
    yield* filesBelow(folder, done, guard);
    done = folder;
    if (folder === root || folder === dirname(folder)) break;
  }
}

/** Breadth first, without the folder that has been seen already. */
async function* filesBelow(
  top: string,
  seen: string | undefined,
  guard: Pick<Guard, "mayRead">,
): AsyncGenerator<string> {
  const folders = [top];
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      if (entry.isFile()) yield path;
      else if (entry.isDirectory() && path !== seen && mayEnter(path, entry.name, guard))
        folders.push(path);
    }
  }
}

function mayEnter(path: string, name: string, guard: Pick<Guard, "mayRead">): boolean {
  const lower = name.toLowerCase();
  // Whatever the ignore files say: few projects show in their builds how they are written.
  if (name.startsWith(".") || dependencyFolders.has(lower) || buildFolders.has(lower)) return false;
  // Ignored is what lies in a folder; any name serves to ask.
  return guard.mayRead({ fsPath: join(path, "any") }).allowed;
}

async function entriesOf(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}
