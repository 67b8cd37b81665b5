import { basename } from "node:path";
import { identifierPartsIn } from "../text/identifierParts.ts";
import type { AnalysedChunk, Analysis } from "./analysis.ts";
import type { Row, Sqlite } from "./sqlite.ts";

/** Size in bytes and time of change in milliseconds; null where the text is an open document's. */
export interface Stamp {
  size: number;
  mtime: number | null;
}

/** Files, chunks and skipped files of an index. */
export interface Counts {
  files: number;
  chunks: number;
  skipped: number;
}

/** What is written into an index. Paths are relative to its folder, with `/`. */
export interface Store {
  /** The file is on the disk like this: it waits from now on, unless it does, or the index has it so. */
  note(path: string, stamp: Stamp): { id: number; known: boolean; waitsNow: boolean };
  /** Files that wait, the first noted first. */
  waiting(most: number): string[];
  /** How many wait. */
  readonly left: number;
  /** The hash of the text that was last taken in. */
  hashOf(path: string): Uint8Array | undefined;
  /** The text is still the one that was taken in. */
  keep(path: string, stamp: Stamp): void;
  put(
    path: string,
    stamp: Stamp,
    source: { language: string; hash: Uint8Array },
    analysis: Analysis,
  ): void;
  skip(path: string, stamp: Stamp, reason: string): void;
  /** Forgets a file, or all files of a folder; says whether there was anything. */
  remove(path: string): boolean;
  /** Forgets the files, below a folder, whose ids are not among these. */
  removeOthers(folder: string, ids: ReadonlySet<number>): void;
  /** Has the files wait whose import may be this path, which is new. */
  reviseImporters(path: string): void;
  readonly counts: Counts;
  meta(key: string): string | undefined;
  setMeta(key: string, value: string): void;
}

