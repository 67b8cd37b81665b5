import { hunksOf } from "../../../server/protocol/hunks.ts";

/** What is to be seen of lines while something else is being written in their place. */
export interface WrittenSoFar {
  /** The lines that would come, place after place, with a mark between two. */
  lines: readonly string[];
  /** The lines of the region, counted from its first, that would go. */
  going: readonly number[];
  /** From this line of the region on nothing is different yet. */
  reached: number;
}

/** Stands between lines that come in different places. */
export const gap = "⋯";

/** Compares a region with what is written of it so far; what was not reached stands in both. */
export function writtenSoFar(region: readonly string[], text: string): WrittenSoFar {
  const after = text.replaceAll("\r\n", "\n").replace(/\n$/, "").split("\n");
  const lines: string[] = [];
  const going: number[] = [];
  let reached = 0;
  for (const hunk of hunksOf(joined(region), joined(after))) {
    for (let at = hunk.firstLine; at < hunk.endLine; at += 1) going.push(at);
    reached = hunk.endLine;
    if (hunk.text === "") continue;
    if (lines.length > 0) lines.push(gap);
    lines.push(...hunk.text.replace(/\n$/, "").split("\n"));
  }
  return { lines, going, reached };
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
