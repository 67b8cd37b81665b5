import { longestPieceMs } from "./pieceSize.ts";

/**
 * Decides by what this machine and this model have shown how much of a draft is worth offering. `agreed`
 * is everywhere how many tokens the model has written so far as the draft has them.
 */
export interface Drafting {
  /** The tokens to be evaluated at once; none where generating them is expected to be faster. */
  worth(agreed: number): number;
  /** One token was generated, in so many milliseconds. */
  generated(milliseconds: number): void;
  /** A token was generated as the draft has it, or otherwise. */
  compared(agreed: number, isSame: boolean): void;
  /** So many tokens were evaluated at once, behind one that stood; the model wrote `taken` of them. */
  evaluated(agreed: number, outcome: Evaluated): void;
}

interface Evaluated {
  offered: number;
  taken: number;
  milliseconds: number;
}

/** What is expected counts as much as so many tokens that were seen. */
const expectedCounts = 12;
/** What was seen so many tokens ago counts half. */
const halfLife = 100;
/** More at once would keep an abort waiting, and a draft is seldom longer. */
const mostTokens = 32;
/** Where a single token takes long, an abort waits for as long as so many of them. */
const mostGenerated = 3;
/** Offered where what they cost is unknown, or may have changed. */
const trialTokens = 4;
/** For that, so many tokens have to have agreed. */
const triedBehind = 2;
/** Of so many times that drafts are expected to be slower there, one is offered all the same. */
const triedOneIn = 16;
/** To begin anew behind a draft takes time too: a single token is not worth it. */
const fewestTokens = 2;
/** The newest so many times are looked at, by their lower quartile: other work only ever makes them longer. */
const timesKept = 12;
/** Fewer evaluations than this say nothing: the machine may have been busy. */
const fewestTimes = 4;

/**
 * Creates the drafting of one model with one kind of draft: `expectedShares` is how often the next token
 * is the model's, after none, one, two … that were, while nothing has been seen of it yet. A token of a draft makes an evaluation longer by `extra`, and saves
 * the time of a generated one if it and all before it are taken: it is worth its offer while the
 * probability of that, times the time of a generated token, is more than `extra`.
 */
export function createDrafting(expectedShares: readonly number[]): Drafting {
  const generated = createTime();
  const extra = createTime();
  const shares = expectedShares.map(createShare);
  let refused = 0;

  function shareAt(agreed: number): Share | undefined {
    return shares[Math.min(agreed, shares.length - 1)];
  }

  function worthBy(costs: { generated: number; extra: number }, agreed: number): number {
    const mostMs = Math.max(longestPieceMs, mostGenerated * costs.generated);
    const inTime = Math.floor((mostMs - costs.generated) / costs.extra);
    const most = Math.min(inTime, mostTokens);
    let reached = 1;
    for (let token = 0; token < most; token += 1) {
      reached *= shareAt(agreed + token)?.value ?? 0;
      if (reached * costs.generated <= costs.extra) return token;
    }
    return most;
  }

  return {
    worth(agreed) {
      const costs = { generated: generated.value, extra: extra.value };
      const known = extra.count >= fewestTimes && costs.generated > 0;
      const worth = known ? worthBy(costs, agreed) : 0;
      if (worth >= fewestTokens) return worth;
      // What drafts cost is found out where they are likeliest to be of use.
      if (agreed < triedBehind || generated.count === 0) return 0;
      if (!known) return trialTokens;
      refused += 1;
      return refused % triedOneIn === 0 ? trialTokens : 0;
    },
    generated: (milliseconds) => generated.add(milliseconds),
    compared: (agreed, isSame) => shareAt(agreed)?.add(isSame),
    evaluated(agreed, { offered, taken, milliseconds }) {
      // A token that costs nothing more, or less, is a measurement that was too coarse.
      extra.add(Math.max(0.01, (milliseconds - generated.value) / offered));
      for (let token = 0; token < taken; token += 1) shareAt(agreed + token)?.add(true);
      if (taken < offered) shareAt(agreed + taken)?.add(false);
    },
  };
}

function createTime(): { readonly value: number; readonly count: number; add(ms: number): void } {
  let newest: number[] = [];
  return {
    get value() {
      return newest.toSorted((a, b) => a - b)[newest.length >> 2] ?? 0;
    },
    get count() {
      return newest.length;
    },
    add(ms) {
      newest = [...newest.slice(1 - timesKept), ms];
    },
  };
}

interface Share {
  readonly value: number;
  add(isSame: boolean): void;
}

/** The share of tokens that agree, the newest of them most. */
function createShare(expected: number): Share {
  const count = { same: 0, all: 0 };
  const fading = 0.5 ** (1 / halfLife);
  return {
    get value() {
      return (count.same + expected * expectedCounts) / (count.all + expectedCounts);
    },
    add(isSame) {
      count.same = fading * count.same + (isSame ? 1 : 0);
      count.all = fading * count.all + 1;
    },
  };
}
