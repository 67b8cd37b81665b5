/** The estimate is given up only when it is wrong by more than this share. */
const tolerance = 0.35;
/** A shorter reading says more about its overhead than about the machine. */
const shortest = 64;

/** How fast this machine reads prompts with a model, learnt from the prompts that the engine has read. */
export interface ReadingSpeed {
  /** Undefined before the first measurement. */
  readonly promptTokensPerSecond: number | undefined;
  measured(read: { promptTokens: number; reusedTokens: number; evaluateMs: number }): void;
}

/**
 * Creates the speed of one model on one engine: an exponential average over what was really
 * evaluated. The speed that is given out stands still while the average is within a third of it:
 * the length of prompts depends on it, and with their beginning the KV cache.
 */
export function createReadingSpeed(): ReadingSpeed {
  let given: number | undefined;
  let average: number | undefined;
  return {
    get promptTokensPerSecond() {
      return given;
    },
    measured({ promptTokens, reusedTokens, evaluateMs }) {
      const tokens = promptTokens - reusedTokens;
      if (tokens < shortest || evaluateMs <= 0) return;
      const speed = (tokens / evaluateMs) * 1000;
      average = average === undefined ? speed : 0.7 * average + 0.3 * speed;
      if (given === undefined || Math.abs(average - given) > tolerance * given) given = average;
    },
  };
}
