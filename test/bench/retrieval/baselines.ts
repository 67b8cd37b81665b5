import { sqliteModule } from "../../../server/index/sqlite.ts";
import type { Place } from "./question.ts";
import type { Searcher } from "./searcher.ts";
import { searchWords } from "./words.ts";

/**
 * What somebody does with ripgrep: the files in which most of the question's words stand, and of
 * those with as many, the one in which they stand most often. It knows no places in a file.
 */
export function createWordCount(): Searcher {
  const files = new Map<string, string>();
  return {
    update(path, text) {
      if (text === undefined) files.delete(path);
      else files.set(path, text.toLowerCase());
    },
    settle: async () => {},
    async search(question, most) {
      const words = searchWords(question.text);
      const found: { path: string; score: number }[] = [];
      for (const [path, text] of files) {
        let distinct = 0;
        let all = 0;
        for (const word of words) {
          const count = countOf(text, word);
          if (count > 0) distinct += 1;
          all += count;
        }
        if (distinct > 0) found.push({ path, score: distinct + all / (all + 1) });
      }
      found.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
      return found.slice(0, most).map(({ path }) => wholeFile(path));
    },
    dispose: () => files.clear(),
  };
}

/** SQLite's full-text search over whole files with its default tokenizer, any of the words, by bm25. */
export function createPlainFullText(): Searcher {
  const sqlite = sqliteModule();
  if (!sqlite) throw new Error("This bench needs a Node with SQLite: 22.16 or newer.");
  const database = new sqlite.DatabaseSync(":memory:");
  database.exec("CREATE VIRTUAL TABLE file USING fts5(path, text)");
  const remove = database.prepare("DELETE FROM file WHERE rowid = ?");
  const insert = database.prepare("INSERT INTO file (rowid, path, text) VALUES (?, ?, ?)");
  const find = database.prepare(
    "SELECT path FROM file WHERE file MATCH ? ORDER BY bm25(file) LIMIT ?",
  );
  const ids = new Map<string, number>();
  return {
    update(path, text) {
      const id = ids.get(path) ?? ids.size + 1;
      ids.set(path, id);
      remove.run(id);
      if (text !== undefined) insert.run(id, path, text);
    },
    settle: async () => {},
    async search(question, most) {
      const words = searchWords(question.text);
      if (words.length === 0) return [];
      const rows = find.all(words.map((word) => `"${word}"`).join(" OR "), most);
      return rows.map(({ path }) => wholeFile(String(path)));
    },
    dispose: () => database.close(),
  };
}

function wholeFile(path: string): Place {
  return { path, first: 1, last: Number.POSITIVE_INFINITY };
}

function countOf(text: string, word: string): number {
  let count = 0;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) count += 1;
  return count;
}
