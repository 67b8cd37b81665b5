import { hunksOf } from "../../../server/protocol/hunks.ts";

/**
 * The lines of a file's base that became the lines from `firstLine` up to, not with, `endLine` of ours:
 * what stands between the same neighbours.
 */
export function baseLines(
  base: string,
  ours: string,
  { firstLine, endLine }: { firstLine: number; endLine: number },
): string {
  const lines = base.replaceAll("\r\n", "\n").split("\n");
  const hunks = hunksOf(ours.replaceAll("\r\n", "\n"), base.replaceAll("\r\n", "\n"));
  let from = firstLine;
  let to = endLine;
  for (const hunk of hunks) {
    const grown = countLines(hunk.text) - (hunk.endLine - hunk.firstLine);
    if (hunk.endLine <= firstLine && hunk.firstLine < firstLine) from += grown;
    if (hunk.firstLine <= endLine) to += grown;
  }
  return lines.slice(from, Math.max(from, to)).join("\n");
}

function countLines(text: string): number {
  if (text === "") return 0;
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
