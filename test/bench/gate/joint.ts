/**
 * Fits what the project adds to a model's probabilities: `npm run fit:joint -- --learn GIT-FOLDER… --held
 * GIT-FOLDER… [--model GGUF] [--cases N] [--commits N] [--seed N] [--answers FILE] [--into FILE]`. At
 * cursors in the histories of the repositories of `--learn` both are asked; those of `--held` only tell
 * what it is worth. `--cases` counts cursors over the repositories of each. `--answers` keeps what the
 * model said; `--into` names the file of constants that is rewritten, server/completion/joint.json.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { firstLine } from "../../../ember/evaluate/score.ts";
import { shifted, thresholdsFor } from "../../../server/completion/gate.ts";
import { jointFeatures, liftIn } from "../../../server/completion/joint.ts";
import { createProbability } from "../../../server/echo/probability.ts";
import { fitLogistic, type Logistic, type Row } from "../echo/logistic.ts";
import { reliabilityOf } from "../echo/reliability.ts";
import { printTable } from "../table.ts";
import { cursorsOf, type JudgedCursor } from "./cursors.ts";
import { outcomeOf, type Replay } from "./derive.ts";

const { values } = parseArgs({
  options: {
    learn: { type: "string", multiple: true, default: [] },
    held: { type: "string", multiple: true, default: [] },
    model: { type: "string", default: "dist/models/ember.gguf" },
    cases: { type: "string", default: "2000" },
    commits: { type: "string", default: "700" },
    seed: { type: "string", default: "2" },
    answers: { type: "string" },
    into: { type: "string" },
  },
});
if (values.learn.length === 0 || values.held.length === 0)
  throw new Error("Name git repositories to learn from with --learn, and others with --held.");

const ridge = 1;
const learnt = await taken(values.learn);
const held = await taken(values.held);
const fitted = fitLogistic(learnt.flatMap(rowOf), { ridge });
const calibration = { origin: "", ...rounded(fitted) };
printTable(
  ["feature", "mean", "scale", "weight"],
  Object.entries(calibration.features).map(([name, { mean, scale, weight }]) => [
    name,
    ...[mean, scale, weight].map((value) => value.toFixed(3)),
  ]),
);
printReliability();
printGate();
if (values.into) write(values.into);

function taken(folders: readonly string[]): Promise<JudgedCursor[]> {
  return cursorsOf({
    ...{ folders, model: values.model, answers: values.answers },
    ...{ cases: Number(values.cases), commits: Number(values.commits), seed: Number(values.seed) },
  });
}

function rowOf(cursor: JudgedCursor): Row[] {
  const features = jointFeatures(cursor.text, cursor.pieces, cursor.echo);
  return features ? [{ features, right: isRight(cursor) }] : [];
}

function isRight({ text, rest }: JudgedCursor): boolean {
  return firstLine(text) === rest;
}

function printReliability(): void {
  const probabilityOf = createProbability(calibration);
  const judged = held.flatMap((cursor) =>
    rowOf(cursor).map(({ features, right }) => ({ probability: probabilityOf(features), right })),
  );
  const { count, brier, calibrationError, bins } = reliabilityOf(judged);
  console.log(`\nHeld apart, ${count} answers of ${held.length} cursors:\n`);
  printTable(
    ["answers", "predicted", "observed"],
    bins.map((bin) => [String(bin.count), percent(bin.predicted), percent(bin.observed)]),
  );
  console.log(
    `\nBrier score ${brier.toFixed(4)}, calibration error ${calibrationError.toFixed(4)}\n`,
  );
}

/** What the gate lets pass of the first lines, without and with what the project adds. */
function printGate(): void {
  const rows: [name: string, replays: Replay[]][] = [
    ["the model alone", held.map((cursor) => replayOf(cursor, 0))],
    ["beside the echo", held.map((cursor) => replayOf(cursor, liftOf(cursor)))],
  ];
  printTable(
    ["gate, held apart", "strictness", "shown", "exact of these", "show", "quiet", "kept"],
    [-0.6, -0.3, 0, 0.4].flatMap((moved) =>
      rows.map(([name, replays]) => {
        const limits = shifted(thresholdsFor("*"), moved);
        const { shown, exact, show, quiet, kept } = outcomeOf(replays, limits);
        return [
          name,
          moved.toFixed(1),
          String(shown),
          ...[exact / shown, show, quiet, kept].map(percent),
        ];
      }),
    ),
  );
}

function liftOf({ text, pieces, echo }: JudgedCursor): number {
  return liftIn(calibration, text, pieces, echo)?.lift ?? 0;
}

function replayOf({ languageId, text, pieces, rest }: JudgedCursor, lift: number): Replay {
  return { languageId, text: firstLine(text), pieces, next: rest, lift };
}

function write(file: string): void {
  const origin =
    `The probability that the first line of a model's text is exactly right, beside what an echo says. ` +
    `Fitted to what Ember wrote at ${learnt.length} cursors in the histories of ${namesOf(learnt)} ` +
    `(npm run fit:joint).`;
  const known = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, `${JSON.stringify({ ...known, ...calibration, origin }, null, 2)}\n`);
}

function namesOf(cursors: readonly JudgedCursor[]): string {
  return [...new Set(cursors.map(({ repository }) => repository))].join(", ");
}

function rounded({ bias, features }: Logistic): Logistic {
  const round = (value: number): number => Number(value.toFixed(4));
  return {
    bias: round(bias),
    features: Object.fromEntries(
      Object.entries(features).map(([name, { mean, scale, weight }]) => [
        name,
        { mean: round(mean), scale: round(scale), weight: round(weight) },
      ]),
    ),
  };
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
