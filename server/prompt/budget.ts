/** How much of each thing goes into a prompt, in tokens, and how long a token is. */
export interface PromptBudget {
  prefixTokens: number;
  suffixTokens: number;
  /** What snippets have when the other two need all of theirs. */
  snippetTokens: number;
  /** All that the model can take in besides the answer: the three parts never exceed it together. */
  roomTokens: number;
  /** An estimate; see `charactersPerToken`. */
  charactersPerToken: number;
}

/**
 * Divides a context of so many tokens: the answer and a small reserve come off first, then the
 * prefix has a half, suffix and snippets a quarter each. `mostTokens` bounds the whole prompt on a
 * machine that reads slowly.
 */
export function divideContext(context: {
  contextTokens: number;
  answerTokens: number;
  charactersPerToken: number;
  mostTokens?: number;
}): PromptBudget {
  const room = context.contextTokens - context.answerTokens - reserveTokens;
  const tokens = Math.max(0, Math.min(room, context.mostTokens ?? room));
  return {
    prefixTokens: Math.floor(tokens / 2),
    suffixTokens: Math.floor(tokens / 4),
    snippetTokens: Math.floor(tokens / 4),
    roomTokens: Math.max(0, room),
    charactersPerToken: context.charactersPerToken,
  };
}

/**
 * Characters that a new set of snippets may take: their own share, and what a short file leaves of
 * the shares of prefix and suffix. Of these a quarter is left for the file to grow.
 */
export function snippetRoom(
  budget: PromptBudget,
  cursor: { prefix: { length: number }; suffix: { length: number } },
): number {
  const prefix = budget.prefixTokens * budget.charactersPerToken;
  const suffix = budget.suffixTokens * budget.charactersPerToken;
  const unused =
    Math.max(0, prefix - cursor.prefix.length) + Math.max(0, suffix - cursor.suffix.length);
  const own = budget.snippetTokens * budget.charactersPerToken;
  return Math.floor(own + unused * 0.75);
}

/**
 * Tokens of the longest prompt that a machine reads within three seconds when its KV cache is
 * empty, between `least` and `most`, in steps of 128. Without a measurement it is `most`.
 */
export function affordableTokens({
  promptTokensPerSecond,
  least,
  most,
}: {
  promptTokensPerSecond: number | undefined;
  least: number;
  most: number;
}): number {
  if (promptTokensPerSecond === undefined) return most;
  const tokens = Math.floor((promptTokensPerSecond * longestReadSeconds) / tokenStep) * tokenStep;
  return Math.max(least, Math.min(most, tokens));
}

const longestReadSeconds = 3;
const tokenStep = 128;

/**
 * Characters of source code per token, on the low side so that a prompt rather is too short than
 * too long. Measured over TypeScript, Python and C++ with ten vocabularies: 3.6–4.1 with 128 k
 * tokens and more that were made for code, 2.6–3.8 with 32 k to 50 k, 1 with bytes alone.
 */
export function charactersPerToken(vocabularySize: number): number {
  if (vocabularySize < 2000) return 1;
  if (vocabularySize < 100_000) return 2.5;
  return 3;
}

// Control tokens, path and repository name; the estimate of token length covers none of them.
const reserveTokens = 64;
