import { textFilter } from "./filter.ts";

/** Shorter lines (`break;`, `});`) repeat rightfully. */
const shortest = 10;
const linesBack = 8;

/** Silences a suggestion that begins with the very lines that stand right above the cursor. */
export const linesAbove = textFilter("repeats the lines above", (text, { cursor }) => {
  // A suggestion for the next line has the cursor's own line above it.
  const own = /^\s*\n/.test(text) ? "" : cursor.lineBefore;
  const said = (own + text)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const above = cursor.prefix
    .slice(-4_000, cursor.prefix.length - own.length)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .slice(-linesBack);
  for (let length = Math.min(said.length, above.length); length > 0; length -= 1) {
    const tail = above.slice(-length);
    if (tail.join("").length < shortest) break;
    if (tail.every((line, index) => line === said[index])) return "";
  }
  return text;
});
