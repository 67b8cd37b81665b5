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

/** A document as it would be; hunks as `proposedHunks` gives them. */
export function withHunks(text: string, hunks: readonly ProposedHunk[]): string {
  const lines = wholeLines(text);
  const parts: string[] = [];
  let at = 0;
  for (const { firstLine, endLine, text: put } of hunks) {
    parts.push(...lines.slice(at, firstLine), put);
    at = endLine;
  }
  return [...parts, ...lines.slice(at)].join("");
}

function wholeLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
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
