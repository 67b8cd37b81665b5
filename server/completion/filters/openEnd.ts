import { scanBrackets } from "../../text/brackets.ts";
import { textFilter } from "./filter.ts";

/** A line that promises more: it opens a bracket or a block, or waits for an operand. */
const promises = /(?:[{([:,.+*/=&|<-]|=>)\s*$/;

/**
 * Takes the last lines of a suggestion that was cut where they promise something that no longer
 * follows: the head of a function whose body the document has already.
 */
export const openEnd = textFilter("stops in the middle", (text, { raw }) => {
  if (text === raw.trimEnd()) return text;
  const lines = text.split("\n");
  while (lines.length > 0 && promisesMore(lines)) lines.pop();
  return lines.join("\n");
});

function promisesMore(lines: readonly string[]): boolean {
  const last = lines.at(-1) ?? "";
  if (last.trim() === "") return true;
  return promises.test(last) && (/:\s*$/.test(last) || opensWithin(last));
}

function opensWithin(line: string): boolean {
  return scanBrackets(line).open.length > 0 || !/[{([]\s*$/.test(line);
}
