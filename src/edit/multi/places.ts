import type { ProposedHunk } from "../../../server/protocol/edit.ts";

/** Where each hunk's lines stand once all of them are applied: from `first` up to, not with, `end`. */
export function hunksWithPlaces(
  hunks: readonly ProposedHunk[],
): { hunk: ProposedHunk; first: number; end: number }[] {
  let moved = 0;
  return hunks.map((hunk) => {
    const lines = hunk.text === "" ? 0 : hunk.text.replace(/\n$/, "").split("\n").length;
    const first = hunk.firstLine + moved;
    moved += lines - (hunk.endLine - hunk.firstLine);
    return { hunk, first, end: first + lines };
  });
}
