import type { Strictness, StrictnessRow } from "../protocol/messages.ts";
import { createTrials } from "./adaptedGate.ts";
import { type About, createEvidence } from "./evidence.ts";
import { thresholdsFor } from "./gate.ts";
import { type Observation, strictnessFrom } from "./strictness.ts";

/** How the gate follows what a person takes and leaves. Without a storage folder it stays as it is. */
export interface Adaptation {
  /** For one model, by its fingerprint. */
  of(model: string): ModelAdaptation;
  observe(about: About, observation: Observation): void;
  /** Where it stands in each language of a model, the one with most evidence first. */
  rows(model: string): Promise<StrictnessRow[]>;
  /** Forgets what it has learnt of every model. */
  reset(): Promise<void>;
  flush(): Promise<void>;
}

/** The same for the completions of one model. */
export interface ModelAdaptation {
  /** How strict the gate is in a language; undefined where it follows nobody. */
  strictnessIn(language: string): Strictness | undefined;
  /** Whether a generation that only moved thresholds silence is tried all the same. */
  tries(generation: object): boolean;
}

/** The gate as it is shipped. */
export const noAdaptation: ModelAdaptation = {
  strictnessIn: () => undefined,
  tries: () => false,
};

/** Creates the adaptation over the evidence in a storage folder. */
export function createAdaptation({
  storage,
  log,
}: {
  storage(): string | undefined;
  log(line: string): void;
}): Adaptation {
  const evidence = createEvidence({ storage, log });
  const tries = createTrials();
  const known = new WeakMap<readonly Observation[], Strictness>();

  function strictnessOf(seen: readonly Observation[]): Strictness {
    const strictness = known.get(seen) ?? strictnessFrom(seen);
    known.set(seen, strictness);
    return strictness;
  }

  return {
    of: (model) =>
      storage() === undefined
        ? noAdaptation
        : {
            strictnessIn: (language) => strictnessOf(evidence.of({ model, language })),
            tries,
          },
    observe(about, observation) {
      if (storage() !== undefined) evidence.add(about, observation);
    },
    async rows(model) {
      const rows = storage() === undefined ? [] : await evidence.read(model);
      return rows
        .toSorted((a, b) => b.seen.length - a.seen.length)
        .map(({ language, seen }) => {
          const { mean } = thresholdsFor(language);
          const strictness = strictnessOf(seen);
          return { language, ...strictness, mean: mean + strictness.moved, atFirst: mean };
        });
    },
    reset: evidence.reset,
    flush: evidence.flush,
  };
}
