import { firstLine } from "../../../ember/evaluate/score.ts";
import calibration from "../../../server/echo/calibration.json" with { type: "json" };
import { quantile } from "../quantile.ts";
import { printTable } from "../table.ts";
import type { Answer, EchoCase, Explained } from "./completer.ts";
import { type Choice, chosenBy, learn } from "./learn.ts";
import type { ModelAnswer } from "./model.ts";

/** What echo and model say at a cursor, each for itself. */
export interface Both {
  given: EchoCase;
  echo: Answer | undefined;
  model: ModelAnswer;
}

/**
 * What the model alone says at each cursor, and what the two say together: with a probability that was
 * learnt at the cursors of the other repositories, so that the curves of both are as honest. Where both
 * say the same, that is one candidate, for which both speak.
 */
export function together(all: readonly Both[]): {
  model: (Answer | undefined)[];
  pair: (Answer | undefined)[];
} {
  return {
    model: answersOf(all, ({ model }) => candidatesOf({ echo: undefined, model })),
    pair: answersOf(all, candidatesOf),
  };
}

function answersOf(
  all: readonly Both[],
  candidatesAt: (one: Both) => Explained[],
): (Answer | undefined)[] {
  const choices = all.map((one): Choice => ({ given: one.given, candidates: candidatesAt(one) }));
  const repositories = new Set(all.map(({ given }) => given.repository));
  const models = new Map(
    [...repositories].map((held) => [
      held,
      learn(choices.filter(({ given }) => given.repository !== held)),
    ]),
  );
  return choices.map((choice) => chosenBy(models.get(choice.given.repository)!, choice));
}

function candidatesOf({ echo, model }: Pick<Both, "echo" | "model">): Explained[] {
  const texts = new Set(
    [echo?.text ?? "", model.text].map(firstLine).filter((text) => text !== ""),
  );
  const fromModel = firstLine(model.text);
  return [...texts].map((text) => ({
    text,
    features: {
      ...modelFeatures(text === fromModel ? model.logs : []),
      ...echoFeatures(echo && firstLine(echo.text) === text ? echo.probability : undefined),
      agreed: texts.size === 1 && echo !== undefined && fromModel !== "" ? 1 : 0,
      length: Math.log(text.length),
    },
  }));
}

/** The mean, the least and the sum of log-probabilities; far down where the model says otherwise. */
function modelFeatures(logs: readonly number[]): Record<string, number> {
  const sum = logs.reduce((total, log) => total + log, 0);
  return {
    written: logs.length > 0 ? 1 : 0,
    meanLog: logs.length > 0 ? sum / logs.length : 0,
    leastLog: Math.min(0, ...logs),
    sumLog: sum,
  };
}

function echoFeatures(probability: number | undefined): Record<string, number> {
  const within = Math.min(0.999, Math.max(0.001, probability ?? 0.001));
  return { echoed: probability === undefined ? 0 : 1, echoLogit: Math.log(within / (1 - within)) };
}

/**
 * Prints how long a suggestion takes with the model alone, and with an echo that is shown at once where
 * it is sure enough.
 */
export function printTimePerSuggestion(all: readonly (Both & { echoMs: number })[]): void {
  const { sure } = calibration;
  const isSure = ({ echo }: Both): boolean => (echo?.probability ?? 0) >= sure.shown;
  const alone = all.map(({ model }) => model.ms);
  const first = all.map((one) => one.echoMs + (isSure(one) ? 0 : one.model.ms));
  const mean = (times: readonly number[]): number =>
    times.reduce((sum, ms) => sum + ms, 0) / times.length;
  console.log("\nTime per suggestion, the echo first where it is sure enough:\n");
  printTable(
    ["", "mean ms", "p50", "p95", "without the model"],
    (
      [
        ["model alone", alone, 0],
        ["echo first", first, all.filter(isSure).length / all.length],
      ] as const
    ).map(([name, times, share]) => [
      name,
      ...[mean(times), quantile(times, 0.5), quantile(times, 0.95)].map((ms) => ms.toFixed(1)),
      `${(100 * share).toFixed(1)} %`,
    ]),
  );
}
