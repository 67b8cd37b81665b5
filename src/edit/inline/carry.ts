/** Lines from `firstLine` up to, not with, `endLine`. */
export interface LineSpan {
  firstLine: number;
  endLine: number;
}

/** A piece of a document that was replaced; the places are those before the change. */
export interface TextChange {
  range: { start: Place; end: Place };
  text: string;
}

interface Place {
  line: number;
  character: number;
}

/** A hunk that waits for a decision, where it belongs in the document as it is now. */
export interface OpenHunk extends LineSpan {
  /** Its number among the hunks of its proposal, from 1. */
  number: number;
  text: string;
  /** What the lines said that would go, without their ends. */
  removed: readonly string[];
  /** Something else stands there by now. */
  isStale: boolean;
}

/** A span after a change, and whether that change has reached into it. */
export function carrySpan(span: LineSpan, change: TextChange): LineSpan & { touched: boolean } {
  const { start, end } = change.range;
  const by = lineEndsOf(change.text) - (end.line - start.line);
  const { firstLine, endLine } = span;
  if (endsAbove(change, firstLine))
    return { firstLine: firstLine + by, endLine: endLine + by, touched: false };
  if (start.line >= endLine) return { firstLine, endLine, touched: false };
  return {
    firstLine: Math.min(firstLine, start.line),
    endLine:
      Math.max(endLine, end.line + (end.character > 0 || end.line === start.line ? 1 : 0)) + by,
    touched: true,
  };
}

/**
 * The hunks after some events, one after the other; the places of an event's changes are all those
 * before it. A hunk whose lines say what they said is moved along, however they were touched; another
 * one is stale, until they say it again. `lineAt` reads the document as it is after all of them.
 */
export function carryHunks(
  hunks: readonly OpenHunk[],
  events: readonly (readonly TextChange[])[],
  lineAt: (line: number) => string | undefined,
): OpenHunk[] {
  return hunks.map((hunk) => {
    const { firstLine, endLine, touched } = carriedThrough(hunk, events);
    const carried = { ...hunk, firstLine, endLine };
    if (!touched && !hunk.isStale) return carried;
    const found = findLines(hunk.removed, carried, lineAt);
    return { ...carried, ...found, isStale: found === undefined };
  });
}

/** A span after some events: what was written into it belongs to it. */
export function carryRegion<T extends LineSpan>(
  region: T,
  events: readonly (readonly TextChange[])[],
): T {
  const { firstLine, endLine } = carriedThrough(region, events);
  return { ...region, firstLine, endLine };
}

function carriedThrough(span: LineSpan, events: readonly (readonly TextChange[])[]) {
  let carried: LineSpan = span;
  let touched = false;
  for (const change of events.flatMap(fromTheEnd)) {
    const next = carrySpan(carried, change);
    carried = next;
    touched ||= next.touched;
  }
  return { firstLine: carried.firstLine, endLine: carried.endLine, touched };
}

/** From the last to the first, none moves what another one means. */
function fromTheEnd(changes: readonly TextChange[]): TextChange[] {
  return [...changes].sort(
    (a, b) =>
      b.range.start.line - a.range.start.line || b.range.start.character - a.range.start.character,
  );
}

/** Whether a change leaves this line and all below it whole. */
function endsAbove({ range: { start, end }, text }: TextChange, line: number): boolean {
  if (end.line < line) return true;
  if (end.line > line || end.character > 0) return false;
  return text.endsWith("\n") || (text === "" && start.character === 0);
}

/** Where in a span these lines stand; undefined where they do not, or where there are none to look for. */
function findLines(
  lines: readonly string[],
  { firstLine, endLine }: LineSpan,
  lineAt: (line: number) => string | undefined,
): LineSpan | undefined {
  if (lines.length === 0) return undefined;
  for (let at = firstLine; at + lines.length <= endLine; at += 1) {
    if (lines.every((line, index) => lineAt(at + index) === line))
      return { firstLine: at, endLine: at + lines.length };
  }
  return undefined;
}

function lineEndsOf(text: string): number {
  return text.split("\n").length - 1;
}
