import type { Token } from "node-llama-cpp";
import { createDrafting } from "../../../server/engine/llama/drafting.ts";
import { createLookup, originalShares } from "../../../server/engine/llama/lookup.ts";

/** Milliseconds that tokens take: one that is written, and the draft's with it at once, by how many they are. */
export interface Costs {
  written: number;
  batches: readonly { size: number; ms: number }[];
}

/** What was drafted while recorded answers were written anew. */
export interface Played {
  tokens: number;
  /** Tokens that were the next of the original, whether or not they were offered. */
  foreseen: number;
  offered: number;
  taken: number;
  /** Milliseconds that it takes, with drafts and without. */
  ms: number;
  aloneMs: number;
}

/**
 * Plays answers through the lookup and the drafting as the engine does, without a model: every token is the
 * recorded one, and an evaluation takes what it was measured to take. The drafting learns as it goes.
 */
export function play(
  answers: readonly { original: readonly Token[]; answer: readonly Token[] }[],
  costs: Costs,
): Played {
  const played: Played = { tokens: 0, foreseen: 0, offered: 0, taken: 0, ms: 0, aloneMs: 0 };
  const drafting = createDrafting(originalShares);
  for (const { original, answer } of answers) {
    const lookup = createLookup(original);
    for (let at = 0; at < answer.length; ) {
      const agreed = lookup.agreed;
      const left = answer.length - at - 1;
      const worth = lookup.goesOn ? Math.min(left, drafting.worth(agreed)) : 0;
      const offered = lookup.offer(worth);
      const refused = offered.findIndex((token, index) => token !== answer[at + index]);
      const taken = refused < 0 ? offered.length : refused;
      const expects = lookup.goesOn && offered.length === 0;
      let isSame = false;
      for (const token of answer.slice(at, at + taken + 1)) {
        isSame = lookup.wrote(token, "");
        if (isSame) played.foreseen += 1;
      }
      const milliseconds = timeOf(offered.length, costs);
      if (offered.length === 0) drafting.generated(milliseconds);
      else drafting.evaluated(agreed, { offered: offered.length, taken, milliseconds });
      if (expects) drafting.compared(agreed, isSame);
      at += taken + 1;
      played.ms += milliseconds;
      played.offered += offered.length;
      played.taken += taken;
    }
    played.tokens += answer.length;
    played.aloneMs += answer.length * costs.written;
  }
  return played;
}

/** Where no draft was so long, a token of it takes as long as in the longest. */
function timeOf(offered: number, { written, batches }: Costs): number {
  if (offered === 0) return written;
  const batch = batches.find(({ size }) => size > offered);
  const { size, ms } = batch ?? batches.at(-1) ?? { size: 1, ms: written };
  return batch ? ms : (ms * (offered + 1)) / size;
}
