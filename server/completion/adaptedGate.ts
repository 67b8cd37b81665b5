import type { Piece } from "../engine/engine.ts";
import { type Gated, gate, shifted, type Thresholds } from "./gate.ts";

/** What the gate decided, by which thresholds. */
export interface AdaptedGated extends Gated {
  limits: Thresholds;
  /** Shown by the thresholds that are shipped, although it is too unsure by those of this person. */
  tried?: true;
}

/** Of so many suggestions that only moved thresholds silence, one is shown all the same. */
const triedOneIn = 8;

/**
 * The gate with thresholds moved by `moved` nats. However strict they have become, now and then a
 * suggestion is tried that they would silence: so the gate learns that a person wants those again.
 */
export function adaptedGate(
  text: string,
  pieces: readonly Piece[],
  { limits, moved, tries }: { limits: Thresholds; moved: number; tries(): boolean },
): AdaptedGated {
  const asMoved = shifted(limits, moved);
  const gated = gate(text, pieces, asMoved);
  if (gated.text !== "" || moved <= 0) return { ...gated, limits: asMoved };
  const asShipped = gate(text, pieces, limits);
  return asShipped.text !== "" && tries()
    ? { ...asShipped, limits, tried: true }
    : { ...gated, limits: asMoved };
}

/**
 * Says of each generation whether it is one to try: of the first eight that are asked about the
 * last, and so on. Asked again about the same one it says the same, so that nothing flickers.
 */
export function createTrials(): (generation: object) => boolean {
  const tried = new WeakMap<object, boolean>();
  let count = 0;
  return (generation) => {
    const known = tried.get(generation);
    if (known !== undefined) return known;
    count += 1;
    const tries = count % triedOneIn === 0;
    tried.set(generation, tries);
    return tries;
  };
}
