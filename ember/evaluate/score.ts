import type { Answer, Case } from "./cases.ts";

/** How near one answer came; both texts are compared up to the end of their first line. */
export interface Score {
  exact: boolean;
  /** The model's own first line, before any filter, against the same truth. */
  rawExact: boolean;
  /** 1 less the Levenshtein distance over the longer length; 1 for two empty texts. */
  similarity: number;
  /** Characters from the answer's begin that are right, and that would be kept. */
  kept: number;
  shown: boolean;
  length: number;
}

/** Scores the answer to a case: the rest of the cursor's line is what counts. */
export function score(each: Case, answer: Answer): Score {
  const wanted = firstLine(each.middle);
  const given = firstLine(answer.text);
  return {
    exact: given === wanted,
    rawExact: firstLine(answer.raw) === wanted,
    similarity: similarity(given, wanted),
    kept: commonPrefix(given, wanted),
    shown: answer.text !== "",
    length: wanted.length,
  };
}

/** The text up to its first line end, without spaces at its end. */
export function firstLine(text: string): string {
  return (text.split("\n", 1)[0] ?? "").trimEnd();
}

/** 1 for equal texts, 0 for texts with nothing in common. */
export function similarity(left: string, right: string): number {
  const longest = Math.max(left.length, right.length);
  return longest === 0 ? 1 : 1 - distance(left, right) / longest;
}

/** Levenshtein's distance in UTF-16 units. */
function distance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/** How many characters two texts begin with alike. */
export function commonPrefix(left: string, right: string): number {
  let length = 0;
  while (length < left.length && length < right.length && left[length] === right[length]) length++;
  return length;
}
