import type { Sqlite } from "../sqlite.ts";
import type { Question } from "./question.ts";
import { affordable, createRowCount, quoted, type Term, wordTerms } from "./terms.ts";

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
    const paths = question.paths
      .map((each) => `path : ${quoted(each)}`)
      .map((expression) => ({ expression, rows: rowsOf(expression) }));
    const terms = [...paths, ...wordTerms(question, rowsOf)];
    if (question.phrases.length > 0) return withPhrases(question.phrases, terms, most);
    const [first] = terms;
    if (!first) return [];
    // A single word that stands everywhere is looked for in names and paths alone.
    const expression = affordable(terms) ?? `{name path} : (${first.expression})`;
    return matches(expression, most);
  };

  /** What holds all the phrases; the words only say in which order. */
  function withPhrases(
    phrases: readonly string[],
    terms: readonly Term[],
    most: number,
  ): TextMatch[] {
    const all = `(${phrases.map(quoted).join(" AND ")})`;
    const any = affordable(terms);
    return matches(any === undefined ? all : `${all} AND (${all} OR ${any})`, most);
  }

  function matches(expression: string, most: number): TextMatch[] {
    return find
      .all(expression, most)
      .map(({ chunk, score }) => ({ chunk: Number(chunk), score: Number(score) }));
  }
}
