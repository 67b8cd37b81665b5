import type { DiffHunk } from "../../diff/parseDiff.ts";

/** A number may be so far beside the lines that it means, at most. */
const farthest = 5;

/**
 * The line that a finding is about, from zero, or undefined where it names none of this diff: a line of
 * the new text that the diff holds stays as it is; a number beside it goes to the nearest line that
 * changed, a few lines away at most. `line` counts from one, as the model has read it.
 */
export function placeFinding(line: number, hunks: readonly DiffHunk[]): number | undefined {
  const wanted = line - 1;
  const lines = hunks.flatMap((hunk) => hunk.lines).filter(({ sign }) => sign !== "-");
  if (lines.some((each) => each.line === wanted)) return wanted;
  const changed = lines.filter(({ sign }) => sign === "+").map((each) => each.line);
  const distance = (each: number): number => Math.abs(each - wanted);
  const [nearest] = changed.sort((a, b) => distance(a) - distance(b));
  return nearest !== undefined && distance(nearest) <= farthest ? nearest : undefined;
}
