import type { Token } from "node-llama-cpp";

/** Says, while a model writes, which tokens are likely to come next. It decides nothing: the model does. */
export interface DraftSource {
  /** Whether it expects anything at all. */
  readonly goesOn: boolean;
  /** How many of the last tokens were written as they stand in the source. */
  readonly agreed: number;
  /** The tokens that are expected next, as many of them as there are up to `most`. */
  offer(most: number): Token[];
  /** Takes the token that was written, and its text; says whether it was the expected one. */
  wrote(token: Token, text: string): boolean;
}
