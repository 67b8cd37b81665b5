import type { LlamaContextSequence, Token } from "node-llama-cpp";
import type { GrammarState } from "./grammar.ts";

/** A token that the model wrote; `confidence` is its probability, where it was asked for. */
export interface Written {
  token: Token;
  confidence?: number;
}

/** Tokens that may come behind one that stands, and how they are judged. */
export interface Verified {
  after: Token;
  offered: readonly Token[];
  confidence: boolean;
  grammar?: GrammarState | undefined;
}

/**
 * Evaluates the tokens of a draft behind `after` at once, and returns what the model, greedily, writes
 * there: those of them on which it agrees, and one of its own behind them, as far as a grammar lets them
 * through. The cache keeps `after` and what was agreed on. Empty where the model has to be asked again.
 */
export async function verify(
  sequence: LlamaContextSequence,
  { after, offered, confidence, grammar }: Verified,
): Promise<Written[]> {
  const generateNext = { token: true, confidence, options: { temperature: 0 } };
  const from = sequence.nextTokenIndex;
  const outputs = await sequence.controlledEvaluate(
    [after, ...offered].map((token) => [token, { generateNext }]),
  );
  const written: Written[] = [];
  for (const [index, output] of outputs.entries()) {
    const { token, confidence: sure } = output?.next ?? {};
    if (token === undefined || token === null || grammar?.takes(token) === false) break;
    written.push({ token, ...(sure !== undefined && { confidence: sure }) });
    if (token !== offered[index]) break;
  }
  const end = sequence.nextTokenIndex;
  const keptEnd = from + written.length;
  if (keptEnd < end) await sequence.eraseContextTokenRanges([{ start: keptEnd, end }]);
  return written;
}
