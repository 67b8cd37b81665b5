import { answerPrelude, openedThought, thoughtMarks } from "./thoughts.ts";

/** A grammar (GBNF), and the rule that a text by it begins with. */
export interface RootedGrammar {
  grammar: string;
  root: string;
}

/**
 * Frees what a model thinks from the grammar of its answer. Where the prompt has begun a thought, any text
 * goes up to the mark that ends it; where the model's template speaks of thoughts, one may come first.
 */
export function behindThought(
  grammar: string,
  { prompt, template }: { prompt: string; template: string },
): RootedGrammar {
  const opened = openedThought(prompt);
  const known = opened
    ? [opened]
    : thoughtMarks.filter(({ begin }) => template.includes(begin.trimEnd()));
  const thoughts = known.map(({ end }, index) => upTo(end, `ingle-thought-${index}`));
  const begun = known.map(({ begin }, index) => `${literal(begin)} ingle-thought-${index}-0`);
  if (template.includes(answerPrelude)) begun.push(literal(answerPrelude));
  const optional = begun.length === 0 ? "" : `((${begun.join(" | ")}) ingle-space)?`;
  return {
    root: "ingle-text",
    // Ours stand first: what a broken grammar leaves open must not swallow them.
    grammar: [
      `ingle-text ::= ${opened ? "ingle-thought-0-0 ingle-space" : optional} root`,
      String.raw`ingle-space ::= [ \t\r\n]{0,4}`,
      ...thoughts.flat(),
      grammar,
    ].join("\n"),
  };
}

/**
 * Rules for any text up to a mark and with it, one for each count of the mark's characters that stand
 * before: the automaton of Knuth, Morris and Pratt, because GBNF cannot say "anything but this text".
 */
function upTo(mark: string, name: string): string[] {
  const characters = [...new Set(mark)];
  const rule = (matched: number): string => `${name}-${matched}`;
  return [...mark].map((_, matched) => {
    const steps = characters
      .map((character) => ({ character, next: overlap(mark, mark.slice(0, matched) + character) }))
      .filter(({ next }) => next > 0);
    const others = steps.map(({ character }) => hex(character)).join("");
    return `${rule(matched)} ::= ${[
      ...steps.map(({ character, next }) =>
        next === mark.length ? literal(character) : `${literal(character)} ${rule(next)}`,
      ),
      `[^${others}] ${rule(0)}`,
    ].join(" | ")}`;
  });
}

/** How much of the mark's beginning stands at the end of the text. */
function overlap(mark: string, text: string): number {
  let length = Math.min(mark.length, text.length);
  while (!text.endsWith(mark.slice(0, length))) length -= 1;
  return length;
}

/** The marks are ASCII. */
function literal(text: string): string {
  return `"${[...text].map(hex).join("")}"`;
}

function hex(character: string): string {
  return String.raw`\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
