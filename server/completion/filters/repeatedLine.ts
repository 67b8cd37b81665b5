import type { Cursor } from "../cursor.ts";
import type { Filter } from "./filter.ts";

/** So many lines after the cursor are compared. */
const linesAhead = 6;
/** Shorter lines (`}`, `end`) repeat rightfully. */
const shortest = 4;

/** Cuts the suggestion before a line that already stands right after the cursor. */
export const repeatedLine: Filter = {
  name: "repeats the next line",
  apply(text, cursor) {
    const ahead = new Set(nextLines(cursor));
    if (ahead.size === 0) return text;
    const lines = text.split("\n");
    const cut = lines.findIndex((line, index) =>
      ahead.has((index === 0 ? cursor.lineBefore + line : line).trim()),
    );
    return cut < 0 ? text : lines.slice(0, cut).join("\n");
  },
};

function nextLines(cursor: Cursor): string[] {
  const lines = cursor.suffix.slice(cursor.lineAfter.length).split("\n", linesAhead * 2);
  return lines
    .map((line) => line.trim())
    .filter((line) => line.length >= shortest)
    .slice(0, linesAhead);
}
