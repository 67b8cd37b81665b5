import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { GenerationEnd, GenerationEvent, PromptRead } from "../engine.ts";
import type { Seats } from "./seats.ts";
import type { Turn } from "./turns.ts";

/** What reading a prompt needs from the process around it; `turn` is left by the caller. */
export interface Reading {
  seats: Seats;
  turn: Turn;
  onProgress(): void;
  onEvent(event: GenerationEvent): void;
}

/** A sequence that holds a prompt but for its last token, or why none does. */
export type Read = { kind: "read"; sequence: LlamaContextSequence; last: Token } | GenerationEnd;

/**
 * Reads a prompt into the sequence that shares most with it: keeps the longest prefix that the KV cache
 * shares, and reads the rest in pieces. The signal is looked at before each; what was read before an
 * abort stays in the cache.
 */
export async function read(
  tokens: readonly Token[],
  { maxTokens, tokenizeMs }: { maxTokens: number; tokenizeMs: number },
  { seats, turn, onProgress, onEvent }: Reading,
  signal: AbortSignal,
): Promise<Read> {
  const facts: PromptRead = {
    ...{ promptTokens: tokens.length, reusedTokens: 0, tokenizeMs },
    ...{ queueMs: 0, evaluateMs: 0 },
  };
  const { sequence, pieceSize } = seats.choose(tokens);
  if (tokens.length + maxTokens > sequence.contextSize)
    return { stopReason: "prompt-too-long", promptTokens: tokens.length };
  const last = tokens.at(-1);
  if (last === undefined) return { stopReason: "end-of-text" };

  await keepSharedPrefix(sequence, tokens);
  facts.reusedTokens = sequence.nextTokenIndex;
  const clock = createClock();
  while (sequence.nextTokenIndex < tokens.length - 1) {
    const wait = createClock();
    const aborted = await turn.take(async () => {
      facts.queueMs += wait.lap();
      if (signal.aborted) return true;
      const from = sequence.nextTokenIndex;
      const piece = tokens.slice(from, Math.min(from + pieceSize.tokens, tokens.length - 1));
      await sequence.evaluateWithoutGeneratingNewTokens(piece);
      pieceSize.measured(piece.length, wait.lap());
      return false;
    });
    if (aborted) return { stopReason: "cancelled" };
    onProgress();
  }
  facts.evaluateMs = clock.lap() - facts.queueMs;
  onEvent({ kind: "prompt", ...facts });
  if (maxTokens === 0) return { stopReason: "length" };
  return { kind: "read", sequence, last };
}

/**
 * Erases from the cache what the new prompt does not share. The last token of the prompt is always
 * evaluated anew, because its logits choose the first token.
 */
async function keepSharedPrefix(
  sequence: LlamaContextSequence,
  tokens: readonly Token[],
): Promise<void> {
  const kept = tokens.slice(0, -1);
  const { firstDifferentIndex } = sequence.compareContextTokens(kept);
  if (firstDifferentIndex === 0) await sequence.clearHistory();
  else await sequence.adaptStateToTokens(kept, false);
}

/** Milliseconds since the last call of `lap`. */
export function createClock(): { lap(): number } {
  let from = performance.now();
  return {
    lap() {
      const now = performance.now();
      const passed = now - from;
      from = now;
      return passed;
    },
  };
}
