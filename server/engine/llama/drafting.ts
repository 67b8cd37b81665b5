import { fewestPieceTokens, longestPieceMs } from "./pieceSize.ts";

/**
 * Decides by what this machine and this model have shown how much of a draft is worth offering. `agreed`
 * is everywhere how many tokens the model has written so far as the draft has them.
 */
export interface Drafting {
  /** The tokens to be evaluated at once, besides one that stands; none where that is expected to be slower. */
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

/**
 * Tokens that are evaluated at once, the one that stands among them. Kernels take them by fours, so that
 * five may take as long as eight; and on some machines two take as long as eight, four times as long as one.
 */
const batchSizes = [4, 8, 16, 32] as const;
/** What is expected counts as much as so many tokens that were seen. */
const expectedCounts = 12;
/** What was seen so many tokens ago counts half. */
const halfLife = 100;
/** A batch whose time is unknown, or may have changed, is tried where so much of it will likely be taken. */
const triedShare = 0.6;
/** Of so many times that a batch could be tried though it is slower, one is at first, and in the end. */
const triedOneIn = { first: 16, last: 256 };
/** How much longer than a batch of half the size one takes at least, by guess. */
const leastGrowth = 1.5;
/** The newest so many times are looked at, by their lower quartile: other work only ever makes them longer. */
const timesKept = 12;
/** Fewer evaluations than this say nothing: the machine may have been busy. */
const fewestTimes = 4;

/**
 * Creates the drafting of one model with one kind of draft: `expectedShares` is how often the next token
 * is the model's, after none, one, two … that were, while nothing has been seen of it yet. What is taken of
 * a batch, and one token of the model's own, are as many tokens as are gained in its time: the batch with
 * the most tokens a millisecond is offered, or none. No evaluation keeps typing waiting for longer than
 * a piece of a prompt may.
 */
export function createDrafting(expectedShares: readonly number[]): Drafting {
  const generated = createTime();
  const batches = batchSizes.map((size) => ({ size, time: createTime() }));
  const shares = expectedShares.map(createShare);
  let untried = 0;
  let patience = triedOneIn.first;
  let trials = 0;

  function shareAt(agreed: number): Share | undefined {
    return shares[Math.min(agreed, shares.length - 1)];
  }

  /** How many tokens a batch is expected to bring. */
  function tokensOf(size: number, agreed: number): number {
    let tokens = 1;
    let reached = 1;
    for (let token = 0; token < size - 1; token += 1) {
      reached *= shareAt(agreed + token)?.value ?? 0;
      tokens += reached;
    }
    return tokens;
  }

  /** Batches that keep nobody waiting for too long, by their times or by those of smaller ones. */
  function bearable(): Batch[] {
    const found: Batch[] = [];
    let least = generated.value;
    for (const batch of batches) {
      const { size, time } = batch;
      least = time.count > 0 ? time.value : least * leastGrowth;
      if (size > fewestPieceTokens && least > longestPieceMs) break;
      found.push(batch);
      if (time.count < fewestTimes) break;
    }
    return found;
  }

  /** The batch to be tried now, though it is not known to be faster. */
  function trial(batchesNow: readonly Batch[], agreed: number): Batch | undefined {
    const likely = batchesNow.filter(({ size }) => tokensOf(size, agreed) >= triedShare * size);
    if (likely.length === 0) return undefined;
    const unknown = likely.find(({ time }) => time.count < fewestTimes);
    if (unknown) return unknown;
    untried += 1;
    if (untried < patience) return undefined;
    untried = 0;
    patience = Math.min(2 * patience, triedOneIn.last);
    trials += 1;
    return likely[trials % likely.length];
  }

  return {
    worth(agreed) {
      if (generated.count === 0) return 0;
      const batchesNow = bearable();
      const tries = trial(batchesNow, agreed);
      if (tries) return tries.size - 1;
      let best = { size: 1, speed: 1 / generated.value };
      for (const { size, time } of batchesNow) {
        const speed = time.count < fewestTimes ? 0 : tokensOf(size, agreed) / time.value;
        if (speed > best.speed) best = { size, speed };
      }
      return best.size - 1;
    },
    generated: (milliseconds) => generated.add(milliseconds),
    compared: (agreed, isSame) => shareAt(agreed)?.add(isSame),
    evaluated(agreed, { offered, taken, milliseconds }) {
      batches.find(({ size }) => size > offered)?.time.add(milliseconds);
      for (let token = 0; token < taken; token += 1) shareAt(agreed + token)?.add(true);
      if (taken < offered) shareAt(agreed + taken)?.add(false);
    },
  };
}

interface Batch {
  size: number;
  time: Time;
}

interface Time {
  /** Milliseconds. */
  readonly value: number;
  readonly count: number;
  add(milliseconds: number): void;
}

function createTime(): Time {
  let newest: number[] = [];
  return {
    get value() {
      return newest.toSorted((a, b) => a - b)[newest.length >> 2] ?? 0;
    },
    get count() {
      return newest.length;
    },
    add(milliseconds) {
      newest = [...newest.slice(1 - timesKept), milliseconds];
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
