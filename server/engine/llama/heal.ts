import { type Llama, LlamaGrammarEvaluationState, type LlamaModel } from "node-llama-cpp";
import { grammarOf } from "../heal.ts";

/** A grammar state that lets nothing be written but what begins with this word. */
export async function beginsWith(
  word: string,
  { llama, model }: { llama: Llama; model: LlamaModel },
): Promise<LlamaGrammarEvaluationState> {
  const grammar = await llama.createGrammar({ grammar: grammarOf(word) });
  return new LlamaGrammarEvaluationState({ model, grammar });
}
