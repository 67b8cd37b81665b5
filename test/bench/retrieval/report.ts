import { quantile } from "../quantile.ts";
import { printTable } from "../table.ts";
import { type Ranks, scoreOf } from "./score.ts";

type ByName = ReadonlyMap<string, readonly Ranks[]>;

/** Prints what each way to search comes to: of all questions, by kind and by repository. */
export function printScores(all: ByName): void {
  const [first = []] = all.values();
  const kinds = [...new Set(first.map(({ question }) => question.kind))];
  const repositories = [...new Set(first.map(({ question }) => question.repository))];
  print("all questions", all);
  for (const kind of kinds)
    print(
      `from ${kind}s`,
      only(all, ({ question }) => question.kind === kind),
    );
  for (const repository of repositories)
    print(
      repository,
      only(all, ({ question }) => question.repository === repository),
    );
}

function print(title: string, all: ByName): void {
  const count = [...all.values()][0]?.length ?? 0;
  console.log(`\n${title} (${count})\n`);
  printTable(
    ["by lines; by file", "@1", "@5", "@10", "MRR", "@1", "@5", "@10", "MRR", "ms p50", "p95"],
    [...all].map(([name, ranks]) => [
      name,
      ...cells(ranks.map(({ place }) => place)),
      ...cells(ranks.map(({ file }) => file)),
      quantile(
        ranks.map(({ ms }) => ms),
        0.5,
      ).toFixed(1),
      quantile(
        ranks.map(({ ms }) => ms),
        0.95,
      ).toFixed(1),
    ]),
  );
}

function cells(ranks: readonly (number | undefined | "unknown")[]): string[] {
  const known = ranks.filter((rank) => rank !== "unknown");
  if (known.length < ranks.length) return ["–", "–", "–", "–"];
  const { at1, at5, at10, mrr } = scoreOf(known);
  return [...[at1, at5, at10].map((share) => (100 * share).toFixed(1)), mrr.toFixed(3)];
}

function only(all: ByName, wanted: (one: Ranks) => boolean): ByName {
  return new Map([...all].map(([name, ranks]) => [name, ranks.filter(wanted)]));
}
