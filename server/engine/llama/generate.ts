import type { LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import type { GenerateRequest, GenerationEnd, Segment, Usage } from "../engine.ts";
import { noUsage } from "../engine.ts";
import type { PieceSize } from "./pieceSize.ts";
import { createPieceDecoder } from "./pieces.ts";
import type { Turns } from "./turns.ts";

/** What one generation needs from the process around it. */
export interface Generating {
  model: LlamaModel;
  sequence: LlamaContextSequence;
  turns: Turns;
  pieceSize: PieceSize;
  onProgress(): void;
  onPiece(piece: { text: string; confidence?: number }): void;
}

/**
 * Runs one request on a sequence: keeps the longest prefix that the KV cache shares with the new
 * prompt, reads the rest in pieces, then generates token by token. The signal is looked at before
 * every piece and every token; what was read before an abort stays in the cache.
 */
export async function generate(
  request: GenerateRequest,
  { model, sequence, turns, pieceSize, onProgress, onPiece }: Generating,
  signal: AbortSignal,
): Promise<GenerationEnd> {
  const usage: Usage = { ...noUsage };
  const clock = createClock();

  const tokens = tokenize(model, request.prompt);
  usage.tokenizeMs = clock.lap();
  usage.promptTokens = tokens.length;
  if (tokens.length + request.maxTokens > sequence.contextSize)
    return { stopReason: "prompt-too-long", usage };
  const last = tokens.at(-1);
  if (last === undefined || request.maxTokens < 1) return { stopReason: "length", usage };
  if (signal.aborted) return { stopReason: "cancelled", usage };

  await keepSharedPrefix(sequence, tokens);
  usage.reusedTokens = sequence.nextTokenIndex;

  while (sequence.nextTokenIndex < tokens.length - 1) {
    const asked = performance.now();
    const aborted = await turns.take(request.lane, async () => {
      usage.queueMs += performance.now() - asked;
      if (signal.aborted) return true;
      const from = sequence.nextTokenIndex;
      const piece = tokens.slice(from, Math.min(from + pieceSize.tokens, tokens.length - 1));
      const began = performance.now();
      await sequence.evaluateWithoutGeneratingNewTokens(piece);
      pieceSize.measured(piece.length, performance.now() - began);
      return false;
    });
    if (aborted) return { stopReason: "cancelled", usage };
    onProgress();
  }
  usage.promptMs = clock.lap();

  const decode = createPieceDecoder(model, tokens.slice(-8));
  const stream: AsyncGenerator<{ token: Token; confidence?: number }, void, void> =
    sequence.evaluateWithMetadata([last], request.confidence === true ? { confidence: true } : {}, {
      temperature: request.temperature ?? 0,
    });
  try {
    while (usage.generatedTokens < request.maxTokens) {
      const asked = performance.now();
      const step = await turns.take(request.lane, async () => {
        usage.queueMs += performance.now() - asked;
        return signal.aborted ? "aborted" : await stream.next();
      });
      if (step === "aborted") return { stopReason: "cancelled", usage };
      if (step.done) return { stopReason: "end-of-text", usage };
      const { token, confidence } = step.value;
      // A control token that is not an end of text (a file separator, say) ends the text as well.
      if (model.isSpecialToken(token)) return { stopReason: "end-of-text", usage };
      usage.generatedTokens += 1;
      if (usage.generatedTokens === 1) usage.firstPieceMs = clock.total();
      const text = decode(token);
      onPiece(confidence === undefined ? { text } : { text, confidence });
    }
    return { stopReason: "length", usage };
  } finally {
    usage.generateMs = clock.lap();
    await stream.return();
  }
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

function createClock(): { lap(): number; total(): number } {
  const start = performance.now();
  let from = start;
  return {
    lap() {
      const now = performance.now();
      const passed = now - from;
      from = now;
      return passed;
    },
    total: () => performance.now() - start,
  };
}
