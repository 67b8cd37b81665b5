import type { ProposedHunk } from "../../../server/protocol/edit.ts";

/** A change of a document: its lines from `startLine` to `endLine`, and how many line ends came in. */
export interface LineChange {
  startLine: number;
  endLine: number;
  lineEnds: number;
}

/**
 * The hunks where they belong after a document was changed elsewhere, one change after the other;
 * undefined where a change has touched a line of theirs.
 */
export function carryHunks(
  hunks: readonly ProposedHunk[],
  changes: readonly LineChange[],
): ProposedHunk[] | undefined {
  let carried = [...hunks];
  for (const { startLine, endLine, lineEnds } of changes) {
    const moved = carried.map((hunk) => {
      if (startLine >= hunk.endLine && startLine > hunk.firstLine) return hunk;
      if (endLine >= hunk.firstLine) return undefined;
      const by = lineEnds - (endLine - startLine);
      return { ...hunk, firstLine: hunk.firstLine + by, endLine: hunk.endLine + by };
    });
    carried = moved.filter((hunk) => hunk !== undefined);
    if (carried.length < moved.length) return undefined;
  }
  return carried;
}
