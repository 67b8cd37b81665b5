import { statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openForReading } from "./database.ts";
import type { IndexedFolder } from "./messages.ts";
import { createSearch, type Found } from "./search/search.ts";
import { type Sqlite, troubleOf } from "./sqlite.ts";
import type { IndexQuery, IndexResult, SkippedFile } from "./workspaceIndex.ts";

/** Searches the index of one folder while others write it. */
export interface Reader {
  readonly root: string;
  search(query: IndexQuery): IndexResult[];
  /** Files that were left out, the first thousand by their paths. */
  skipped(): SkippedFile[];
  /** Lets go of the file: it is about to be removed. */
  release(): void;
}

/** Creates the reader; the file is opened when it is asked for, and again when it is another one. */
export function createReader(
  { root, database: path }: IndexedFolder,
  { onDamaged, log }: { onDamaged(): void; log(line: string): void },
): Reader {
  let opened: { database: Sqlite; search(query: IndexQuery): Found[]; file: number } | undefined;

  function release(): void {
    opened?.database.close();
    opened = undefined;
  }

  function current(): typeof opened {
    const file = statSync(path, { throwIfNoEntry: false })?.ino;
    if (file === undefined || file !== opened?.file) release();
    if (file === undefined || opened) return opened;
    const database = openForReading(path);
    if (database) opened = { database, search: createSearch(database), file };
    return opened;
  }

  function attempt<T>(nothing: T, ask: (index: NonNullable<typeof opened>) => T): T {
    try {
      const index = current();
      return index ? ask(index) : nothing;
    } catch (error) {
      log(`index: ${root}: ${error instanceof Error ? error.message : error}`);
      release();
      if (troubleOf(error) === "damaged") onDamaged();
      return nothing;
    }
  }

  const uriOf = (relative: unknown): string => pathToFileURL(join(root, String(relative))).href;

  /** The documents of a query by their paths, as the index has them; those elsewhere are left out. */
  function ownPaths({ near, recent, ...query }: IndexQuery): IndexQuery {
    const own = (uri: string): string[] => {
      if (!uri.startsWith("file:")) return [];
      const path = relative(root, fileURLToPath(uri)).replaceAll("\\", "/");
      return path === "" || path.startsWith("../") ? [] : [path];
    };
    const [close] = near === undefined ? [] : own(near);
    return {
      ...query,
      ...(close === undefined ? {} : { near: close }),
      ...(recent && { recent: recent.flatMap(own) }),
    };
  }

  return {
    root,
    search: (query) =>
      attempt([], ({ search }) =>
        search(ownPaths(query)).map((found) => ({ ...found, uri: uriOf(found.path) })),
      ),
    skipped: () =>
      attempt([], ({ database }) =>
        database
          .prepare("SELECT path, reason FROM file WHERE state = 'skipped' ORDER BY path LIMIT 1000")
          .all()
          .map(({ path: each, reason }) => ({ uri: uriOf(each), reason: String(reason) })),
      ),
    release,
  };
}
