import type { Declaration } from "../syntax/outline.ts";
import { indentOf } from "../text/indentation.ts";
import type { Region } from "./answer/region.ts";

/** Lines from `firstLine` up to, not with, `endLine`, zero-based. */
export interface LineRange {
  firstLine: number;
  endLine: number;
}

interface Selected {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/** A declaration longer than this is not what a cursor alone means, in lines. */
const longestMeant = 300;
/** What stands on the lines above a declaration and belongs to it: comments, decorators, attributes. */
const belongsBelow = /^\s*(?:\/\/|\/\*|\*|#(?!include|define|if|endif)|@|--|\[\w)/;

/**
 * The lines that a selection means: those it touches; where nothing is selected, the innermost
 * declaration around the cursor with what stands above it, else the lines up to the next empty ones.
 */
export function regionLines(
  text: string,
  range: Selected,
  outline: readonly Declaration[] | undefined,
): LineRange {
  const lines = text.split("\n");
  const last = text.endsWith("\n") ? lines.length - 1 : lines.length;
  const within = ({ firstLine, endLine }: LineRange): LineRange => ({
    firstLine: Math.min(firstLine, last),
    endLine: Math.max(Math.min(endLine, last), Math.min(firstLine, last)),
  });
  const { start, end } = range;
  if (start.line !== end.line || start.character !== end.character) {
    const endLine = end.character === 0 && end.line > start.line ? end.line : end.line + 1;
    return within({ firstLine: start.line, endLine });
  }
  const around = outline && innermost(outline, start.line);
  if (around)
    return within({ firstLine: withAbove(lines, around.firstLine), endLine: around.lastLine + 1 });
  return within(paragraph(lines, start.line));
}

/** The lines of a text as a region. */
export function regionOf(text: string, { firstLine, endLine }: LineRange): Region {
  const starts = lineStarts(text);
  const from = starts[firstLine] ?? text.length;
  const to = starts[endLine] ?? text.length;
  return {
    firstLine,
    endLine,
    before: text.slice(0, from),
    text: text.slice(from, to),
    after: text.slice(to),
  };
}

function innermost(outline: readonly Declaration[], line: number): Declaration | undefined {
  const holding = outline.find(({ firstLine, lastLine }) => firstLine <= line && line <= lastLine);
  if (!holding) return undefined;
  const inner = innermost(holding.within, line);
  if (inner) return inner;
  const meant = holding.kind !== "scope" && holding.lastLine - holding.firstLine < longestMeant;
  return meant ? holding : undefined;
}

function withAbove(lines: readonly string[], firstLine: number): number {
  const indent = indentOf(lines[firstLine] ?? "");
  let first = firstLine;
  while (first > 0) {
    const above = lines[first - 1] ?? "";
    if (!belongsBelow.test(above) || indentOf(above).length < indent.length) break;
    first -= 1;
  }
  return first;
}

function paragraph(lines: readonly string[], line: number): LineRange {
  const isEmpty = (at: number): boolean => (lines[at] ?? "").trim() === "";
  if (isEmpty(line)) return { firstLine: line, endLine: line };
  let firstLine = line;
  let endLine = line + 1;
  while (firstLine > 0 && !isEmpty(firstLine - 1)) firstLine -= 1;
  while (endLine < lines.length && !isEmpty(endLine)) endLine += 1;
  return { firstLine, endLine };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
