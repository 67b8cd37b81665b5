import { scanBrackets } from "../../text/brackets.ts";
import { textFilter } from "./filter.ts";

/** Shorter words may end a suggestion and begin the rest of the line by chance. */
const shortestWords = 3;

/**
 * Takes from the end of the suggestion what the rest of the cursor's line already says: `foo(█)` with
 * the suggestion `bar)` leaves `bar`. A bracket that the suggestion itself has opened stays, and so
 * does the end of a suggestion of several lines, which closes what is its own.
 */
export const restOfLine = textFilter("repeats the rest of the line", (text, { cursor }) => {
  const rest = cursor.lineAfter.trimEnd();
  if (rest === "" || text.includes("\n")) return text;
  const { quote } = scanBrackets(cursor.lineBefore);
  const open = scanBrackets(text, { quote }).open.length;
  for (let length = Math.min(rest.length, text.length); length > 0; length -= 1) {
    const overlap = rest.slice(0, length);
    if (!text.endsWith(overlap) || !isTelling(overlap, rest)) continue;
    const left = text.slice(0, text.length - length);
    if (scanBrackets(left, { quote }).open.length <= open) return left;
  }
  return text;
});

function isTelling(overlap: string, rest: string): boolean {
  if (overlap === rest || /^[^\w\s]+$/.test(overlap)) return true;
  return overlap.trim().length >= shortestWords && !/^\w/.test(rest.slice(overlap.length));
}
