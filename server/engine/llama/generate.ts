import type {
  Llama,
  LlamaContextSequence,
  LlamaGrammarEvaluationState,
  LlamaModel,
  Token,
} from "node-llama-cpp";
import type {
  GenerateRequest,
  GenerationEnd,
  GenerationEvent,
  PromptRead,
  Segment,
} from "../engine.ts";
import { healingOf } from "../heal.ts";
import { beginsWith } from "./heal.ts";
import { createPieceDecoder } from "./pieces.ts";
import type { Seats } from "./seats.ts";
import type { Turn } from "./turns.ts";

/** What one generation needs from the process around it; `turn` is left by the caller. */
export interface Generating {
  llama: Llama;
  model: LlamaModel;
  seats: Seats;
  turn: Turn;
  onProgress(): void;
  onEvent(event: GenerationEvent): void;
}

/**
 * Runs one request on the sequence that shares most with its prompt: keeps the longest prefix that the KV cache shares with the new
 * prompt, reads the rest in pieces, then generates token by token. The signal is looked at before
 * every piece and every token; what was read before an abort stays in the cache.
 */
export async function generate(
  request: GenerateRequest,
  { llama, model, seats, turn, onProgress, onEvent }: Generating,
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

  const decode = createPieceDecoder(model, tokens);
  const start = (from: Token, grammar?: LlamaGrammarEvaluationState): Stream =>
    sequence.evaluateWithMetadata([from], request.confidence === true ? { confidence: true } : {}, {
      temperature: request.temperature ?? 0,
      ...(grammar ? { grammarEvaluationState: grammar } : {}),
    });
  let unhealed = healing?.word ?? "";
  let stream = start(last, healing && (await beginsWith(healing.word, { llama, model })));
  try {
    for (let generated = 0; generated < request.maxTokens; generated += 1) {
      const step = await turn.take(async () => (signal.aborted ? "aborted" : await stream.next()));
      if (step === "aborted") return { stopReason: "cancelled" };
      if (step.done) return { stopReason: "end-of-text" };
      const { token, confidence } = step.value;
      // A control token that is not an end of text (a file separator, say) ends the text as well.
      if (model.isSpecialToken(token)) return { stopReason: "end-of-text" };
      const written = decode(token);
      const text = written.slice(unhealed.length);
      if (unhealed !== "") {
        unhealed = unhealed.slice(written.length);
        if (unhealed === "") {
          await stream.return();
          stream = start(token);
        }
      }
      onEvent({ kind: "piece", text, ...(confidence === undefined ? {} : { confidence }) });
    }
    return { stopReason: "length" };
  } finally {
    await stream.return();
  }
}

type Stream = AsyncGenerator<{ token: Token; confidence?: number }, void, void>;

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
