import { indentOf } from "../text/indentation.ts";
import type { Cursor } from "./cursor.ts";

/** So many lines after the cursor are compared. */
const linesAhead = 6;
/** Shorter lines (`}`, `end`) repeat rightfully. */
const shortest = 4;
/** A line that the model has not finished is told by its beginning, if it is so long. */
const shortestBeginning = 12;

/** A line after the cursor's own. */
export interface AheadLine {
  /** In the form in which lines are compared. */
  text: string;
  /** The least indentation from the cursor to this line: a deeper block than that has ended. */
  depth: number;
}

/** Takes the next few lines that say something. */
export function ahead(cursor: Cursor): AheadLine[] {
  const lines: AheadLine[] = [];
  let depth = Number.POSITIVE_INFINITY;
  const below = cursor.suffix.slice(cursor.lineAfter.length).split("\n", linesAhead * 2 + 1);
  for (const line of below) {
    const text = normal(line);
    if (text === "") continue;
    depth = Math.min(depth, indentOf(line).length);
    if (text.length >= shortest && lines.length < linesAhead) lines.push({ text, depth });
  }
  return lines;
}

/**
 * Which line of a suggestion stands ahead already, or all but: other spaces, other quotes and a
 * missing comma or semicolon make no difference, and the last line may be unfinished. In another block
 * one line may come again, every function may end with `return this;`, but not two in a row. -1 if
 * none does.
 */
export function saidAhead(text: string, lineBefore: string, next: readonly AheadLine[]): number {
  const lines = text.split("\n").map((line, index) => (index === 0 ? lineBefore + line : line));
  const said = lines.map(normal);
  return lines.findIndex((line, index) => {
    const one = said[index] ?? "";
    if (one.length < shortest) return false;
    const block = next.filter(({ depth }) => depth >= indentOf(line).length);
    if (block.some((each) => each.text === one)) return true;
    if (next.some((each, at) => each.text === one && isSame(said[index + 1], next[at + 1])))
      return true;
    const unfinished = index === lines.length - 1 && one.length >= shortestBeginning;
    return unfinished && block[0]?.text.startsWith(one) === true;
  });
}

function isSame(said: string | undefined, ahead: AheadLine | undefined): boolean {
  return ahead !== undefined && said === ahead.text;
}

function normal(line: string): string {
  return line
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?([()[\]{},;:=]) ?/g, "$1")
    .replaceAll("'", '"')
    .replace(/[,;]+$/, "");
}
