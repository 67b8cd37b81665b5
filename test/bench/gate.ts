/**
 * Derives the thresholds of the gate from replays of typing through a real model: `npm run bench:gate
 * -- [--model GGUF] [--repository GIT-FOLDER…] [--traces N] [--pause MS] [--gpu] [--replays FILE]
 * [--svg FILE] [--people] [--write]`. Every second trace derives, the others are held out and measured. With
 * `--replays` the replays are read from a file that exists, or kept in one that does not; `--people`
 * has people of known taste live with the gate as it follows them (minutes); `--write` puts the
 * thresholds, and the curve by which they are moved, into server/completion/thresholds.json.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { shifted, thresholdsFor } from "../../server/completion/gate.ts";
import { loosest, strictest } from "../../server/completion/strictness.ts";
import {
  bestOf,
  type Outcome,
  outcomeOf,
  outcomesOf,
  type Replay,
  takenCurve,
} from "./gate/derive.ts";
import { beliefTable, tasteTable } from "./gate/peopleTables.ts";
import { replaysOf } from "./gate/replays.ts";
import { lineChart } from "./plot.ts";
import { printTable } from "./table.ts";
import { tracesOf } from "./traces.ts";

/** Thresholds that let everything pass. */
const everything = {
  unsure: 0,
  drop: Number.POSITIVE_INFINITY,
  mean: Number.NEGATIVE_INFINITY,
  worth: 0,
};
/** The share of places where silence is right that have to be silent. */
const leastQuiet = 0.95;
/** Fewer replays say too little for a file that everyone gets. */
const fewestReplays = 400;
const file = "server/completion/thresholds.json";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "dist/models/ember.gguf" },
    repository: { type: "string", multiple: true, default: ["."] },
    traces: { type: "string", default: "60" },
    pause: { type: "string", default: "120" },
    gpu: { type: "boolean", default: false },
    replays: { type: "string" },
    svg: { type: "string", default: "docs/gate.svg" },
    people: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});

const { learn, held } = await taken();
if (learn.length === 0 || held.length === 0)
  throw new Error("No replays with probabilities: name a model that tells them, and repositories.");
const best = bestOf(outcomesOf(learn), leastQuiet);
const rows: [string, Outcome][] = [
  ["everything shown", outcomeOf(held, everything)],
  ["the thresholds there are", outcomeOf(held, thresholdsFor("*"))],
  ["the same, as loose as they get", outcomeOf(held, shifted(thresholdsFor("*"), loosest))],
  ["the same, as strict as they get", outcomeOf(held, shifted(thresholdsFor("*"), strictest))],
  ...(best ? [["derived", outcomeOf(held, best.limits)] as [string, Outcome]] : []),
];
console.log(`${learn.length} replays to derive from, ${held.length} held out\n`);
printTable(
  ["held out", "show", "quiet", "kept", "unsure", "mean"],
  rows.map(([name, { show, quiet, kept, limits }]) => [
    name,
    ...[show, quiet, kept].map((share) => `${(100 * share).toFixed(1)} %`),
    limits.unsure.toFixed(2),
    limits.mean.toFixed(2),
  ]),
);
const curve = takenCurve(learn, best?.limits ?? thresholdsFor("*"), loosest);
console.log(
  `\nTaken by mean log-probability m: logit P = ${curve.intercept.toFixed(2)} + ${curve.slope.toFixed(2)} m, of ${curve.of} shown.`,
);
if (values.people) {
  console.log("");
  printTable(["spread, half-life", "lost, tastes that stay", "that turn"], beliefTable(held));
  console.log("");
  printTable(
    ["taste", "moved", "shown of at first", "lost of 1000, as shipped", "lost, following"],
    tasteTable(held),
  );
}
mkdirSync(dirname(values.svg), { recursive: true });
writeFileSync(values.svg, drawn(outcomesOf(held)));
if (!best)
  console.log(`\nNo setting is quiet in ${100 * leastQuiet} % of the places it should be.`);
else if (values.write && learn.length < fewestReplays)
  console.log(`\nNot written: ${learn.length} replays are fewer than ${fewestReplays}.`);
else if (values.write) write(best);

async function taken(): Promise<{ learn: Replay[]; held: Replay[] }> {
  if (values.replays && existsSync(values.replays))
    return JSON.parse(readFileSync(values.replays, "utf8"));
  const most = Math.ceil(Number(values.traces) / values.repository.length);
  const traces = values.repository.flatMap((folder) => tracesOf(resolve(folder), { most }));
  const how = { pauseMs: Number(values.pause), gpu: values.gpu };
  const half = (rest: number) => traces.filter((_, index) => index % 2 === rest);
  const replays = {
    learn: await replaysOf(resolve(values.model), half(0), how),
    held: await replaysOf(resolve(values.model), half(1), how),
  };
  if (values.replays) writeFileSync(values.replays, JSON.stringify(replays));
  return replays;
}

/** One line for each floor of a single token, over all means. */
function drawn(outcomes: readonly Outcome[]): string {
  const floors = [0.01, 0.05, 0.1, 0.2, 0.4];
  return lineChart({
    title: "The gate on held-out replays, from a low mean to a high one",
    x: "shown where something is right",
    y: "quiet where silence is right",
    series: floors.map((floor) => ({
      name: `token ≥ ${floor}`,
      points: outcomes
        .filter(({ limits }) => limits.unsure === floor)
        .map(({ show, quiet }) => ({ x: show, y: quiet })),
    })),
  });
}

function write({ limits }: Outcome): void {
  const all = JSON.parse(readFileSync(file, "utf8"));
  all.origin = `Derived from ${learn.length} replays of typing through ${basename(values.model)}, at ${
    100 * leastQuiet
  } % silence where silence is right (npm run bench:gate).`;
  all.default = limits;
  const rounded = (value: number): number => Math.round(100 * value) / 100;
  all.taken = { intercept: rounded(curve.intercept), slope: rounded(curve.slope) };
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}
