import { jointFeatures, jointProbability } from "../../../server/completion/joint.ts";
import calibration from "../../../server/echo/calibration.json" with { type: "json" };
import { createProbability } from "../../../server/echo/probability.ts";
import { quantile } from "../quantile.ts";
import { printTable } from "../table.ts";
import type { Answer } from "./completer.ts";
import { curveAt } from "./curve.ts";
import { fitLogistic } from "./logistic.ts";
import type { ModelAnswer, Question } from "./model.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** What echo and model say at a cursor, each for itself. */
export interface Both extends Question {
  model: ModelAnswer;
  echoMs: number;
}

/** What the model alone comes to, and what the two say together. */
export function together(all: readonly Both[]): { model: Outcome[]; pair: Outcome[] } {
  const alone = modelAlone(all);
  return {
    model: all.map(({ given, model }, index) => outcomeOf(given, alone[index], model.ms)),
    pair: all.map((one) => outcomeOf(one.given, likelier(one), msOf(one))),
  };
}

const ridge = 1;

/** Its probability is learnt at the cursors of the other repositories, which flatters it if anything. */
function modelAlone(all: readonly Both[]): (Answer | undefined)[] {
  const rows = all.map(({ given, model: { text, pieces } }) => {
    const features = jointFeatures(text, pieces, undefined);
    return features && { features, right: outcomeOf(given, { text, probability: 1 }, 0).exact };
  });
  const repositories = new Set(all.map(({ given }) => given.repository));
  const learnt = new Map(
    [...repositories].map((held) => {
      const others = rows.filter((_, index) => all[index]?.given.repository !== held);
      const model = fitLogistic(
        others.flatMap((row) => row ?? []),
        { ridge },
      );
      return [held, createProbability({ origin: "", ...model })];
    }),
  );
  return all.map(({ given, model: { text } }, index) => {
    const features = rows[index]?.features;
    const probabilityOf = learnt.get(given.repository);
    return features && probabilityOf && { text, probability: probabilityOf(features) };
  });
}

/** Of two lines about as probable, more of the echo's characters are right. */
const clearly = 2;

/**
 * The likelier of the two: the model's by the joint probability that is shipped, the echo's by its own,
 * because a small model that says otherwise tells nothing of it. What both say is the model's.
 */
function likelier({ echo, model: { text, pieces } }: Both): Answer | undefined {
  const joint = jointProbability(text, pieces, echo);
  const model = joint === undefined ? undefined : { text, probability: joint };
  if (!echo || !model) return model ?? echo;
  const agrees = jointFeatures(text, pieces, echo)?.agrees === 1;
  return agrees || model.probability > clearly * echo.probability ? model : echo;
}

function isSure({ echo }: Both): boolean {
  return (echo?.probability ?? 0) >= calibration.sure.shown;
}

/** Until something is there: the echo, where it is sure enough, and else the model with it as a draft. */
function msOf(one: Both): number {
  return one.echoMs + (isSure(one) ? 0 : (one.model.drafted?.ms ?? one.model.ms));
}

/** The shares of all cursors that are answered, the surest first. */
const shares = [0.05, 0.1, 0.2, 0.4, 1];

/** Prints what echo, model and both come to where as many cursors are answered. */
export function printPair(rows: readonly (readonly [name: string, outcomes: Outcome[]])[]): void {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  for (const [what, of] of [
    ["exactly right", "exact"],
    ["characters kept, a cursor", "kept"],
  ] as const) {
    console.log(`\n${what}, where so many of the cursors are answered\n`);
    printTable(
      ["", ...shares.map(percent)],
      rows.map(([name, outcomes]) => [
        name,
        ...shares.map((share) => {
          const at = curveAt(outcomes, share);
          return of === "exact"
            ? percent(at.exact / at.answered)
            : (at.kept / at.answered).toFixed(2);
        }),
      ]),
    );
  }
}

/**
 * Prints how long a suggestion takes with the model alone and with an echo: shown at once where it is
 * sure enough, and else a draft; and what drafts do to the time of the model's own answer.
 */
export function printTimePerSuggestion(all: readonly Both[]): void {
  const alone = all.map(({ model }) => model.ms);
  const mean = (times: readonly number[]): number =>
    times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length);
  console.log("\nTime per suggestion in ms, with the prompt read ahead:\n");
  printTable(
    ["", "mean", "of the model alone", "p50", "p95"],
    (
      [
        ["model alone", alone],
        ["model with echo", all.map(msOf)],
      ] as const
    ).map(([name, times]) => [
      name,
      mean(times).toFixed(1),
      `${((100 * mean(times)) / mean(alone)).toFixed(0)} %`,
      ...[0.5, 0.95].map((share) => quantile(times, share).toFixed(1)),
    ]),
  );
  console.log("\nThe model's own answer with a draft, of the time without:\n");
  printTable(
    ["echo's probability", "cursors", "offered", "taken", "mean time", "median", "same text"],
    [
      [0, 0.2],
      [0.2, 0.6],
      [0.6, 1.01],
    ].map(([least = 0, most = 1]) => {
      const within = all.flatMap(({ echo, model }) =>
        echo && model.drafted && echo.probability >= least && echo.probability < most
          ? [{ alone: model.ms, ...model.drafted }]
          : [],
      );
      const sum = (of: (one: (typeof within)[number]) => number): number =>
        within.reduce((total, one) => total + of(one), 0);
      const share = (part: number, whole: number): string =>
        `${((100 * part) / whole).toFixed(0)} %`;
      return [
        `${least} to ${Math.min(1, most)}`,
        String(within.length),
        String(sum((one) => one.offered)),
        String(sum((one) => one.taken)),
        share(
          sum((one) => one.ms),
          sum((one) => one.alone),
        ),
        share(
          quantile(
            within.map((one) => one.ms / one.alone),
            0.5,
          ),
          1,
        ),
        share(
          sum((one) => (one.same ? 1 : 0)),
          within.length,
        ),
      ];
    }),
  );
}
