import type { Sqlite } from "../sqlite.ts";
import type { Question } from "./question.ts";
import { affordable, createRowCount, quoted, wordExpression } from "./terms.ts";

/** A chunk in which words of a question stand, and how well it answers; the larger the better. */
export interface TextMatch {
  readonly chunk: number;
  readonly score: number;
}

/** The chunks in which the question's words stand, by bm25, the best first. */
export type FindByText = (question: Question, most: number) => TextMatch[];

/** Prepares the search for words in a database. */
export function createTextSearch(database: Sqlite): FindByText {
  const find = database.prepare(
    `SELECT rowid AS chunk, -rank AS score FROM chunk_text WHERE chunk_text MATCH ?
     ORDER BY rank LIMIT ?`,
  );
  const rowsOf = createRowCount(database, "chunk_text");

  return (question, most) => {
    const terms = [
      ...question.words.map((word) => wordExpression(word, question)),
      ...question.phrases.map(quoted),
      ...question.paths.map((each) => `path : ${quoted(each)}`),
    ].map((expression) => ({ expression, rows: rowsOf(expression) }));
    const [first] = terms;
    if (!first) return [];
    // A single word that stands everywhere is looked for in names and paths alone.
    const expression = affordable(terms) ?? `{name path} : (${first.expression})`;
    return find
      .all(expression, most)
      .map(({ chunk, score }) => ({ chunk: Number(chunk), score: Number(score) }));
  };
}
