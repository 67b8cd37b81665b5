/** The longest time, in milliseconds, that one piece of a prompt or a draft may keep typing waiting. */
export const longestPieceMs = 50;
/** A piece has so many tokens, even where they take longer. */
export const fewestPieceTokens = 8;

/** Sizes the pieces in which a prompt is read, from the speed measured so far. */
export interface PieceSize {
  readonly tokens: number;
  measured(tokens: number, milliseconds: number): void;
}

/**
 * Creates a piece size of 8 to `most` tokens that takes at most 50 ms by the speed of the last
 * pieces (exponential average, half of it the newest: a machine slows down at once when it is hot).
 */
export function createPieceSize(most: number): PieceSize {
  let tokensPerMs: number | undefined;
  return {
    get tokens() {
      if (tokensPerMs === undefined) return Math.min(32, most);
      return Math.max(fewestPieceTokens, Math.min(most, Math.floor(tokensPerMs * longestPieceMs)));
    },
    measured(tokens, milliseconds) {
      if (tokens < fewestPieceTokens) return;
      const speed = tokens / Math.max(milliseconds, 0.1);
      tokensPerMs = tokensPerMs === undefined ? speed : (tokensPerMs + speed) / 2;
    },
  };
}
