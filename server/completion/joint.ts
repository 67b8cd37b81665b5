import type { Echo } from "../echo/answer.ts";
import { type Calibration, createProbability } from "../echo/probability.ts";
import type { Piece } from "../engine/engine.ts";
import { logsWithin } from "./gate.ts";
import calibration from "./joint.json" with { type: "json" };

/** What the project says of the line that a model wrote. */
export interface Witness {
  /** Whether it says the same of the whole line. */
  agrees: boolean;
  /** How probable its own answer was before the model was asked. */
  probability: number;
  /** So many nats more, or less, of the log-probability of each token is the model's line worth. */
  lift: number;
}

/** As much of an echo as is heard. */
type Said = Pick<Echo, "text" | "probability">;

/** Fewer than these in the fit agreed, or disagreed, so much that more could be said. */
const mostLift = 2;
const leastLift = -1;

const probabilityOf = createProbability(calibration);

/**
 * What an echo adds to a model's text: agreement lifts, disagreement silences. Undefined where there is
 * no echo, or nothing is known of how sure the model was.
 */
export function witnessOf(
  text: string,
  pieces: readonly Piece[],
  echo: Said | undefined,
): Witness | undefined {
  return liftIn(calibration, text, pieces, echo);
}

/** The same by constants that are being fitted. */
export function liftIn(
  { bias, features, origin }: Calibration,
  text: string,
  pieces: readonly Piece[],
  echo: Said | undefined,
): Witness | undefined {
  const alone = jointFeatures(text, pieces, undefined);
  const beside = jointFeatures(text, pieces, echo);
  if (!echo || !alone || !beside) return undefined;
  const scoreOf = (given: typeof alone): number =>
    logit(createProbability({ origin, bias, features })(given));
  const lift = (scoreOf(beside) - scoreOf(alone)) / slopeOf(features);
  return {
    agrees: beside.agrees === 1,
    probability: echo.probability,
    lift: Math.max(leastLift, Math.min(mostLift, lift)),
  };
}

/** The probability that the first line of a model's text is exactly right, beside what an echo says. */
export function jointProbability(
  text: string,
  pieces: readonly Piece[],
  echo: Said | undefined,
): number | undefined {
  const given = jointFeatures(text, pieces, echo);
  return given && probabilityOf(given);
}

/** What the joint probability is fitted to; undefined of a text without a line or probabilities. */
export function jointFeatures(
  text: string,
  pieces: readonly Piece[],
  echo: Said | undefined,
): Record<string, number> | undefined {
  const line = lineOf(text);
  const logs = logsWithin(line, pieces);
  if (line === "" || logs.length === 0) return undefined;
  const agrees = echo !== undefined && lineOf(echo.text) === line;
  return {
    mean: logs.reduce((sum, log) => sum + log, 0) / logs.length,
    least: Math.min(...logs),
    agrees: agrees ? 1 : 0,
    agreesBy: agrees ? logit(echo.probability) : 0,
    against: echo && !agrees ? echo.probability : 0,
  };
}

/** By how much the logit grows where every token is a nat more probable. */
function slopeOf({ mean, least }: Calibration["features"]): number {
  return [mean, least].reduce((sum, each) => sum + (each ? each.weight / each.scale : 0), 0);
}

function lineOf(text: string): string {
  return (text.split("\n", 1)[0] ?? "").trimEnd();
}

function logit(probability: number): number {
  const within = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(within / (1 - within));
}