/** Prepares to write into an index; transactions are the caller's. */
export function createStore(database: Sqlite): Store {
  const find = database.prepare(
    "SELECT id, language, size, mtime, state, hash FROM file WHERE path = ?",
  );
  const insertFile = database.prepare(
    "INSERT INTO file (path, language, size, state) VALUES (?, '', 0, 'waiting')",
  );
  const wait = database.prepare("UPDATE file SET state = 'waiting' WHERE id = ?");
  const restamp = database.prepare(
    "UPDATE file SET size = ?, mtime = ?, state = 'indexed' WHERE id = ?",
  );
  const settle = database.prepare(
    "UPDATE file SET language = ?, size = ?, mtime = ?, hash = ?, state = ?, reason = ? WHERE id = ?",
  );
  const nextWaiting = database.prepare(
    "SELECT path FROM file WHERE state = 'waiting' ORDER BY id LIMIT ?",
  );
  const below = database.prepare("SELECT id, path FROM file WHERE path > ? AND path < ?");
  const removeFile = database.prepare("DELETE FROM file WHERE id = ?");
  const removeChunks = database.prepare("DELETE FROM chunk WHERE file = ?");
  const chunksOf = database.prepare(
    "SELECT id, first_line, last_line, hash FROM chunk WHERE file = ?",
  );
  const insertChunk = database.prepare(
    "INSERT INTO chunk (file, kind, name, scope, first_line, last_line, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
  );
  const moveChunk = database.prepare("UPDATE chunk SET first_line = ?, last_line = ? WHERE id = ?");
  const removeChunk = database.prepare("DELETE FROM chunk WHERE id = ?");
  const insertText = database.prepare(
    "INSERT INTO chunk_text (rowid, name, path, words, parts) VALUES (?, ?, ?, ?, ?)",
  );
  const removeText = database.prepare("DELETE FROM chunk_text WHERE rowid = ?");
  const insertSymbol = database.prepare(
    "INSERT INTO symbol (file, chunk, name, kind, line, character) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const insertSymbolText = database.prepare("INSERT INTO symbol_text (rowid, name) VALUES (?, ?)");
  const symbolsOf = database.prepare("SELECT id FROM symbol WHERE file = ?");
  const removeSymbolText = database.prepare("DELETE FROM symbol_text WHERE rowid = ?");
  const removeSymbols = database.prepare("DELETE FROM symbol WHERE file = ?");
  const insertImport = database.prepare(
    "INSERT INTO import (file, specifier, target) VALUES (?, ?, ?)",
  );
  const removeImports = database.prepare("DELETE FROM import WHERE file = ?");
  const revise = database.prepare(
    `UPDATE file SET state = 'waiting', hash = NULL
     WHERE id IN (SELECT file FROM import WHERE target IS NULL AND specifier = ?)`,
  );
  const getMeta = database.prepare("SELECT value FROM meta WHERE key = ?");
  const putMeta = database.prepare(
    "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
  );
  const countFiles = database.prepare("SELECT count(*) AS n FROM file");
  const countWaiting = database.prepare("SELECT count(*) AS n FROM file WHERE state = 'waiting'");
  const countSkipped = database.prepare("SELECT count(*) AS n FROM file WHERE state = 'skipped'");
  const countChunks = database.prepare("SELECT count(*) AS n FROM chunk");
  const paths = createPathSet(database);

  function idOf(path: string): number {
    const known = find.get(path);
    if (known) return Number(known.id);
    paths.add(path);
    return Number(insertFile.run(path).lastInsertRowid);
  }

  function empty(id: number): void {
    emptySymbols(id);
    for (const { id: chunk = null } of chunksOf.all(id)) removeText.run(chunk);
    removeChunks.run(id);
    removeImports.run(id);
  }

  function emptySymbols(file: number): void {
    for (const { id = null } of symbolsOf.all(file)) removeSymbolText.run(id);
    removeSymbols.run(file);
  }

  function forget(id: number): void {
    empty(id);
    removeFile.run(id);
  }

  function insert(file: number, path: string, chunk: AnalysedChunk): number {
    const { kind, name, scope, firstLine, lastLine, hash, text } = chunk;
    const names = scope.join("\n");
    const id = Number(
      insertChunk.run(file, kind, name, names, firstLine, lastLine, hash).lastInsertRowid,
    );
    insertText.run(
      id,
      withParts(`${name} ${names}`),
      withParts(path),
      text,
      identifierPartsIn(text),
    );
    return id;
  }

  /** Chunks that are the same keep their ids, and with them their vectors. */
  function putChunks(file: number, path: string, chunks: readonly AnalysedChunk[]): number[] {
    const kept = new Map<string, Row[]>();
    for (const row of chunksOf.all(file)) {
      const key = keyOf(row.hash as Uint8Array);
      kept.set(key, [...(kept.get(key) ?? []), row]);
    }
    const ids = chunks.map((chunk) => {
      const same = kept.get(keyOf(chunk.hash))?.shift();
      if (!same) return insert(file, path, chunk);
      if (same.first_line !== chunk.firstLine || same.last_line !== chunk.lastLine)
        moveChunk.run(chunk.firstLine, chunk.lastLine, same.id ?? null);
      return Number(same.id);
    });
    for (const { id = null } of [...kept.values()].flat()) {
      removeText.run(id);
      removeChunk.run(id);
    }
    return ids;
  }

  function filesAt(candidate: string): number[] {
    if (paths.has(candidate)) {
      const found = find.get(candidate);
      if (found) return [Number(found.id)];
    }
    return [];
  }

  /** A package of Go is a folder: its files are imported, those of folders in it are not. */
  function filesIn(folder: string): number[] {
    return below
      .all(`${folder}/`, `${folder}0`)
      .filter(({ path }) => /^[^/]+(?<!_test)\.go$/.test(String(path).slice(folder.length + 1)))
      .slice(0, mostFilesOfPackage)
      .map(({ id }) => Number(id));
  }

  function putImports(file: number, path: string, imports: readonly string[][]): void {
    for (const candidates of imports) {
      const [first = ""] = candidates;
      let targets: number[] = [];
      for (const candidate of candidates) {
        targets = path.endsWith(".go") ? filesIn(candidate) : filesAt(candidate);
        if (targets.length > 0) break;
      }
      for (const target of targets.length > 0 ? targets : [null])
        if (target !== file) insertImport.run(file, withoutEnding(first), target);
    }
  }

  const count = (statement: { get(): Row | undefined }): number => Number(statement.get()?.n ?? 0);

  return {
    note(path, { size, mtime }) {
      const found = find.get(path);
      if (!found) return { id: idOf(path), known: false, waitsNow: true };
      const id = Number(found.id);
      const isSame = found.size === size && found.mtime === mtime;
      if (found.state === "waiting" || isSame) return { id, known: true, waitsNow: false };
      wait.run(id);
      return { id, known: true, waitsNow: true };
    },
    waiting: (most) => nextWaiting.all(most).map(({ path }) => String(path)),
    get left() {
      return count(countWaiting);
    },
    hashOf: (path) => (find.get(path)?.hash as Uint8Array | null) ?? undefined,
    keep(path, { size, mtime }) {
      restamp.run(size, mtime, idOf(path));
    },
    put(path, { size, mtime }, { language, hash }, { chunks, symbols, imports }) {
      const id = idOf(path);
      // A statement that may remove several rows has FTS5 write down all that it holds in memory:
      // with one of them for each file, the first indexing would take half as long again.
      if (find.get(path)?.language) {
        emptySymbols(id);
        removeImports.run(id);
      }
      const ids = putChunks(id, path, chunks);
      for (const { name, kind, line, character, chunk } of symbols) {
        const symbol = insertSymbol.run(id, ids[chunk] ?? null, name, kind, line, character);
        insertSymbolText.run(Number(symbol.lastInsertRowid), withParts(name));
      }
      putImports(id, path, imports);
      settle.run(language, size, mtime, hash, "indexed", null, id);
    },
    skip(path, { size, mtime }, reason) {
      const id = idOf(path);
      empty(id);
      settle.run("", size, mtime, null, "skipped", reason, id);
    },
    remove(path) {
      const ids = below.all(`${path}/`, `${path}0`).map(({ id }) => Number(id));
      const own = find.get(path);
      if (own) ids.push(Number(own.id));
      for (const id of ids) forget(id);
      return ids.length > 0;
    },
    removeOthers(folder, ids) {
      const [from, to] = folder === "" ? ["", "\u{10ffff}"] : [`${folder}/`, `${folder}0`];
      const gone: number[] = [];
      for (const { id } of below.iterate(from, to)) if (!ids.has(Number(id))) gone.push(Number(id));
      for (const id of gone) forget(id);
    },
    reviseImporters(path) {
      revise.run(withoutEnding(path));
    },
    get counts() {
      const skipped = count(countSkipped);
      return { files: count(countFiles) - skipped, chunks: count(countChunks), skipped };
    },
    meta: (key) => getMeta.get(key)?.value?.toString(),
    setMeta(key, value) {
      putMeta.run(key, value);
    },
  };
}

const mostFilesOfPackage = 20;

function withParts(names: string): string {
  return `${names} ${identifierPartsIn(names)}`;
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength).toString("latin1");
}

/** How an import names a file: a file that stands for its folder is named by that. */
function withoutEnding(path: string): string {
  const name = basename(path);
  const stem = name.replace(/(?<=.)(?:\.d)?\.[^.]+$/, "");
  const folder = path.slice(0, -name.length);
  return ["index", "__init__", "mod"].includes(stem) ? folder.slice(0, -1) : folder + stem;
}

/**
 * Tells in no time that a path is not in the index: an import may be in a dozen places. What has gone
 * since is still said to be there.
 */
function createPathSet(database: Sqlite): { add(path: string): void; has(path: string): boolean } {
  const hashes = new Set<number>();
  for (const { path } of database.prepare("SELECT path FROM file").iterate())
    hashes.add(fnv1a(String(path)));
  return {
    add: (path) => void hashes.add(fnv1a(path)),
    has: (path) => hashes.has(fnv1a(path)),
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
