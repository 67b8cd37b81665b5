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
