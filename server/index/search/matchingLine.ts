import { questionOf } from "./question.ts";
import { stemOf } from "./stem.ts";

/** Where a text says most of what was asked. */
export interface MatchingLine {
  /** Counted from the text's first line, and the first match in it, in UTF-16 code units. */
  readonly line: number;
  readonly character: number;
  /** The words of the question that stand anywhere in the text. */
  readonly words: readonly string[];
}

/**
 * The line with the most words of a question, the first of several; that of the text's first letter
 * where none has any.
 */
export function matchingLine(
  question: string,
  text: string,
  { begun }: { begun: boolean },
): MatchingLine {
  const asked = questionOf(question, { begun });
  const patterns = asked.words.map((word) => ({
    word,
    pattern: patternOf(word, { begun: word === asked.begun }),
  }));
  const found = new Set<string>();
  let best: { line: number; character: number; weight: number } | undefined;
  let first: { line: number; character: number } | undefined;
  for (const [line, content] of text.split("\n").entries()) {
    const start = content.search(/[\p{L}\p{N}]/u);
    if (start >= 0) first ??= { line, character: start };
    const matches = patterns.flatMap(({ word, pattern }) => {
      const character = content.search(pattern);
      return character < 0 ? [] : [{ word, character }];
    });
    for (const { word } of matches) found.add(word);
    const weight = matches.reduce((sum, { word }) => sum + word.length, 0);
    if (matches.length === 0 || weight <= (best?.weight ?? 0)) continue;
    best = { line, character: Math.min(...matches.map(({ character }) => character)), weight };
  }
  const { line, character } = best ?? first ?? { line: 0, character: 0 };
  return { line, character, words: asked.words.filter((word) => found.has(word)) };
}

/** A word in its forms: where a word begins, or a part of a name in camelCase. */
function patternOf(word: string, { begun }: { begun: boolean }): RegExp {
  const stem = begun ? word : stemOf(word);
  const end = begun || stem !== word ? "" : "(?!\\p{Ll})";
  const letters = [...stem].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const any = letters.map((letter) =>
    letter.toLowerCase() === letter.toUpperCase()
      ? letter
      : `[${letter.toLowerCase()}${letter.toUpperCase()}]`,
  );
  const capital = `${(letters[0] ?? "").toUpperCase()}${letters.slice(1).join("")}`;
  return new RegExp(`(?:(?<![\\p{L}])${any.join("")}|(?<=[\\p{Ll}\\p{N}])${capital})${end}`, "u");
}
