import { commonEnds } from "../text/commonEnds.ts";
import { encode, isLine } from "./encoded.ts";
import { type EchoQuery, lookBack } from "./place.ts";
import type { Segment, SegmentFile } from "./segment.ts";

/** What has been edited in the cursor's file since it was taken in. */
export interface Fresh {
  /** The edited lines, encoded, without the cursor's own; from `from` on they are new. */
  readonly segment: Segment | undefined;
  readonly from: number;
  /** What is added to the number of a line of the segment to have it in the text as it is now. */
  readonly firstLine: number;
  /** The number of the file's line that the query's text begins with, from zero. */
  readonly queryLine: number;
  /** The numbers of the lines, of the text that was taken in, that are no longer so. */
  readonly stale: { readonly from: number; readonly to: number };
}

/** Bytes of a segment. */
export interface Bytes {
  readonly from: number;
  readonly to: number;
}

/** Characters of edits since a file was taken in that are searched as they are. */
const freshLength = 8_000;

/** Compares a query with the text of its file that was taken in. */
export function freshOf(query: EchoQuery, snapshot: string | undefined, unit: number): Fresh {
  const { prefix } = query;
  const text = prefix + query.suffix;
  const { known, firstLine: queryLine } = windowOf(snapshot ?? "", text);
  const isSame = known === text;
  const { start, end } = isSame ? { start: text.length, end: 0 } : commonEnds(known, text);
  const cursorLine = prefix.lastIndexOf("\n") + 1;
  const stale = staleLines({ known, text, cursorLine, start, end });
  const moved = { from: stale.from + queryLine, to: stale.to + queryLine };
  // Only what stands above the cursor is searched: what stands below is rarely newer.
  const freshTo = Math.min(cursorLine, text.length - end);
  const lineStart = text.lastIndexOf("\n", Math.min(start, text.length) - 1) + 1;
  const freshFrom = Math.max(lineStart, freshTo - freshLength);
  if (freshFrom >= freshTo)
    return { segment: undefined, from: 0, firstLine: 0, queryLine, stale: moved };
  const leadFrom = wholeLineStart(text, Math.max(0, freshFrom - lookBack));
  const encoded = encode(text.slice(leadFrom, freshTo), { languageId: query.languageId, unit });
  const file: SegmentFile = {
    uri: query.uri,
    languageId: query.languageId,
    stamp: -1,
    start: 0,
    end: encoded.bytes.length,
    lines: encoded.lines,
  };
  const segment = {
    bytes: encoded.bytes,
    files: [file],
    byUri: new Map([[file.uri, file]]),
    orders: encoded.starts,
  };
  const leadLines = lineNumber(text, leadFrom);
  const newLine = lineNumber(text, freshFrom) - leadLines;
  return {
    segment,
    from: byteOfLine(segment.bytes, file, { number: newLine, at: 0, index: 0 }).at,
    firstLine: leadLines + queryLine,
    queryLine,
    stale: moved,
  };
}

/** The bytes of lines that are no longer so, in the file as it was taken in. */
export function staleBytes({ bytes }: Segment, file: SegmentFile, { stale }: Fresh): Bytes {
  const from = byteOfLine(bytes, file, { number: stale.from, at: file.start, index: 0 });
  return {
    from: from.at,
    to: byteOfLine(bytes, file, { ...from, number: stale.to + 1 }).at,
  };
}

/** Characters by which a window of a very large file is found again in its text. */
const anchorLength = 400;

/**
 * The part of a text that a query shows, and how many lines stand before it: of a very large file a query
 * holds what is near. All of it where the window's beginning cannot be found.
 */
function windowOf(snapshot: string, text: string): { known: string; firstLine: number } {
  if (snapshot.length < text.length || snapshot.startsWith(text.slice(0, anchorLength)))
    return { known: cutEnd(snapshot, text), firstLine: 0 };
  const start = snapshot.indexOf(text.slice(0, anchorLength));
  if (start < 0) return { known: snapshot, firstLine: 0 };
  return { known: cutEnd(snapshot.slice(start), text), firstLine: lineNumber(snapshot, start) };
}

function cutEnd(known: string, text: string): string {
  const tail = text.slice(-anchorLength);
  if (tail === "" || known.endsWith(tail)) return known;
  // What was typed since is short beside a window: its end is near where the text would end.
  const at = known.indexOf(tail, Math.max(0, text.length - tail.length - freshLength));
  return at < 0 ? known : known.slice(0, at + tail.length);
}

function staleLines({
  known,
  text,
  cursorLine,
  start,
  end,
}: {
  known: string;
  text: string;
  cursorLine: number;
  start: number;
  end: number;
}): { from: number; to: number } {
  const from = lineNumber(known, Math.min(start, known.length));
  const to = lineNumber(known, Math.max(start, known.length - end));
  // The cursor's own line, wherever it stood then, is what is being written.
  const cursorThen =
    cursorLine <= start
      ? lineNumber(known, Math.min(cursorLine, known.length))
      : cursorLine >= text.length - end
        ? lineNumber(known, Math.max(0, cursorLine + known.length - text.length))
        : from;
  if (start === known.length && start === text.length) return { from: cursorThen, to: cursorThen };
  return { from: Math.min(from, cursorThen), to: Math.max(to, cursorThen) };
}

/** Where the first line of a file begins whose number is at least `number`, looked for from a line on. */
function byteOfLine(
  bytes: Uint8Array,
  file: SegmentFile,
  line: { number: number; at: number; index: number },
): { at: number; index: number } {
  let { at, index } = line;
  for (; at < file.end; at += 1) {
    if (!isLine(bytes[at] ?? 0)) continue;
    if ((file.lines[index] ?? 0) >= line.number) return { at, index };
    index += 1;
  }
  return { at: file.end, index };
}

function lineNumber(text: string, offset: number): number {
  let number = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < offset; at = text.indexOf("\n", at + 1))
    number += 1;
  return number;
}

function wholeLineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.indexOf("\n", offset) + 1;
}
