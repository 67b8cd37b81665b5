import type { LlamaContext, LlamaContextSequence, Token } from "node-llama-cpp";
import { createPieceSize, type PieceSize } from "./pieceSize.ts";

/** A sequence of a context: a KV cache of its own. */
export interface Seat {
  readonly sequence: LlamaContextSequence;
  readonly pieceSize: PieceSize;
}

/** The sequences of one lane. They are kept for life, and taken in turn by what they hold. */
export interface Seats {
  /** The seat that shares most with a prompt; where none shares much, the one unused for longest. */
  choose(tokens: readonly Token[]): Seat;
}

/** A cache that shares less of the prompt than this is worth more for the file it belongs to. */
const worthwhileShare = 0.25;

/** Creates the seats of a context, one for each of its sequences. */
export function createSeats(context: LlamaContext, count: number): Seats {
  const pieceSize = createPieceSize(context.batchSize);
  const sequences = Array.from({ length: count }, () => context.getSequence());
  // The one used last stands last.
  const byAge: Seat[] = sequences.map((sequence) => ({ sequence, pieceSize }));
  return {
    choose(tokens) {
      let best = byAge[0];
      let most = tokens.length * worthwhileShare;
      for (const seat of byAge) {
        const shared = seat.sequence.compareContextTokens([...tokens]).firstDifferentIndex;
        if (shared < most) continue;
        best = seat;
        most = shared;
      }
      if (!best) throw new Error("a context has at least one sequence");
      byAge.push(...byAge.splice(byAge.indexOf(best), 1));
      return best;
    },
  };
}
