import { meet, type Place, type Question } from "./question.ts";

/** How deep a list of results is looked into. */
export const depth = 10;

/** Of a question, where the first right result stands, from one; undefined: not among the first ten. */
export interface Ranks {
  readonly question: Question;
  /** By lines; `unknown` where the results are whole files. */
  readonly place: number | undefined | "unknown";
  /** By files, each counted once. */
  readonly file: number | undefined;
  readonly ms: number;
}

/** Of results, the best first, where the first right one stands. Files count once each. */
export function ranksOf(
  question: Question,
  { found, ms }: { found: readonly Place[]; ms: number },
): Ranks {
  const first = found.slice(0, depth);
  const files = [...new Set(found.map(({ path }) => path))].slice(0, depth);
  const right = first.findIndex((place) => question.answers.some((answer) => meet(answer, place)));
  const rightFiles = new Set(question.answers.map(({ path }) => path));
  const file = files.findIndex((path) => rightFiles.has(path));
  return {
    question,
    place: first.some(({ last }) => last === Number.POSITIVE_INFINITY)
      ? "unknown"
      : right < 0
        ? undefined
        : right + 1,
    file: file < 0 ? undefined : file + 1,
    ms,
  };
}

/** What a list of ranks comes to: the share found among the first N, and the mean of 1 / rank. */
export interface Score {
  readonly at1: number;
  readonly at5: number;
  readonly at10: number;
  readonly mrr: number;
}

export function scoreOf(ranks: readonly (number | undefined)[]): Score {
  const within = (most: number): number =>
    ranks.filter((rank) => rank !== undefined && rank <= most).length / ranks.length;
  const sum = ranks.reduce<number>((all, rank) => all + (rank === undefined ? 0 : 1 / rank), 0);
  return { at1: within(1), at5: within(5), at10: within(10), mrr: sum / ranks.length };
}
