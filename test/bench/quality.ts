/**
 * Measures what of a model's raw answers is shown: `npm run bench:quality -- [--cases FILE…]
 * [--replays FILE] [--json FILE] [--svg FILE] [--differing]`. Without files the cases are made of this
 * project's own code. Recorded answers have no probabilities: what the gate does is seen in replays of
 * typing through a real model, which `npm run bench:gate -- --replays FILE` keeps in a file.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { filters } from "../../server/completion/filters/all.ts";
import { barChart } from "./plot.ts";
import type { Case } from "./quality/case.ts";
import { createJudge, type Without } from "./quality/judge.ts";
import { loadCases } from "./quality/load.ts";
import { ownCases } from "./quality/own.ts";
import { scoreReplays } from "./quality/replayed.ts";
import { isExact, type Score, type Shown, scoreOf } from "./quality/score.ts";
import { printTable } from "./table.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: "string", multiple: true, default: [] },
    replays: { type: "string" },
    json: { type: "string" },
    svg: { type: "string", default: "docs/quality.svg" },
    differing: { type: "boolean", default: false },
  },
});
const files = [...values.cases, ...positionals];
const cases = files.length > 0 ? files.flatMap(loadCases) : ownCases();
const judge = createJudge();
const sets = new Set(cases.map(({ set }) => set));

const whole: Record<string, Score> = {};
for (const name of sets)
  whole[name] = await measure(
    cases.filter(({ set }) => set === name),
    {},
  );
printScores("set", whole);
const replayed = values.replays ? scoreReplays(values.replays) : {};
if (values.replays) {
  console.log("\nTyping, replayed through a real model, held-out traces:\n");
  printScores("pipeline", replayed);
}

const parts: Record<string, Score> = { "the whole pipeline": await measure(cases, {}) };
const variants: [name: string, without: Without][] = [
  ["as the model wrote it", { shape: true, filters: true }],
  ["without filters", { filters: true }],
  ["without shape", { shape: true }],
  ["without syntax", { syntax: true }],
  ...filters.map(({ name }): [string, Without] => [`without "${name}"`, { filter: name }]),
];
for (const [name, without] of variants) parts[name] = await measure(cases, without);
console.log("\nThe effect of each part, by leaving it out:\n");
printScores("pipeline", parts);

if (values.differing) for (const given of cases) await printIfDiffering(given);
if (values.json)
  write(values.json, `${JSON.stringify({ sets: whole, replayed, parts }, null, 2)}\n`);
write(values.svg, drawn({ ...parts, ...replayed }));
process.exit(0); // The trees' background work, if any is left, is of no use any more.

async function measure(members: readonly Case[], without: Without): Promise<Score> {
  const shown: Shown[] = [];
  for (const given of members) shown.push({ given, ...(await judge(given, without)) });
  return scoreOf(shown);
}

function printScores(title: string, scores: Record<string, Score>): void {
  printTable(
    [title, "cases", "show", "quiet", "exact", "similarity", "kept", "duplicates"],
    Object.entries(scores).map(([name, score]) => [
      name,
      String(score.cases),
      ...[score.show, score.quiet, score.exact, score.similarity, score.kept].map(percent),
      String(score.duplicates ?? ""),
    ]),
  );
}

function percent(share: number | undefined): string {
  return share === undefined ? "" : `${(100 * share).toFixed(1)} %`;
}

async function printIfDiffering(given: Case): Promise<void> {
  const shown = { given, ...(await judge(given)) };
  const { wanted } = given;
  if (wanted.kind === "text" || wanted.kind === "silence" ? isExact(shown) : shown.text !== "")
    return;
  console.log(`\n${given.set}: ${given.name}`);
  console.log(
    `  place   ${JSON.stringify(given.prefix.slice(-60))} █ ${JSON.stringify(given.suffix.slice(0, 60))}`,
  );
  console.log(`  raw     ${JSON.stringify(given.raw)}`);
  console.log(`  wanted  ${JSON.stringify(wanted)}`);
  console.log(`  shown   ${JSON.stringify(shown.text)}, replacing ${shown.replaces}`);
  for (const { filter, after } of shown.cuts)
    console.log(`  cut     ${filter}: ${JSON.stringify(after)}`);
}

function drawn(scores: Record<string, Score>): string {
  const all = Object.entries(scores);
  const withQuiet = all.some(([, { quiet }]) => quiet !== undefined);
  return barChart({
    title: "What is shown, and the effect of each part of the pipeline by leaving it out",
    series: ["show", ...(withQuiet ? ["quiet"] : []), "exact", "kept", "shown with a duplicate"],
    rows: all.map(([label, { show, quiet, exact, kept, duplicates, cases }]) => ({
      label,
      values: [
        show,
        ...(withQuiet ? [quiet] : []),
        exact,
        kept,
        duplicates === undefined ? undefined : duplicates / cases,
      ],
    })),
  });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
