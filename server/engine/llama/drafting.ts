import type { Draft } from "../engine.ts";
import { longestPieceMs } from "./pieceSize.ts";

/** Decides from what this machine and this model have shown how much of a draft is worth offering. */
export interface Drafting {
  /** The tokens of a draft to be evaluated at once; none where generating them is expected to be faster. */
  worth(draft: Pick<Draft, "probability">): number;
  /** One token was generated. */
  generated(milliseconds: number): void;
  /** So many tokens of a draft were evaluated at once, behind one that stood; the model wrote `taken` of them. */
  evaluated(draft: Pick<Draft, "probability">, outcome: Evaluated): void;
}

interface Evaluated {
  offered: number;
  taken: number;
  milliseconds: number;
}

/** More at once would keep an abort waiting, and a draft is seldom longer. */
const mostTokens = 32;
/** Where a single token takes long, an abort waits for as long as so many of them. */
const mostGenerated = 3;
/** Offered where nothing is known yet, and where drafts have been found slower, to see whether they still are. */
const trialTokens = 6;
/** Of so many drafts that are expected to be slower, one is offered all the same. */
const triedOneIn = 16;
/** The newest so many times are looked at, by their lower quartile: other work only ever makes them longer. */
const timesKept = 12;
/** To begin anew behind a draft takes time too: a single token is not worth it. */
const fewestTokens = 2;
/** Fewer evaluations than this say nothing: the machine may have been busy. */
const fewestTimes = 4;
/** Drafts are told apart by their probability into so many bands. */
const bands = 3;
/** A line of code has about so many tokens, all of which have to be right for the line to be. */
const tokensOfLine = 8;
/** What is expected of a token counts as much as so many that were seen. */
const expectedCounts = 12;
/** What was seen so many evaluations ago counts half. */
const halfLife = 30;

/**
 * Creates the drafting of one model. A token of a draft makes an evaluation longer by `extra`, and saves
 * the time of a generated one if it and all before it are taken: the i-th is worth its offer while
 * aⁱ · generated > extra, where a is the share of tokens that are taken of drafts as probable.
 */
export function createDrafting(): Drafting {
  const generated = createTime();
  const extra = createTime();
  const taken = Array.from({ length: bands }, (_, band) => createShare(expectedIn(band)));
  let refused = 0;

  function bandOf({ probability }: Pick<Draft, "probability">): number {
    return Math.max(0, Math.min(bands - 1, Math.floor(probability * bands)));
  }

  return {
    worth(draft) {
      if (generated.value === undefined || extra.value === undefined) return trialTokens;
      if (extra.count < fewestTimes) return trialTokens;
      const share = taken[bandOf(draft)]?.value ?? 0;
      const saves = Math.floor(Math.log(extra.value / generated.value) / Math.log(share));
      const mostMs = Math.max(longestPieceMs, mostGenerated * generated.value);
      const inTime = Math.floor((mostMs - generated.value) / extra.value);
      const worth = Math.max(0, Math.min(saves, inTime, mostTokens));
      if (worth >= fewestTokens) return worth;
      refused += 1;
      return refused % triedOneIn === 0 ? trialTokens : 0;
    },
    generated: (milliseconds) => generated.add(milliseconds),
    evaluated(draft, { offered, taken: agreed, milliseconds }) {
      // A token that costs nothing more, or less, is a measurement that was too coarse.
      if (generated.value !== undefined)
        extra.add(Math.max(0.01, (milliseconds - generated.value) / offered));
      taken[bandOf(draft)]?.add(agreed, agreed < offered ? 1 : 0);
    },
  };
}

/** By how probable the whole line is, before anything was seen of the tokens. */
function expectedIn(band: number): number {
  return ((band + 0.5) / bands) ** (1 / tokensOfLine);
}

function createTime(): {
  readonly value: number | undefined;
  readonly count: number;
  add(value: number): void;
} {
  let newest: number[] = [];
  return {
    get value() {
      return newest.toSorted((a, b) => a - b)[newest.length >> 2];
    },
    get count() {
      return newest.length;
    },
    add(value) {
      newest = [...newest.slice(1 - timesKept), value];
    },
  };
}

/** The share of tokens that are taken among those that were judged, the newest of them most. */
function createShare(expected: number): {
  readonly value: number;
  add(taken: number, refused: number): void;
} {
  const count = { taken: 0, refused: 0 };
  const fading = 0.5 ** (1 / halfLife);
  return {
    get value() {
      const all = count.taken + count.refused + expectedCounts;
      return Math.min(0.99, (count.taken + expected * expectedCounts) / all);
    },
    add(taken, refused) {
      count.taken = fading * count.taken + taken;
      count.refused = fading * count.refused + refused;
    },
  };
}
