import type { Declaration } from "../../../server/syntax/outline.ts";
import type { OutlineParser } from "../../../server/syntax/outlineParser.ts";
import { cleanedDocstring } from "./cleaned.ts";
import type { Place } from "./question.ts";

/** A function that says what it does: the question, where its answer lies, and the lines that say it. */
export interface Documented {
  readonly question: string;
  readonly answer: Place;
  /** The docstring's lines, counted from one. */
  readonly lines: { readonly first: number; readonly last: number };
}

/** Shorter functions hardly have anything to find but their docstring. */
const fewestLines = 4;

/**
 * The functions of a file with a docstring whose first sentence is a question: a block of comments
 * right above, or in Python the string at the beginning of the body.
 */
export function documentedIn(
  file: { path: string; languageId: string; text: string },
  parser: OutlineParser,
): Documented[] {
  const { path, languageId, text } = file;
  const declared = parser.outline(text, languageId) ?? [];
  const lines = text.split("\n");
  const found: Documented[] = [];
  for (const { name, kind, firstLine, lastLine } of flat(declared)) {
    if (kind !== "function") continue;
    const first = firstLine + 1;
    const last = lastLine + 1;
    const said =
      languageId === "python" ? stringBelow(lines, first, last) : commentAbove(lines, first);
    const question = said && cleanedDocstring(said.text, name);
    if (!said || !question) continue;
    const rest = last - first + 1 - (said.first > first ? said.last - said.first + 1 : 0);
    if (rest < fewestLines) continue;
    found.push({
      question,
      answer: { path, first, last },
      lines: { first: said.first, last: said.last },
    });
  }
  return found;
}

/** The text without these lines: empty ones stand in their place, so that the others keep their numbers. */
export function withoutLines(
  text: string,
  removed: readonly { readonly first: number; readonly last: number }[],
): string {
  return text
    .split("\n")
    .map((line, index) =>
      removed.some(({ first, last }) => index + 1 >= first && index + 1 <= last) ? "" : line,
    )
    .join("\n");
}

interface Said {
  text: string;
  first: number;
  last: number;
}

/** A block that begins with two stars, or lines of `//` or `///`, right above the declaration. */
function commentAbove(lines: readonly string[], declared: number): Said | undefined {
  const last = declared - 1;
  let first = last;
  const line = (number: number): string => (lines[number - 1] ?? "").trim();
  if (line(last).endsWith("*/")) {
    while (first > 1 && !line(first).startsWith("/*")) first -= 1;
    if (!line(first).startsWith("/**")) return undefined;
  } else {
    while (first >= 1 && line(first).startsWith("//")) first -= 1;
    first += 1;
  }
  if (first > last) return undefined;
  const text = Array.from({ length: last - first + 1 }, (_, index) =>
    line(first + index)
      .replace(/^\/\*\*|\*\/$|^\*|^\/\/[/!]?/g, "")
      .replace(/\*\/$/, ""),
  );
  return { text: text.join("\n"), first, last };
}

function stringBelow(lines: readonly string[], declared: number, end: number): Said | undefined {
  let first = declared;
  while (first < end && !/:\s*(#.*)?$/.test(lines[first - 1] ?? "")) first += 1;
  first += 1;
  const opened = /^\s*r?("""|''')/.exec(lines[first - 1] ?? "");
  if (!opened?.[1]) return undefined;
  let text = (lines[first - 1] ?? "").slice(opened[0].length);
  let last = first;
  while (!text.includes(opened[1]) && last < end) {
    text += `\n${lines[last] ?? ""}`;
    last += 1;
  }
  return { text: text.slice(0, text.indexOf(opened[1])), first, last };
}

function* flat(declared: readonly Declaration[]): Generator<Declaration> {
  for (const each of declared) {
    yield each;
    yield* flat(each.within);
  }
}
