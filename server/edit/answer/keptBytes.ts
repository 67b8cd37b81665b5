import { hunksOf } from "../../protocol/hunks.ts";
import { indentOf } from "../../text/indentation.ts";
import { linesIn } from "./textLines.ts";

/**
 * The lines of an answer, where those that are the region's but for white space at their ends, or for
 * tabs in their indentation, have the region's own bytes.
 */
export function withKeptBytes(answer: readonly string[], region: readonly string[]): string[] {
  const lines: string[] = [];
  let at = 0;
  for (const { firstLine, endLine, text } of hunksOf(plain(region), plain(answer))) {
    lines.push(...region.slice(at, firstLine));
    const from = lines.length;
    lines.push(...answer.slice(from, from + linesIn(text).length));
    at = endLine;
  }
  return [...lines, ...region.slice(at)];
}

/** What counts of lines; each has an end, so that the last ones are comparable too. */
function plain(lines: readonly string[]): string {
  return lines
    .map((line) => `${indentOf(line).replaceAll("\t", "    ")}${line.trim()}`.trimEnd())
    .map((line) => `${line}\n`)
    .join("");
}
