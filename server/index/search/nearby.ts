import type { Sqlite } from "../sqlite.ts";
import type { Closeness } from "../workspaceIndex.ts";

/** The files close to a file, by their ids; the file itself is one of them. */
export type FindNearby = (path: string) => Map<number, Closeness>;

/** Files of a folder that are looked at; in a larger one, to be in the same folder says little. */
const mostInFolder = 60;
const mostImports = 200;

/** Prepares the search for close files in a database. */
export function createNearby(database: Sqlite): FindNearby {
  const own = database.prepare("SELECT id FROM file WHERE path = ?");
  const imported = database.prepare(
    "SELECT target AS id FROM import WHERE file = ? AND target IS NOT NULL LIMIT ?",
  );
  const importing = database.prepare("SELECT file AS id FROM import WHERE target = ? LIMIT ?");
  // Between `folder/` and `folder0`, the character behind the slash: what the folder holds.
  const inFolder = database.prepare(
    "SELECT id, path FROM file WHERE path > ? AND path < ? AND state = 'indexed' LIMIT ?",
  );

  return (path) => {
    const found = new Map<number, Closeness>();
    const id = own.get(path)?.id;
    if (id === undefined || id === null) return found;
    const folder = path.slice(0, path.lastIndexOf("/") + 1);
    const beside =
      folder === ""
        ? []
        : inFolder
            .all(folder, `${folder.slice(0, -1)}0`, mostInFolder + 1)
            .filter((row) => !String(row.path).slice(folder.length).includes("/"));
    if (beside.length <= mostInFolder)
      for (const row of beside) found.set(Number(row.id), "same folder");
    for (const row of importing.all(id, mostImports)) found.set(Number(row.id), "importing");
    for (const row of imported.all(id, mostImports)) found.set(Number(row.id), "imported");
    found.set(Number(id), "same file");
    return found;
  };
}
