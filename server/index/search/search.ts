import type { Row, Sqlite } from "../sqlite.ts";
import type { IndexQuery, IndexResult } from "../workspaceIndex.ts";

/** What one index has found; the path is relative to its folder. */
export type Found = Omit<IndexResult, "uri">;

/** Prepares to search one index, which is only read; the best come first. */
export function createSearch(database: Sqlite): (query: IndexQuery) => Found[] {
  const byText = database.prepare(
    `SELECT chunk.*, file.path, file.language, bm25(chunk_text, 4, 2, 1, 0.5) AS score
     FROM chunk_text JOIN chunk ON chunk.id = chunk_text.rowid JOIN file ON file.id = chunk.file
     WHERE chunk_text MATCH ? ORDER BY score LIMIT ?`,
  );
  return ({ text, limit }) => {
    const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
    if (words.length === 0) return [];
    const match = words.map((word) => `"${word}"`).join(" OR ");
    return byText.all(match, limit).map((row, at) => found(row, at + 1));
  };
}

function found(row: Row, rank: number): Found {
  const { path, language, kind, name, scope, first_line, last_line, score } = row;
  return {
    path: String(path),
    language: String(language),
    kind: kind as Found["kind"],
    name: String(name),
    scope: String(scope)
      .split("\n")
      .filter((each) => each !== ""),
    firstLine: Number(first_line),
    lastLine: Number(last_line),
    score: -Number(score),
    why: [{ by: "text", rank }],
  };
}
