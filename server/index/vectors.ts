import { readFileSync } from "node:fs";
import { join } from "node:path";
import { withLf } from "../text/lines.ts";
import { decode } from "./admission.ts";
import { hashOf } from "./analysis.ts";
import type { Sqlite } from "./sqlite.ts";
import { textLines } from "./textLines.ts";

/** Chunks that have no vector yet, and their texts as an embedding model reads them. */
export interface Unembedded {
  ids: number[];
  texts: string[];
}

/** The vectors of an index. */
export interface Vectors {
  /**
   * Some chunks without a vector, of one file; undefined where all have one. A chunk whose file has
   * changed since is left alone until that is taken in.
   */
  next(): Unembedded | undefined;
  /** Keeps vectors of a model; those of another model are forgotten. */
  put(ids: readonly number[], model: string, vectors: readonly Float32Array[]): void;
  /** Looks again at the chunks that were left alone. */
  again(): void;
}

/** Chunks that are given to the model at once. */
const atOnce = 16;

/** Prepares to fill the vectors of the index of the folder `root`. */
export function createVectors(database: Sqlite, root: string): Vectors {
  const firstWithout = database.prepare(
    `SELECT chunk.id, chunk.file, file.path, file.language, file.hash
     FROM chunk JOIN file ON file.id = chunk.file
     WHERE chunk.id >= ? AND file.id NOT IN (SELECT value FROM json_each(?))
       AND NOT EXISTS (SELECT 1 FROM vector WHERE vector.chunk = chunk.id)
     ORDER BY chunk.id LIMIT 1`,
  );
  const without = database.prepare(
    `SELECT id, name, scope, first_line, last_line FROM chunk
     WHERE file = ? AND NOT EXISTS (SELECT 1 FROM vector WHERE vector.chunk = chunk.id)
     ORDER BY id LIMIT ${atOnce}`,
  );
  const insert = database.prepare(
    "INSERT OR REPLACE INTO vector SELECT id, ? FROM chunk WHERE id = ?",
  );
  const model = database.prepare("SELECT value FROM meta WHERE key = 'vectors'");
  const leftAlone = new Set<number>();
  /** Chunks of lower ids have a vector, or are of files that are left alone. */
  let from = 0;

  function next(): Unembedded | undefined {
    for (;;) {
      const first = firstWithout.get(from, JSON.stringify([...leftAlone]));
      if (!first) return undefined;
      from = Number(first.id);
      const { file = null, path, language, hash } = first;
      const lines = linesOf(join(root, String(path)), String(language), hash);
      if (!lines) {
        leftAlone.add(Number(file));
        continue;
      }
      const rows = without.all(file);
      const texts = rows.map(({ name, scope, first_line, last_line }) => {
        const names = [...String(scope).split("\n"), String(name)].filter((each) => each !== "");
        const text = lines.between(Number(first_line), Number(last_line));
        return `${[path, ...names].join(" › ")}\n${text}`;
      });
      return { ids: rows.map(({ id }) => Number(id)), texts };
    }
  }

  return {
    next,
    put(ids, of, vectors) {
      if (model.get()?.value !== of) {
        database.exec("DELETE FROM vector");
        database.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('vectors', ?)").run(of);
        from = 0;
      }
      for (const [at, id] of ids.entries()) {
        const vector = vectors[at];
        if (vector) insert.run(bytesOf(vector), id);
      }
    },
    again() {
      leftAlone.clear();
      from = 0;
    },
  };
}

function linesOf(path: string, language: string, hash: unknown) {
  try {
    const decoded = decode(readFileSync(path), language);
    if ("refused" in decoded || !(hash instanceof Uint8Array)) return undefined;
    if (Buffer.compare(hashOf(decoded.text), hash) !== 0) return undefined;
    return textLines(withLf(decoded.text));
  } catch {
    return undefined;
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
