import { adaptedGate, createTrials } from "../../../server/completion/adaptedGate.ts";
import { thresholdsFor } from "../../../server/completion/gate.ts";
import {
  type Belief,
  loosest,
  type Observation,
  strictest,
  strictnessFrom,
} from "../../../server/completion/strictness.ts";
import thresholds from "../../../server/completion/thresholds.json" with { type: "json" };
import type { Replay } from "./derive.ts";

/** Somebody whose taste is known: what they add to the logit of the chance that a suggestion is taken. */
export interface Person {
  /** It may change with the suggestions that they have seen, or with their requests. */
  taste(seen: number, request: number): number;
  /** How quickly the gate believes them; as it is shipped by default. */
  belief?: Belief;
  requests: number;
  seed: number;
}

/**
 * What became of somebody's requests. Worth is counted in suggestions taken: one that is left costs
 * as much as makes a suggestion at the shipped thresholds worth nothing.
 */
export interface Life {
  seen: readonly Observation[];
  /** How far the thresholds were moved, after each suggestion. */
  moved: number[];
  shown: { adapted: number; shipped: number };
  /** By thresholds that follow; that stand; and that know the taste. */
  worth: { adapted: number; shipped: number; best: number };
}

/**
 * Has a person make requests that are answered by the recorded answers, drawn at random, and the gate
 * follow what they take and leave.
 */
export function live(answers: readonly Replay[], person: Person): Life {
  const { intercept, slope } = thresholds.taken;
  const random = randomFrom(person.seed);
  const trials = createTrials();
  const seen: Observation[] = [];
  const life: Life = {
    seen,
    moved: [],
    shown: { adapted: 0, shipped: 0 },
    worth: { adapted: 0, shipped: 0, best: 0 },
  };
  let moved = 0;
  for (let request = 0; request < person.requests; request += 1) {
    const answer = answers[Math.floor(random() * answers.length)];
    if (!answer) break;
    const limits = thresholdsFor(answer.languageId);
    const taste = person.taste(seen.length, request);
    const shownBy = (by: number, tries: () => boolean): number | undefined => {
      const gated = adaptedGate(answer.text, answer.pieces, { limits, moved: by, tries });
      return gated.text === "" ? undefined : gated.mean;
    };
    const chance = (mean: number): number =>
      1 / (1 + Math.exp(-(intercept + slope * mean + taste)));
    const cost = Math.exp(intercept + slope * limits.mean);
    const worth = (mean: number): number => chance(mean) - (1 - chance(mean)) * cost;

    const shipped = shownBy(0, () => false);
    if (shipped !== undefined) {
      life.shown.shipped += 1;
      life.worth.shipped += worth(shipped);
    }
    const best = shownBy(Math.max(loosest, Math.min(strictest, -taste / slope)), () => false);
    if (best !== undefined) life.worth.best += worth(best);
    const luck = random();
    const mean = shownBy(moved, () => trials({}));
    if (mean === undefined) continue;
    life.shown.adapted += 1;
    life.worth.adapted += worth(mean);
    seen.push({ at: request, mean, taken: luck < chance(mean) });
    moved = strictnessFrom(seen, person.belief).moved;
    life.moved.push(moved);
  }
  return life;
}

/** Numbers from 0 to 1 that are the same for the same seed (Mulberry32, by Tommy Ettinger). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
