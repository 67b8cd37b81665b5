import {
  type Llama,
  LlamaGrammarEvaluationState,
  type LlamaModel,
  type Token,
} from "node-llama-cpp";
import type { RootedGrammar } from "../thoughtGrammar.ts";

/** What may be written next by a grammar. */
export interface GrammarState {
  /** For a sampler, which moves it on by what it samples. */
  readonly sampling: LlamaGrammarEvaluationState;
  /** The first of the tokens, as far as they may be written one after the other. */
  fitting(tokens: readonly Token[]): Token[];
  /** Moves on by a token that was chosen otherwise, if it may be written; says whether it may. */
  takes(token: Token): boolean;
}

/**
 * In UTF-16 units. A choice among a hundred thousand things takes llama.cpp minutes; search blocks over two
 * thousand lines are 170 000 units long, and take it milliseconds.
 */
const longestGrammar = 262_144;

/** Reads a grammar; undefined where it is none, or too long. */
export async function readGrammar(
  { grammar, root }: RootedGrammar,
  { llama, model }: { llama: Llama; model: LlamaModel },
): Promise<GrammarState | undefined> {
  if (grammar.length > longestGrammar) return undefined;
  const read = await llama.createGrammar({ grammar, rootRuleName: root }).catch(() => undefined);
  if (!read) return undefined;
  const sampling = new LlamaGrammarEvaluationState({ model, grammar: read });
  const steps = stepsOf(llama);

  function moves(state: LlamaGrammarEvaluationState, token: Token): boolean {
    if (!steps?.allows(state, token)) return false;
    // llama.cpp has no state behind the end of a text.
    if (!model.isEogToken(token)) steps.accept(state, token);
    return true;
  }

  return {
    sampling,
    fitting(tokens) {
      const ahead = sampling.clone();
      const refused = tokens.findIndex((token) => !moves(ahead, token));
      return tokens.slice(0, refused < 0 ? tokens.length : refused);
    },
    takes: (token) => moves(sampling, token),
  };
}

interface Steps {
  allows(state: LlamaGrammarEvaluationState, token: Token): boolean;
  accept(state: LlamaGrammarEvaluationState, token: Token): void;
}

/**
 * node-llama-cpp moves a grammar on by tokens that nothing sampled, for drafts of its own, but has no
 * public function for it. In a version that has not even the private one, nothing fits: drafts end.
 */
function stepsOf(llama: Llama): Steps | undefined {
  const { AddonSampler: native } =
    (llama as unknown as { _bindings?: { AddonSampler?: NativeSteps } })._bindings ?? {};
  const nativeState = (state: object): unknown => (state as { _state?: unknown })._state;
  if (!native?.canBeNextTokenForGrammarEvaluationState) return undefined;
  return {
    allows: (state, token) =>
      native.canBeNextTokenForGrammarEvaluationState(nativeState(state), token),
    accept: (state, token) => native.acceptGrammarEvaluationStateToken(nativeState(state), token),
  };
}

interface NativeSteps {
  canBeNextTokenForGrammarEvaluationState(state: unknown, token: Token): boolean;
  acceptGrammarEvaluationStateToken(state: unknown, token: Token): void;
}
