import type { Answer, Case } from "./cases.ts";
import { type Score, score } from "./score.ts";

/** One row of the table: all cases of a language, or all together. */
interface Row {
  title: string;
  scores: Score[];
  answers: Answer[];
  passed: boolean[];
}

/** The results as a Markdown table: a row for each language, and one for all. */
export function report(
  cases: readonly Case[],
  answers: readonly Answer[],
  passed: ReadonlyMap<string, boolean>,
): string {
  const byId = new Map(answers.map((answer) => [answer.id, answer]));
  const rows = new Map<string, Row>();
  for (const each of cases) {
    const answer = byId.get(each.id);
    if (!answer) continue;
    for (const title of [each.lang, "all"]) {
      const row = rows.get(title) ?? { title, scores: [], answers: [], passed: [] };
      rows.set(title, row);
      row.scores.push(score(each, answer));
      row.answers.push(answer);
      const ran = passed.get(each.id);
      if (ran !== undefined) row.passed.push(ran);
    }
  }
  const sorted = [...rows.values()].sort((a, b) => order(a) - order(b));
  const head = [
    "language",
    "cases",
    "exact",
    "exact before filters",
    "similarity",
    "kept",
    "shown",
    "passes",
    "answer p50",
    "p95",
    "first piece p50",
  ];
  const lines = [
    head,
    head.map((_, index) => (index === 0 ? "---" : "---:")),
    ...sorted.map(cells),
  ];
  return lines.map((line) => `| ${line.join(" | ")} |`).join("\n");
}

function order(row: Row): number {
  return row.title === "all" ? Number.POSITIVE_INFINITY : -row.scores.length;
}

function cells({ title, scores, answers, passed }: Row): string[] {
  const count = scores.length;
  const share = (of: (each: Score) => number): string =>
    percent(scores.reduce((sum, each) => sum + of(each), 0) / count);
  const kept = scores.reduce((sum, each) => sum + each.kept, 0);
  const length = scores.reduce((sum, each) => sum + each.length, 0);
  const times = answers.map((answer) => answer.milliseconds);
  const firsts = answers.flatMap((answer) => answer.firstPieceMilliseconds ?? []);
  return [
    title,
    String(count),
    share((each) => Number(each.exact)),
    share((each) => Number(each.rawExact)),
    share((each) => each.similarity),
    percent(kept / length),
    share((each) => Number(each.shown)),
    passed.length === 0 ? "–" : percent(passed.filter(Boolean).length / passed.length),
    milliseconds(times, 0.5),
    milliseconds(times, 0.95),
    milliseconds(firsts, 0.5),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** The value at a share of all values, nearest rank. */
function milliseconds(values: readonly number[], share: number): string {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return value === undefined ? "–" : `${value.toFixed(0)} ms`;
}
