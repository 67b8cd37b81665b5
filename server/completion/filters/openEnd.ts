import { indentOf } from "../../text/indentation.ts";
import { textFilter } from "./filter.ts";

/** A line that opens a block or a list. */
const opens = /(?:[{([:]|=>)\s*$/;

/**
 * Takes the last lines of a suggestion that was cut where they open what no longer follows: the head
 * of a function that the document has already. A head whose lines stand right below it stays.
 */
export const openEnd = textFilter("stops in the middle", (text, { cursor, raw }) => {
  if (text === raw.trimEnd()) return text;
  const below = cursor.suffix
    .slice(cursor.lineAfter.length)
    .split("\n")
    .find((line) => line.trim() !== "");
  const depthBelow = indentOf(below ?? "").length;
  const lines = text.split("\n");
  while (lines.length > 0) {
    const last = lines.at(-1) ?? "";
    const whole = lines.length === 1 ? cursor.lineBefore + last : last;
    const open = opens.test(last) && indentOf(whole).length >= depthBelow;
    if (last.trim() !== "" && !open) break;
    lines.pop();
  }
  return lines.join("\n");
});
