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
export const mostRows = 4_000;

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

/** Shorter beginnings are those of too many words to be looked at. */
const shortestBeginning = 3;

/**
 * The words of a question as FTS5 looks for them: by their stems, or by its beginning where one may go
 * on. A word that is everywhere in this one form already is not looked for in others, which would take
 * long to count.
 */
export function wordTerms(
  { words, begun }: Question,
  rowsOf: (expression: string) => number,
): Term[] {
  return words.map((word) => {
    const plain = { expression: quoted(word), rows: rowsOf(quoted(word)) };
    const start = word === begun ? word : stemOf(word);
    const open = start !== word || (word === begun && word.length >= shortestBeginning);
    if (!open || plain.rows > mostRows) return plain;
    const expression = `${quoted(start)} *`;
    return { expression, rows: rowsOf(expression) };
  });
}

/** A string of FTS5: its words have to follow each other. */
export function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
