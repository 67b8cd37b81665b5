/** A bracket or quote and where it stands. */
export interface Mark {
  character: string;
  index: number;
}

/** The brackets of a text that have no partner in it. */
export interface Brackets {
  /** Closers, and the quote that ends the string in which the text begins, in order. */
  unmatched: Mark[];
  /** Openers, in order. */
  open: Mark[];
  /** The quote of the string in which the text ends. */
  quote: string | undefined;
}

const partners: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };
const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Pairs the brackets of a stretch of code in any language, passing over strings and line comments.
 * `quote` is the quote of the string in which the text begins. An apostrophe within a word, before a
 * lifetime, or with no other on its line, is no quote.
 */
export function scanBrackets(
  text: string,
  { quote: first }: { quote?: string | undefined } = {},
): Brackets {
  const unmatched: Mark[] = [];
  const open: Mark[] = [];
  let index = 0;
  if (first !== undefined) {
    const end = stringEnd(text, 0, first);
    if (end === undefined) return { unmatched, open, quote: first };
    unmatched.push({ character: first, index: end });
    index = end + 1;
  }
  for (; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === "'" || character === '"' || character === "`") {
      if (character === "'" && isApostrophe(text, index)) continue;
      const end = stringEnd(text, index + 1, character);
      if (end !== undefined) index = end;
      else if (character === "`" || !text.includes("\n", index))
        return { unmatched, open, quote: character };
    } else if (character === "/" && /^\/\/(?:\s|$)/.test(text.slice(index, index + 3))) {
      const lineEnd = text.indexOf("\n", index);
      index = lineEnd < 0 ? text.length : lineEnd;
    } else if (character in closers) open.push({ character, index });
    else if (character in partners) {
      if (open.at(-1)?.character === partners[character]) open.pop();
      else unmatched.push({ character, index });
    }
  }
  return { unmatched, open, quote: undefined };
}

/** The brackets that would close the open ones of a text, the innermost first. */
export function closersFor({ open }: Pick<Brackets, "open">): string {
  return open
    .map(({ character }) => closers[character])
    .reverse()
    .join("");
}

/** Within a word (`don't`), or before a lifetime of Rust (`<'a>`, `&'a str`). */
function isApostrophe(text: string, index: number): boolean {
  const before = text.charAt(index - 1);
  if (/\w/.test(before)) return true;
  const ahead = text.slice(index, index + 24);
  return /[<&]/.test(before) ? /^'[a-z_]\w*\b(?!')/.test(ahead) : /^'[a-z_]\w*>/.test(ahead);
}

function stringEnd(text: string, from: number, quote: string): number | undefined {
  for (let index = from; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === quote) return index;
    if (character === "\\") index += 1;
    else if (character === "\n" && quote !== "`") return undefined;
  }
  return undefined;
}
