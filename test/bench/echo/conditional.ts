import type { Features } from "../../../server/echo/probability.ts";
import { dot, type Logistic, scalesOf, solve } from "./logistic.ts";

/** What may be chosen at one time, and which of it was right: none, one, or some that are alike. */
export interface Option {
  features: Features;
  right: boolean;
}

const mostSteps = 50;
const smallEnough = 1e-6;

/**
 * Fits a conditional logit (McFadden, 1974) by Newton's method: an option is chosen with a probability in
 * proportion to the exponential of its weighted features. Times without a right option teach nothing. The
 * penalty is `ridge` times half the square of each weight.
 */
export function fitConditional(
  all: readonly (readonly Option[])[],
  { ridge }: { ridge: number },
): Logistic["features"] {
  const taught = all.filter((options) => options.some(({ right }) => right));
  const names = Object.keys(taught[0]?.[0]?.features ?? {});
  const { scales, inputOf } = scalesOf(
    all.flat().map(({ features }) => features),
    names,
  );
  const times = taught.map((options) =>
    options.map(({ features, right }) => ({ input: inputOf(features), right })),
  );
  const weights = new Array<number>(names.length).fill(0);
  for (let step = 0; step < mostSteps; step += 1) {
    const gradient = weights.map((weight) => -ridge * weight);
    const curvature = weights.map((_, row) => weights.map((_, at) => (row === at ? ridge : 0)));
    for (const options of times) {
      const scores = options.map(({ input }) => dot(weights, input));
      const chances = shares(scores);
      const rights = shares(
        scores.map((score, index) => (options[index]!.right ? score : Number.NEGATIVE_INFINITY)),
      );
      const mean = new Array<number>(weights.length).fill(0);
      for (const [index, { input }] of options.entries()) {
        const chance = chances[index]!;
        const pull = rights[index]! - chance;
        for (const [at, value] of input.entries()) {
          mean[at]! += chance * value;
          gradient[at]! += pull * value;
        }
      }
      for (const [index, { input }] of options.entries()) {
        const chance = chances[index]!;
        const away = input.map((value, at) => value - mean[at]!);
        for (const [row, value] of away.entries())
          for (let at = 0; at < away.length; at += 1)
            curvature[row]![at]! += chance * value * away[at]!;
      }
    }
    const change = solve(curvature, gradient);
    const largest = Math.max(...change.map(Math.abs));
    // Far from the solution a whole step may lead further away.
    for (const [at, by] of change.entries()) weights[at]! += by / Math.max(1, largest);
    if (largest < smallEnough) break;
  }
  return Object.fromEntries(
    names.map((name, index) => [name, { ...scales[index]!, weight: weights[index]! }]),
  );
}

/** The exponentials of scores, in proportion to their sum. */
function shares(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const sum = powers.reduce((all, power) => all + power, 0);
  return powers.map((power) => power / sum);
}
