/**
 * Fits the echo's probability to git histories: `npm run fit:echo -- --learn GIT-FOLDER… --held
 * GIT-FOLDER… [--cases N] [--commits N] [--seed N] [--into FILE] [--svg FILE]`. The model is learnt from
 * the repositories of `--learn`; those of `--held` only tell how reliable it is. `--cases` counts cursors
 * over the repositories to learn from, and as many over those held apart. `--into` names the file of
 * constants that is rewritten, server/echo/calibration.json; without it nothing but the diagram is.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { lineChart } from "../plot.ts";
import { printTable } from "../table.ts";
import { stepsOf } from "./cases.ts";
import { echo } from "./echo.ts";
import { type Choice, choicesOf, type EchoModel, judgeEcho, learnEcho } from "./learn.ts";
import type { Logistic } from "./logistic.ts";
import { type Reliability, reliabilityOf } from "./reliability.ts";

const { values } = parseArgs({
  options: {
    learn: { type: "string", multiple: true, default: [] },
    held: { type: "string", multiple: true, default: [] },
    cases: { type: "string", default: "2000" },
    commits: { type: "string", default: "1500" },
    seed: { type: "string", default: "2" },
    into: { type: "string" },
    svg: { type: "string", default: "docs/echo-reliability.svg" },
  },
});
if (values.learn.length === 0 || values.held.length === 0)
  throw new Error("Name git repositories to learn from with --learn, and others with --held.");

const learnt = await taken(values.learn);
const held = await taken(values.held);
const model = learnEcho(learnt);
const { count, brier, calibrationError, bins } = reliabilityOf(judgeEcho(model, held));
printTable(
  ["feature", "mean", "scale", "weight in the choice", "in the probability"],
  Object.entries(model.features).map(([name, { mean, scale, weight }]) => [
    name,
    ...[mean, scale, model.choice[name]?.weight, weight].map((value) => value?.toFixed(3) ?? ""),
  ]),
);
console.log(`\nHeld apart, ${count} answers of ${held.length} cursors:\n`);
printTable(
  ["answers", "predicted", "observed"],
  bins.map((bin) => [String(bin.count), percent(bin.predicted), percent(bin.observed)]),
);
console.log(
  `\nBrier score ${brier.toFixed(4)}, expected calibration error ${calibrationError.toFixed(4)}`,
);
mkdirSync(dirname(values.svg), { recursive: true });
writeFileSync(values.svg, drawn(bins));
if (values.into) write(values.into);

async function taken(folders: readonly string[]): Promise<Choice[]> {
  const choices: Choice[] = [];
  for (const folder of folders) {
    const steps = stepsOf(resolve(folder), {
      most: Math.ceil(Number(values.cases) / folders.length),
      commits: Number(values.commits),
      seed: Number(values.seed),
      lineStarts: 0.2,
    });
    const found = await choicesOf(steps, echo());
    console.log(`${found[0]?.given.repository}: ${found.length} cursors`);
    choices.push(...found);
  }
  return choices;
}

function drawn(shown: Reliability["bins"]): string {
  return lineChart({
    title: "How often an echo is right, by how probable it said it was",
    x: "predicted",
    y: "observed, on repositories held apart",
    series: [
      {
        name: "echo",
        points: shown.map(({ predicted, observed }) => ({ x: predicted, y: observed })),
      },
      {
        name: "as predicted",
        points: [
          { x: 0, y: 0 },
          { x: 1, y: 1 },
        ],
      },
    ],
  });
}

/** What the file says beside the model stays as it is. */
function write(file: string): void {
  const origin =
    `Fitted to ${learnt.length} cursors in the histories of ${namesOf(learnt)}; on ${held.length} ` +
    `others, of ${namesOf(held)}, the Brier score was ${brier.toFixed(3)} and the expected calibration ` +
    `error ${calibrationError.toFixed(3)} (npm run fit:echo).`;
  const all = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, `${JSON.stringify({ ...all, origin, ...rounded(model) }, null, 2)}\n`);
}

function rounded({ bias, choice, features }: EchoModel): EchoModel {
  return { bias: round(bias), choice: roundedWeights(choice), features: roundedWeights(features) };
}

function roundedWeights(features: Logistic["features"]): Logistic["features"] {
  return Object.fromEntries(
    Object.entries(features).map(([name, { mean, scale, weight }]) => [
      name,
      { mean: round(mean), scale: round(scale), weight: round(weight) },
    ]),
  );
}

function round(value: number): number {
  return Number(value.toFixed(4));
}

function namesOf(choices: readonly Choice[]): string {
  return [...new Set(choices.map(({ given }) => given.repository))].join(", ");
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
