import { diffLines } from "diff";

/** What is to be seen of lines while something else is being written in their place. */
export interface WrittenSoFar {
  /** The new lines from the first that differs on, without their last end. */
  text: string;
  /** The lines of the region, counted from its first, that will go. */
  going: readonly number[];
  /** From this line of the region on nothing is known yet. */
  reached: number;
}

/**
 * Compares a region with what is written of it so far. A half-written last line says nothing yet, and
 * the lines of the region behind the last one that was met again may still come.
 */
export function writtenSoFar(region: readonly string[], text: string): WrittenSoFar {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  const whole = lines.slice(0, -1);
  const going: number[] = [];
  let unsure: number[] = [];
  let come = 0;
  let line = 0;
  let reached = 0;
  for (const { added, removed, count } of diffLines(joined(region), joined(whole))) {
    if (added) {
      come += count;
    } else if (removed) {
      for (let at = line; at < line + count; at += 1) unsure.push(at);
      line += count;
    } else {
      going.push(...unsure);
      unsure = [];
      come = 0;
      line += count;
      reached = line;
    }
  }
  // Lines that came since most likely take the place of as many.
  going.push(...unsure.slice(0, come));
  reached = Math.max(reached, (going.at(-1) ?? -1) + 1);
  const same = whole.findIndex((each, at) => each !== region[at]);
  const first = same < 0 ? Math.min(whole.length, region.length) : same;
  return { text: lines.slice(first).join("\n").replace(/\n$/, ""), going, reached };
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
