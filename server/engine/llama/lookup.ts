import type { Token } from "node-llama-cpp";
import type { DraftSource } from "./draftSource.ts";

/**
 * How often the next token of the original is what a rewritten function has, after none, one, two … that
 * were: in 60 instructed edits (EditEval) and 60 mended functions (HumanEvalPack), by two tokenizers.
 */
export const originalShares: readonly number[] = [0.04, 0.44, 0.67, 0.81, 0.89, 0.9, 0.92, 0.95];

/** A longer agreement than this says no more about a place than this does. */
const longestMatch = 8;
/**
 * So many tokens that agree make a place sure enough to look for the next one from there. On those edits
 * neither number matters much: the share that is drafted right moves by half a point.
 */
const sureMatch = 4;

/**
 * What a rewritten text is likely to take from the original, as one reads a diff: it goes on in the
 * original from where the last token stood; where something else is written, it goes on behind the place
 * that ends like the text written so far, the longest match first, then the nearest, later ones first.
 */
export function createLookup(original: readonly Token[]): DraftSource {
  const places = new Map<Token, number[]>();
  for (const [place, token] of original.entries()) {
    const known = places.get(token);
    if (known) known.push(place);
    else places.set(token, [place]);
  }
  const written: Token[] = [];
  /** The place of the original that is expected next, and the last one that was surely right. */
  let at = 0;
  let sure = 0;
  let agreed = 0;

  /** How many tokens before this place are the last that were written. */
  function matchBefore(place: number): number {
    let length = 0;
    while (length < longestMatch) {
      const token = original[place - 1 - length];
      if (token === undefined || token !== written.at(-1 - length)) break;
      length += 1;
    }
    return length;
  }

  function distance(place: number): number {
    return place >= sure ? place - sure : original.length + sure - place;
  }

  /** Goes on behind the place that fits best; where none does, something was put in. */
  function resume(token: Token): void {
    let best = { at: sure, agreed: 0 };
    for (const place of places.get(token) ?? []) {
      const found = { at: place + 1, agreed: matchBefore(place + 1) };
      const isLonger = found.agreed > best.agreed;
      const isNearer = found.agreed === best.agreed && distance(found.at) < distance(best.at);
      if (isLonger || isNearer) best = found;
    }
    at = best.at;
    agreed = best.agreed;
  }

  return {
    get goesOn() {
      return at < original.length;
    },
    get agreed() {
      return agreed;
    },
    offer: (most) => original.slice(at, at + most),
    wrote(token) {
      const isSame = original[at] === token;
      written.push(token);
      if (isSame) {
        at += 1;
        agreed += 1;
      } else resume(token);
      if (agreed >= sureMatch) sure = at;
      return isSame;
    },
  };
}
