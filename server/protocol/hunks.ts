import { diffLines } from "diff";

/** A change of whole lines: those from `firstLine` up to, not with, `endLine` become `text`. */
export interface Hunk {
  firstLine: number;
  endLine: number;
  text: string;
}

/** The changes that make one text of another, from its first line to its last. */
export function hunksOf(before: string, after: string): Hunk[] {
  const hunks: Hunk[] = [];
  let line = 0;
  let open: Hunk | undefined;
  for (const { added, removed, value, count } of diffLines(before, after)) {
    if (!added && !removed) {
      open = undefined;
      line += count;
      continue;
    }
    if (open === undefined) {
      open = { firstLine: line, endLine: line, text: "" };
      hunks.push(open);
    }
    if (added) open.text += value;
    else {
      line += count;
      open.endLine = line;
    }
  }
  return hunks;
}

/** A document with changes of its lines made; their text is taken as it is, line ends and all. */
export function withHunks(text: string, hunks: readonly Hunk[]): string {
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
