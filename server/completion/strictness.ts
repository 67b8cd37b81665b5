import type { Strictness } from "../protocol/messages.ts";
import thresholds from "./thresholds.json" with { type: "json" };

/** A suggestion that a person had time to read, and whether it was taken. */
export interface Observation {
  /** Milliseconds since 1970. */
  at: number;
  /** The mean log-probability of its tokens. */
  mean: number;
  taken: boolean;
}

/**
 * How quickly a person's taste is believed. The rule, and why it is this one:
 *
 * The chance that a suggestion is taken grows with the mean log-probability m of its tokens:
 * logit P = intercept + slope · m, as replays of typing have it (`taken` in thresholds.json). What a
 * person does differently is one number u, added to that logit: above 0 for somebody who takes more
 * than was expected of suggestions as sure as these. The gate's thresholds stand where P had a certain
 * value, about one in eight; for this person it is reached at an m that is lower by u / slope, so
 * there they are moved. To ask how often a person takes suggestions would not do: a stricter
 * gate shows better ones, which are taken more often, which would loosen it again.
 *
 * u is the most probable one by the newest observations and a normal prior around 0: a logistic
 * regression with one unknown. With no observations it is 0, with few it is near.
 *
 * The constants come from a simulation (`npm run bench:gate -- --people`, docs/quality.md): people with
 * known u before the recorded answers. A narrower prior is late for everybody whose taste is not that
 * of the replays, a wider one gains nothing; a longer memory is late when a taste changes, a shorter one
 * forgets too much of a taste that stays.
 */
export interface Belief {
  /** Standard deviation of u among people. 0.4 is worth about 60 suggestions: 1 / (0.4² P (1 − P)). */
  spread: number;
  /** A suggestion so many suggestions old counts half. */
  halfLife: number;
}

/** The belief that everybody gets. */
export const belief: Belief = { spread: 0.4, halfLife: 100 };

/** Older suggestions count for less than a sixteenth: they are forgotten. */
export const mostObservations = 4 * belief.halfLife;

/**
 * The ends of the way, in nats. In the replays the loosest thresholds show three times as much as
 * those that are shipped and are quiet in 85 % of the places where silence is right; the strictest
 * show a third and are quiet in 99 %.
 */
export const loosest = -0.6;
export const strictest = 0.4;

/** So many of the newest suggestions are told of to a person. */
const told = 50;

/** How strict the gate has to be for somebody of whom this has been seen, oldest first. */
export function strictnessFrom(
  seen: readonly Observation[],
  { spread, halfLife }: Belief = belief,
): Strictness {
  const { intercept, slope } = thresholds.taken;
  const newest = seen.slice(-4 * halfLife);
  const weighted = newest.map(({ mean, taken }, index) => ({
    logit: intercept + slope * mean,
    taken: taken ? 1 : 0,
    weight: 2 ** ((index + 1 - newest.length) / halfLife),
  }));
  /** Of the log of the probability of all that was seen; it falls as u grows. */
  const gradientAt = (u: number): number =>
    weighted.reduce(
      (sum, { logit, taken, weight }) => sum + weight * (taken - 1 / (1 + Math.exp(-logit - u))),
      -u / spread ** 2,
    );
  let [low, high] = [-strictest * slope, -loosest * slope];
  for (let halving = 0; halving < 12; halving += 1) {
    const middle = (low + high) / 2;
    if (gradientAt(middle) > 0) low = middle;
    else high = middle;
  }
  const last = seen.slice(-told);
  return {
    moved: seen.length === 0 ? 0 : -(low + high) / 2 / slope,
    taken: last.filter(({ taken }) => taken).length,
    of: last.length,
  };
}
