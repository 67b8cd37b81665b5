import { hunksOf } from "../protocol/hunks.ts";
import type { Finding, LineRange } from "./checker.ts";

/** What was found in a file before and after an edit of it. */
export interface Compared {
  before: { text: string; findings: readonly Finding[] };
  after: { text: string; findings: readonly Finding[] };
}

/**
 * What is found after and was not there before. In lines that the edit has left alone, what stood at
 * the same place under the same code was there before, however its message has changed; in lines that
 * it has written, whatever stood with the same words in the lines that they replace was there before,
 * as often as it stood there.
 */
export function worse({ before, after }: Compared): Finding[] {
  const map = lineMap(before.text, after.text);
  const kept = new Map<string, number>();
  const replaced = new Map<string, number>();
  for (const finding of before.findings) {
    const line = map.lineAfter(finding.range.start.line);
    if (line === undefined) count(replaced, words(finding), 1);
    else count(kept, place(finding, line), 1);
  }
  return after.findings.filter((finding) => {
    const { line } = finding.range.start;
    return map.isWritten(line)
      ? !take(replaced, words(finding))
      : !take(kept, place(finding, line));
  });
}

/** The lines of the text before that an edit replaces or inserts at. */
export function touchedLines(before: string, after: string): LineRange[] {
  return hunksOf(before, after).map(({ firstLine, endLine }) => ({
    first: firstLine,
    end: endLine,
  }));
}

/** Where the lines of one text are in another. */
function lineMap(before: string, after: string) {
  const hunks = hunksOf(before, after).map(({ firstLine, endLine, text }) => ({
    first: firstLine,
    end: endLine,
    written: linesIn(text),
  }));
  let shift = 0;
  const written = hunks.map((hunk) => {
    const first = hunk.first + shift;
    shift += hunk.written - (hunk.end - hunk.first);
    return { first, end: first + hunk.written };
  });
  return {
    /** undefined: the line is replaced. */
    lineAfter(line: number): number | undefined {
      let moved = line;
      for (const { first, end, written: count } of hunks) {
        if (line < first) break;
        if (line < end) return undefined;
        moved += count - (end - first);
      }
      return moved;
    },
    isWritten: (line: number): boolean =>
      written.some(({ first, end }) => line >= first && line < end),
  };
}

function linesIn(text: string): number {
  if (text === "") return 0;
  const breaks = text.split("\n").length - 1;
  return text.endsWith("\n") ? breaks : breaks + 1;
}

function words({ severity, code, message }: Finding): string {
  return JSON.stringify([severity, code, message]);
}

function place({ severity, code, message }: Finding, line: number): string {
  return JSON.stringify([severity, code ?? message, line]);
}

function count(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}

function take(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0;
  if (left > 0) counts.set(key, left - 1);
  return left > 0;
}
