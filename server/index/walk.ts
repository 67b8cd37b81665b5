import { type Dirent, lstatSync, opendirSync } from "node:fs";
import { join } from "node:path";
import { buildFolders, dependencyFolders } from "../guard/foreignFolders.ts";
import type { Guard } from "../guard/guard.ts";

/** Something that a walk has come upon; paths are relative to the root, with `/`. */
export type Entry =
  | { kind: "file"; path: string; size: number; mtime: number }
  | { kind: "unreadable"; path: string }
  /** A folder has been looked through: a good moment to do something else. */
  | { kind: "folder"; path: string };

/** What a walk enters. */
export interface Territory {
  /** The workspace folder, absolute. */
  root: string;
  guard: Pick<Guard, "mayRead">;
  /** Whether the settings leave a relative path out. */
  isExcluded(path: string): boolean;
  /** Where nobody says what a build made, folders with the names of builds are not entered. */
  skipsBuilds: boolean;
}

/**
 * The files of a folder and of those below it, breadth first. Links are not followed, so that no
 * circle can hold a walk; other things that are no files (pipes, sockets) are passed by.
 */
export function* walk(territory: Territory, start = ""): Generator<Entry> {
  const { root } = territory;
  const folders = [start];
  for (let at = 0; at < folders.length; at += 1) {
    const folder = folders[at] ?? "";
    // Of a deep tree only what is still to come is kept.
    folders[at] = "";
    let entries: ReturnType<typeof opendirSync>;
    try {
      entries = opendirSync(join(root, folder), { bufferSize: 256 });
    } catch {
      yield { kind: "unreadable", path: folder };
      continue;
    }
    try {
      for (let entry = next(entries); entry !== null; entry = next(entries)) {
        const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory() && mayEnter(territory, path)) folders.push(path);
        if (!entry.isFile() || !mayHold(territory, path)) continue;
        yield fileAt(root, path) ?? { kind: "unreadable", path };
      }
    } finally {
      entries.closeSync();
    }
    yield { kind: "folder", path: folder };
  }
}

/** Whether a walk would come upon a file, if there is one; the path is relative to the root. */
export function mayHold(territory: Territory, path: string): boolean {
  const { root, guard, isExcluded } = territory;
  const folders = path.split("/").slice(0, -1);
  if (folders.some((name) => isForeign(name, territory)) || isExcluded(path)) return false;
  return guard.mayRead({ fsPath: join(root, path) }).allowed;
}

/** Whether a walk would look into a folder; the path is relative to the root. */
export function mayEnter(territory: Territory, path: string): boolean {
  // Ignored is what lies in a folder; any name serves to ask.
  return mayHold(territory, `${path}/any`);
}

function isForeign(name: string, { skipsBuilds }: Territory): boolean {
  const lower = name.toLowerCase();
  return (
    never.has(lower) || dependencyFolders.has(lower) || (skipsBuilds && buildFolders.has(lower))
  );
}

/** Size and time of change of a file; undefined where there is none. */
export function fileAt(root: string, path: string): Extract<Entry, { kind: "file" }> | undefined {
  try {
    const found = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (!found?.isFile()) return undefined;
    return { kind: "file", path, size: found.size, mtime: found.mtimeMs };
  } catch {
    return undefined;
  }
}

/** A name that the file system itself cannot give ends the folder. */
function next(entries: ReturnType<typeof opendirSync>): Dirent | null {
  try {
    return entries.readSync();
  } catch {
    return null;
  }
}

/** What tools keep for themselves, in lower case. */
const never = new Set([
  ...[".git", ".hg", ".svn", ".jj", ".cache", ".venv", ".tox", ".nox", ".mypy_cache"],
  ...[".pytest_cache", ".ruff_cache", ".gradle", ".idea", ".vs", ".next", ".nuxt", ".svelte-kit"],
  ...[".yarn", ".pnpm-store", ".terraform", ".parcel-cache", ".turbo", ".nyc_output"],
]);
