import type { Segment } from "./engine.ts";

/** The word that is being typed, with the space before it: most vocabularies join the two. */
const halfWord = / ?[\p{L}\p{N}_$]+$/u;
/** A longer word has been begun by tokens that stand; only its end can be half a token. */
const longestHeal = 24;

/** A prompt without the word that is being typed, and that word. */
export interface Healing {
  prompt: readonly Segment[];
  word: string;
}

/**
 * Takes the half-typed word off a prompt, so that the model may choose a token that begins with it:
 * `retu` alone is not how any model writes `return`. Undefined where the prompt ends between words.
 */
export function healingOf(prompt: readonly Segment[]): Healing | undefined {
  const last = prompt.at(-1);
  if (!last || last.special) return undefined;
  const word = halfWord.exec(last.text)?.[0];
  if (word === undefined || word.length > longestHeal) return undefined;
  const text = last.text.slice(0, -word.length);
  const shorter = text === "" ? [] : [{ ...last, text }];
  return { prompt: [...prompt.slice(0, -1), ...shorter], word };
}

/** A grammar (GBNF) under which nothing can be written but what begins with this word. */
export function grammarOf(word: string): string {
  // Words have no quote, backslash or control character, so they are literals as they are.
  return `root ::= "${word}" [^\\x00]*`;
}
