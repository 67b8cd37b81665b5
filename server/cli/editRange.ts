import type { EditorRange } from "../protocol/editor.ts";

/** A part of a file as people write it, counted from one; zero-based in `rangeOf`. */
export interface FileRange {
  path: string;
  start: { line: number; column?: number };
  /** Without it the declaration is meant that holds the start. */
  end?: { line: number; column?: number };
}

/**
 * Reads `path:LINE`, `path:LINE-LINE`, `path:LINE:COLUMN` or `path:LINE:COLUMN-LINE:COLUMN`, or returns
 * undefined; a path may itself hold colons.
 */
export function parseFileRange(text: string): FileRange | undefined {
  const match = /^(.+?):(\d+)(?::(\d+))?(?:-(\d+)(?::(\d+))?)?$/.exec(text);
  if (!match?.[1]) return undefined;
  const [, path, ...numbers] = match;
  const [line = 0, column, endLine, endColumn] = numbers.map((each) =>
    each === undefined ? undefined : Number(each),
  );
  if ([line, column, endLine, endColumn].some((each) => each === 0)) return undefined;
  if (endLine !== undefined && endLine < line) return undefined;
  const place = (at: number, character: number | undefined) => ({
    line: at,
    ...(character === undefined ? {} : { column: character }),
  });
  return {
    path,
    start: place(line, column),
    ...(endLine === undefined ? {} : { end: place(endLine, endColumn) }),
  };
}

/**
 * The range in a text: empty where only its start is named; whole lines where no columns are. Undefined
 * where the text has no such line.
 */
export function rangeOf({ start, end }: FileRange, text: string): EditorRange | undefined {
  const lines = text.split(/\r\n|\r|\n/);
  const first = lines[start.line - 1];
  const last = end && lines[end.line - 1];
  if (first === undefined || (end && last === undefined)) return undefined;
  const from = {
    line: start.line - 1,
    // A line without a column means what stands on it.
    character: start.column ? start.column - 1 : end ? 0 : first.length - first.trimStart().length,
  };
  if (!end) return { start: from, end: from };
  const character = end.column ? end.column - 1 : (last?.length ?? 0);
  return { start: from, end: { line: end.line - 1, character } };
}
