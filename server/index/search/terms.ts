import type { Sqlite } from "../sqlite.ts";
import type { Question } from "./question.ts";
import { stemOf } from "./stem.ts";

/** A term of an FTS5 expression, and in how many rows it stands. */
export interface Term {
  readonly expression: string;
  readonly rows: number;
}

/** Prepares to count the rows of a full-text table in which an expression stands. */
export function createRowCount(
  database: Sqlite,
  table: "chunk_text" | "symbol_text",
): (expression: string) => number {
  const count = database.prepare(`SELECT count(*) AS rows FROM ${table} WHERE ${table} MATCH ?`);
  return (expression) => Number(count.get(expression)?.rows ?? 0);
}

/**
 * Rows that bm25 may be computed of: a thousand take about a millisecond. To count the rows of a
 * word takes a twentieth of that.
 */
export const mostRows = 8_000;

/**
 * As many of the terms as can be looked at in time, the rarest first: any of them. Where the rarest is
 * too common alone, the two or three rarest, all of them; undefined where there is but one.
 */
export function affordable(terms: readonly Term[]): string | undefined {
  const rising = terms.filter(({ rows }) => rows > 0).toSorted((a, b) => a.rows - b.rows);
  const chosen: string[] = [];
  let rows = 0;
  for (const each of rising) {
    rows += each.rows;
    if (rows > mostRows) break;
    chosen.push(each.expression);
  }
  if (chosen.length > 0) return chosen.join(" OR ");
  if (rising.length < 2) return undefined;
  return rising
    .slice(0, 3)
    .map(({ expression }) => `(${expression})`)
    .join(" AND ");
}

/** A word as FTS5 looks for it: by its stem, or by its beginning where it may go on. */
export function wordExpression(word: string, { begun }: Question): string {
  if (word === begun) return `${quoted(word)} *`;
  const stem = stemOf(word);
  return stem === word ? quoted(word) : `${quoted(stem)} *`;
}

/** A string of FTS5: its words have to follow each other. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
