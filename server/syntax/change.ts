import { commonEnds } from "../text/commonEnds.ts";

/** A row and a column in UTF-16 code units, both from zero. */
export interface Point {
  row: number;
  column: number;
}

/** One replacement that turns a text into another; indexes are UTF-16 code units. */
export interface Change {
  startIndex: number;
  oldEndIndex: number;
  newEndIndex: number;
  startPosition: Point;
  oldEndPosition: Point;
  newEndPosition: Point;
}

/** The smallest single replacement that turns one text into the other; undefined if they are equal. */
export function changeBetween(before: string, after: string): Change | undefined {
  if (before === after) return undefined;
  const { start, end: same } = commonEnds(before, after);
  return changeOf(before, { start, end: before.length - same, after });
}

/** The replacement of `start..end` of a text by what the text `after` has in its place. */
function changeOf(
  before: string,
  { start, end, after }: { start: number; end: number; after: string },
): Change {
  const newEnd = after.length - (before.length - end);
  const startPosition = pointAt(before, start);
  return {
    startIndex: start,
    oldEndIndex: end,
    newEndIndex: newEnd,
    startPosition,
    oldEndPosition: pointAfter(startPosition, before.slice(start, end)),
    newEndPosition: pointAfter(startPosition, after.slice(start, newEnd)),
  };
}

function pointAt(text: string, offset: number): Point {
  let row = 0;
  let lineStart = 0;
  for (let end = text.indexOf("\n"); end >= 0 && end < offset; end = text.indexOf("\n", end + 1)) {
    row += 1;
    lineStart = end + 1;
  }
  return { row, column: offset - lineStart };
}

function pointAfter(point: Point, text: string): Point {
  const end = pointAt(text, text.length);
  return end.row === 0
    ? { row: point.row, column: point.column + end.column }
    : { row: point.row + end.row, column: end.column };
}
