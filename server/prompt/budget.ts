/** How much of each thing goes into a prompt, in tokens, and how long a token is. */
export interface PromptBudget {
  prefixTokens: number;
  suffixTokens: number;
  snippetTokens: number;
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
    charactersPerToken: context.charactersPerToken,
  };
}

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
