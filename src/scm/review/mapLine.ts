import { hunksOf } from "../../../server/protocol/hunks.ts";

/**
 * Where the lines of one text stand in another; both line numbers are zero-based, and undefined is for
 * a line that has changed or is gone.
 */
export function lineMap(from: string, to: string): (line: number) => number | undefined {
  const [before, after] = [from, to].map((text) => text.replaceAll("\r\n", "\n"));
  if (before === undefined || after === undefined || before === after) return (line) => line;
  const hunks = hunksOf(before, after);
  return (line) => {
    let moved = 0;
    for (const { firstLine, endLine, text } of hunks) {
      if (line < firstLine) break;
      if (line < endLine) return undefined;
      moved += countLines(text) - (endLine - firstLine);
    }
    return line + moved;
  };
}

function countLines(text: string): number {
  if (text === "") return 0;
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
