import type { ProposedHunk } from "../protocol/edit.ts";
import { hunksOf } from "../protocol/hunks.ts";
import { type Lines, linesOf } from "./lines.ts";

/**
 * The changes that make `after` (with LF alone) of a document: lines that stay keep their bytes, a line
 * that takes another's place ends as that one did, a new line as most lines do.
 */
export function proposedHunks(before: Lines, after: string): ProposedHunk[] {
  return hunksOf(before.text, after).map(({ firstLine, endLine, text }) => ({
    firstLine,
    endLine,
    text: withEnds(text, before, { firstLine, endLine }),
  }));
}

function withEnds(
  text: string,
  { ends, usualEnd }: Lines,
  replaced: { firstLine: number; endLine: number },
): string {
  return linesOf(text)
    .text.split(/(?<=\n)/)
    .map((line, at) => {
      if (!line.endsWith("\n")) return line;
      const place = replaced.firstLine + at;
      const own = place < replaced.endLine ? ends[place] : undefined;
      return line.slice(0, -1) + (own === undefined || own === "" ? usualEnd : own);
    })
    .join("");
}
