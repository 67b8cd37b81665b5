import type { Llama, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import type {
  GenerateRequest,
  GenerationEnd,
  GenerationEvent,
  PromptRead,
  Segment,
} from "../engine.ts";
import { healingOf } from "../heal.ts";
import type { Drafting } from "./drafting.ts";
import type { Seats } from "./seats.ts";
import type { Turn } from "./turns.ts";
import { write } from "./write.ts";

/** What one generation needs from the process around it; `turn` is left by the caller. */
export interface Generating {
  llama: Llama;
  model: LlamaModel;
  seats: Seats;
  turn: Turn;
  drafting: Drafting;
  onProgress(): void;
  onEvent(event: GenerationEvent): void;
}

/**
 * Runs one request on the sequence that shares most with its prompt: keeps the longest prefix that the
 * KV cache shares with the new prompt, reads the rest in pieces, then writes. The signal is looked at
 * before every piece and every token; what was read before an abort stays in the cache.
 */
export async function generate(
  request: GenerateRequest,
  { llama, model, seats, turn, drafting, onProgress, onEvent }: Generating,
  signal: AbortSignal,
): Promise<GenerationEnd> {
  const clock = createClock();
  const healing = request.heal ? healingOf(request.prompt) : undefined;
  const tokens = tokenize(model, healing?.prompt ?? request.prompt);
  const read: PromptRead = {
    promptTokens: tokens.length,
    reusedTokens: 0,
    tokenizeMs: clock.lap(),
    queueMs: 0,
    evaluateMs: 0,
  };
  const { sequence, pieceSize } = seats.choose(tokens);
  if (tokens.length + request.maxTokens > sequence.contextSize) {
    return { stopReason: "prompt-too-long", promptTokens: tokens.length };
  }
  const last = tokens.at(-1);
  if (last === undefined) return { stopReason: "end-of-text" };

  await keepSharedPrefix(sequence, tokens);
  read.reusedTokens = sequence.nextTokenIndex;
  clock.lap();
  while (sequence.nextTokenIndex < tokens.length - 1) {
    const wait = createClock();
    const aborted = await turn.take(async () => {
      read.queueMs += wait.lap();
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
  read.evaluateMs = clock.lap() - read.queueMs;
  onEvent({ kind: "prompt", ...read });
  if (request.maxTokens === 0) return { stopReason: "length" };

  const after = { token: last, before: tokens };
  return write(
    after,
    { request, healing },
    { llama, model, sequence, turn, drafting, onEvent },
    signal,
  );
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

/** Neighbouring stretches of plain text are tokenised as one, as the model saw them in training. */
function tokenize(model: LlamaModel, prompt: readonly Segment[]): Token[] {
  const tokens: Token[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") tokens.push(...model.tokenize(plain, false));
    plain = "";
  };
  for (const segment of prompt) {
    if (!segment.special) plain += segment.text;
    else {
      flush();
      tokens.push(...model.tokenize(segment.text, true));
    }
  }
  flush();
  const { bos, shouldPrependBosToken } = model.tokens;
  if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
  return tokens;
}

/** Milliseconds since the last call of `lap`. */
function createClock(): { lap(): number } {
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
