import type { Cursor } from "./cursor.ts";

/** So many lines after the cursor are compared. */
const linesAhead = 6;
/** Shorter lines (`}`, `end`) repeat rightfully. */
const shortest = 4;
/** A line that the model has not finished is told by its beginning, if it is so long. */
const shortestBeginning = 12;

/** The lines that stand after the cursor's own, in the form in which lines are compared. */
export type Ahead = readonly string[];

/** Takes the next few lines that say something. */
export function ahead(cursor: Cursor): Ahead {
  return cursor.suffix
    .slice(cursor.lineAfter.length)
    .split("\n", linesAhead * 2 + 1)
    .map(normal)
    .filter((line) => line.length >= shortest)
    .slice(0, linesAhead);
}

/**
 * Whether a line stands ahead already, or all but: other spaces, other quotes and a missing comma or
 * semicolon make no difference. The `last` line of a suggestion may be unfinished.
 */
export function isSaidAhead(line: string, next: Ahead, { last }: { last: boolean }): boolean {
  const said = normal(line);
  if (said.length < shortest) return false;
  if (next.includes(said)) return true;
  return last && said.length >= shortestBeginning && next[0]?.startsWith(said) === true;
}

function normal(line: string): string {
  return line
    .trim()
    .replace(/\s+/g, " ")
    .replace(/ ?([()[\]{},;:=]) ?/g, "$1")
    .replaceAll("'", '"')
    .replace(/[,;]+$/, "");
}
