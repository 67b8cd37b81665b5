/** The estimate is given up only when it is wrong by more than this share. */
const tolerance = 0.2;

/** How many characters a token stands for, learnt from the prompts that the engine has read. */
export interface TokenRate {
  readonly charactersPerToken: number;
  measured(prompt: { characters: number; tokens: number }): void;
}

/**
 * Creates the rate of one model, an exponential average over its prompts. The rate that is given
 * out stands still while the average is within a fifth of it: the prompt's window depends on it,
 * and with the window the KV cache.
 */
export function createTokenRate(initial: number): TokenRate {
  let given = initial;
  let average = initial;
  return {
    get charactersPerToken() {
      return given;
    },
    measured({ characters, tokens }) {
      // A short prompt says more about its control tokens than about its text.
      if (tokens < 64) return;
      const rate = characters / tokens;
      // A rate that is too high makes prompts that do not fit: a lower one is believed at once.
      average = rate < given * (1 - tolerance) ? rate : 0.8 * average + 0.2 * rate;
      if (Math.abs(average - given) > tolerance * given) given = average;
    },
  };
}
