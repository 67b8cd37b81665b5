import { quantile } from "../quantile.ts";
import { printTable } from "../table.ts";
import type { FaultGroup, Row, Verdict } from "./scripted.ts";

const groups: Record<FaultGroup, string> = {
  answer: "the answer's form",
  parser: "code that does not parse",
  checker: "names, types, arguments",
  test: "what the code does",
};

/** Prints what was read of good edits, what was found of faults, and how long a check took. */
export function printScripted(rows: readonly Row[]): void {
  const sets = [...new Set(rows.map(({ of }) => of.set))];
  for (const set of [...sets, ...(sets.length > 1 ? ["all"] : [])]) {
    const some = rows.filter(({ of }) => set === "all" || of.set === set);
    const cases = new Set(some.map(({ of }) => of.name)).size;
    console.log(`\n## ${set}: ${cases} cases, ${some.length} answers\n`);
    printGood(some.filter(({ scripted }) => scripted.kind === "good"));
    console.log();
    printFaults(some.filter(({ scripted }) => scripted.kind === "fault"));
  }
  console.log();
  printTimes(rows);
  printUnchecked(rows);
}

/** Prints the good edits that came out otherwise, and the faults that a checker should have found. */
export function printDiffering(rows: readonly Row[]): void {
  for (const { of, scripted, came, verdict } of rows) {
    const expected =
      scripted.kind === "good"
        ? verdict === "as wanted"
        : verdict !== "other text" || scripted.group === "test";
    if (expected) continue;
    console.log(`\n### ${of.name}: ${scripted.name}: ${verdict}\n\n${came.reason ?? ""}`);
    for (const { message } of came.proposal?.checks.faults ?? []) console.log(`- ${message}`);
    console.log(`--- answer\n${scripted.answer}`);
    console.log(`--- proposed\n${came.proposal?.document ?? ""}`);
  }
}

function printGood(rows: readonly Row[]): void {
  const line = (title: string, some: readonly Row[]): string[] => [
    title,
    String(some.length),
    ...(["as wanted", "other text", "refused", "does not parse", "checker"] as const).map(
      (verdict) => share(some, verdict),
    ),
  ];
  printTable(
    [
      "a good edit as",
      "answers",
      "as wanted",
      "other text",
      "refused",
      '"does not parse"',
      '"worse"',
    ],
    [...byName(rows).map(([name, some]) => line(name, some)), line("**all**", rows)],
  );
}

function printFaults(rows: readonly Row[]): void {
  const line = (title: string, some: readonly Row[]): string[] => [
    title,
    String(some.length),
    share(some, "refused"),
    share(some, "does not parse"),
    share(some, "checker"),
    share(some, "as wanted"),
    share(some, "other text"),
  ];
  const lines = (Object.keys(groups) as FaultGroup[]).flatMap((group) => {
    const some = rows.filter(({ scripted }) => scripted.group === group);
    if (some.length === 0) return [];
    return [
      line(`**${groups[group]}**`, some),
      ...byName(some).map(([name, each]) => line(`· ${name}`, each)),
    ];
  });
  printTable(
    ["a fault in", "answers", "refused", "does not parse", "checker", "put right", "not found"],
    [...lines, line("**all**", rows)],
  );
}

function printTimes(rows: readonly Row[]): void {
  const languages = [...new Set(rows.map(({ of }) => of.languageId))];
  const ms = (value: number | undefined): string => (value ?? Number.NaN).toFixed(0);
  printTable(
    ["a check of", "by", "checks", "first ms", "p50 ms", "p95 ms"],
    languages.map((language) => {
      const some = rows.filter(({ of, came }) => of.languageId === language && came.checkMs);
      const [first, ...rest] = some.map(({ came }) => came.checkMs ?? 0);
      const by = some.flatMap(({ came }) => {
        const checker = came.proposal?.checks.checker;
        return checker?.kind === "checked" ? [checker.by] : [];
      });
      return [
        language,
        [...new Set(by)].join(", "),
        String(some.length),
        ms(first),
        ms(quantile(rest, 0.5)),
        ms(quantile(rest, 0.95)),
      ];
    }),
  );
}

function printUnchecked(rows: readonly Row[]): void {
  const reasons = new Map<string, number>();
  for (const { came } of rows) {
    const checks = came.proposal?.checks;
    if (checks?.checker.kind !== "unchecked" || checks.syntax === "broken") continue;
    const { reason } = checks.checker;
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  for (const [reason, count] of reasons) console.log(`\n${count} were not checked: ${reason}`);
}

function byName(rows: readonly Row[]): [string, Row[]][] {
  const named = new Map<string, Row[]>();
  for (const row of rows)
    named.set(row.scripted.name, [...(named.get(row.scripted.name) ?? []), row]);
  return [...named];
}

function share(rows: readonly Row[], verdict: Verdict): string {
  if (rows.length === 0) return "";
  const count = rows.filter((row) => row.verdict === verdict).length;
  return count === 0 ? "0" : `${((100 * count) / rows.length).toFixed(1)} %`;
}
