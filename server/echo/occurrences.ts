import { commonEnds } from "../text/commonEnds.ts";
import { insideOf } from "../text/inside.ts";
import { type Inside, insides } from "../text/marks.ts";
import {
  decode,
  encode,
  encodeContext,
  isLine,
  lastTokenStart,
  levelOf,
  unitOf,
} from "./encoded.ts";
import {
  fileAt,
  lineAt,
  longestMatches,
  type Match,
  type Segment,
  type SegmentFile,
} from "./segment.ts";
import { matchLength } from "./sorting.ts";
import type { EchoStore } from "./store.ts";

/** Where an echo is asked for; texts have LF line ends. */
export interface EchoQuery {
  readonly uri: string;
  readonly languageId: string;
  /** What stands before the cursor and after it; of a very large file, what is near. */
  readonly prefix: string;
  readonly suffix: string;
}

/** A place of the project where the same stands before, and how the line goes on there. */
export interface Occurrence {
  readonly uri: string;
  /** How far it is from the cursor, in bytes of the file that is being edited; undefined elsewhere. */
  readonly distance: number | undefined;
  /** Bytes before the cursor that are the same; a line's indentation counts as one. */
  readonly length: number;
  /** The rest of its line, from the cursor on; may be empty. */
  readonly rest: string;
  /** Whether its line is indented by as many levels as the cursor's. */
  readonly sameLevel: boolean;
  readonly match: Match;
  readonly file: SegmentFile;
  /** What is added to the number of a line to have it in the text as it is now. */
  readonly firstLine: number;
}

/** What of a query the finder and the features look at. */
export interface Place {
  readonly context: Uint8Array;
  /** The part of a token that stands before the cursor; an occurrence begins with it. */
  readonly begun: string;
  readonly inside: Inside;
  readonly lineBefore: string;
  readonly level: number;
}

/** Characters before the cursor that are compared. */
const lookBack = 320;
/** Occurrences that are gathered of a segment, and places that are looked at for them. */
const most = 48;
const steps = 3_000;
/** Characters of edits since a file was taken in that are searched as they are. */
const freshLength = 8_000;

/** Prepares a query. */
export function placeOf({ prefix, languageId }: EchoQuery, unit: number): Place {
  const lineBefore = prefix.slice(prefix.lastIndexOf("\n") + 1);
  const begun = lineBefore.slice(lastTokenStart(lineBefore));
  const context = encodeContext(
    wholeLines(prefix.slice(-lookBack - begun.length, prefix.length - begun.length)),
    unit,
  );
  const lineByte = context.findLast(isLine);
  return {
    context,
    begun,
    inside: insideOf(prefix.slice(0, prefix.length - begun.length), languageId),
    lineBefore,
    level: lineByte === undefined ? 0 : levelOf(lineByte),
  };
}

/** The occurrences of what stands before a cursor, longest match first. */
export function occurrencesOf(
  query: EchoQuery,
  store: Pick<EchoStore, "segmentsFor" | "isCurrent" | "textOf">,
): { place: Place; occurrences: Occurrence[] } {
  const snapshot = store.textOf(query.uri);
  const unit = unitOf(snapshot ?? query.prefix);
  const place = placeOf(query, unit);
  const begun = encodeContext(place.begun).subarray(1);
  const fresh = freshPart(query, snapshot, unit);
  const found: Match[] = [];
  const elsewhere: (() => Match[])[] = [];
  let stale: Bytes | undefined;
  for (const segment of store.segmentsFor(query.languageId)) {
    const named = segment.byUri.get(query.uri);
    const own = named && store.isCurrent(named) ? named : undefined;
    if (own && snapshot !== undefined) stale = staleBytes(segment, own, fresh.stale);
    const accepts = (at: number): boolean => {
      if (!startsWith(segment.bytes, at, begun)) return false;
      if (own && at >= own.start && at < own.end)
        return stale !== undefined && (at < stale.from || at > stale.to);
      const file = fileAt(segment, at);
      return file !== undefined && store.isCurrent(file);
    };
    const { context } = place;
    const search = (inside: Inside): Match[] =>
      longestMatches(segment, { context, inside, steps, most }, accepts);
    found.push(...search(place.inside));
    for (const inside of insides) if (inside !== place.inside) elsewhere.push(() => search(inside));
  }
  if (fresh.segment) found.push(...scanned(fresh.segment, fresh.from, place, begun));
  // Where a string or a comment begins is told from the text alone, and can be told wrongly.
  if (found.length === 0) for (const search of elsewhere) found.push(...search());
  found.sort((a, b) => b.length - a.length);
  return {
    place,
    occurrences: found
      .slice(0, most)
      .flatMap(
        (match) => occurrenceAt(match, { place, begun: begun.length, query, fresh, stale }) ?? [],
      ),
  };
}

/** What has been edited in the cursor's file since it was taken in. */
interface Fresh {
  /** The edited lines, encoded, without the cursor's own; from `from` on they are new. */
  segment: Segment | undefined;
  from: number;
  firstLine: number;
  /** The numbers of the lines, of the text that was taken in, that are no longer so. */
  stale: { from: number; to: number };
}

function freshPart(query: EchoQuery, snapshot: string | undefined, unit: number): Fresh {
  const { prefix, suffix } = query;
  const known = snapshot ?? "";
  const text = prefix + suffix;
  const { start, end } = commonEnds(known, text);
  const cursorLine = prefix.lastIndexOf("\n") + 1;
  const lineStart = text.lastIndexOf("\n", Math.min(start, text.length) - 1) + 1;
  const staleFrom = lineNumber(known, Math.min(start, known.length));
  const staleTo = lineNumber(known, Math.max(start, known.length - end));
  // The cursor's own line, wherever it stood then, is what is being written.
  const cursorThen =
    cursorLine <= start
      ? lineNumber(known, Math.min(cursorLine, known.length))
      : cursorLine >= text.length - end
        ? lineNumber(known, Math.max(0, cursorLine + known.length - text.length))
        : staleFrom;
  const stale = { from: Math.min(staleFrom, cursorThen), to: Math.max(staleTo, cursorThen) };
  // Only what stands above the cursor is searched: what stands below is rarely newer.
  const freshTo = Math.min(cursorLine, text.length - end);
  const freshFrom = Math.max(lineStart, freshTo - freshLength);
  if (freshFrom >= freshTo) return { segment: undefined, from: 0, firstLine: 0, stale };
  const leadFrom = wholeLineStart(text, Math.max(0, freshFrom - lookBack));
  const encoded = encode(text.slice(leadFrom, freshTo), { languageId: query.languageId, unit });
  const firstLine = lineNumber(text, leadFrom);
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
  const newLine = lineNumber(text, freshFrom) - firstLine;
  return { segment, from: byteOfLine(segment.bytes, file, newLine), firstLine, stale };
}

/** Every place of a few edited lines, compared one by one. */
function scanned(segment: Segment, from: number, place: Place, begun: Uint8Array): Match[] {
  const found: Match[] = [];
  for (const at of segment.orders[place.inside]) {
    if (at < from || !startsWith(segment.bytes, at, begun)) continue;
    const length = matchLength(segment.bytes, at, place.context);
    if (length > 0) found.push({ segment, place: at, length });
  }
  return found.sort((a, b) => b.length - a.length).slice(0, most);
}

function occurrenceAt(
  match: Match,
  {
    place,
    begun,
    query,
    fresh,
    stale,
  }: { place: Place; begun: number; query: EchoQuery; fresh: Fresh; stale: Bytes | undefined },
): Occurrence | undefined {
  const { segment, length } = match;
  const { bytes } = segment;
  const file = fileAt(segment, match.place);
  if (!file) return undefined;
  const lineEnd = endOfLine(bytes, match.place, file.end);
  return {
    uri: file.uri,
    distance: distanceOf(match, file, { query, fresh, stale }),
    length: length + begun,
    rest: decode(bytes, match.place + begun, lineEnd),
    sameLevel: levelAt(bytes, match.place, file.start) === place.level,
    match,
    file,
    firstLine: segment === fresh.segment ? fresh.firstLine : 0,
  };
}

/** The number of an occurrence's line, from zero, in its file as it was taken in. */
export function lineOf({ match, file, firstLine }: Occurrence): number {
  return lineAt(match.segment, file, match.place) + firstLine;
}

function distanceOf(
  { segment, place }: Match,
  file: SegmentFile,
  { query, fresh, stale }: { query: EchoQuery; fresh: Fresh; stale: Bytes | undefined },
): number | undefined {
  if (file.uri !== query.uri) return undefined;
  if (segment === fresh.segment) return segment.bytes.length - place;
  return stale === undefined ? undefined : Math.max(stale.from - place, place - stale.to);
}

interface Bytes {
  from: number;
  to: number;
}

/** Where the line that holds a place of a file ends. */
export function endOfLine(bytes: Uint8Array, place: number, end: number): number {
  let at = place;
  while (at < end && !isLine(bytes[at] ?? 0)) at += 1;
  return at;
}

/** How deep the line that holds a place of a file is indented, in levels. */
export function levelAt(bytes: Uint8Array, place: number, start: number): number {
  let at = place;
  while (at > start && !isLine(bytes[at] ?? 0)) at -= 1;
  return levelOf(bytes[at] ?? 0);
}

/** The bytes of a file's lines, by their numbers. */
function staleBytes(
  { bytes }: Segment,
  file: SegmentFile,
  { from, to }: { from: number; to: number },
): Bytes {
  return { from: byteOfLine(bytes, file, from), to: byteOfLine(bytes, file, to + 1) };
}

/** Where the first line of a file begins whose number is at least `number`. */
function byteOfLine(bytes: Uint8Array, file: SegmentFile, number: number): number {
  let index = 0;
  for (let at = file.start; at < file.end; at += 1) {
    if (!isLine(bytes[at] ?? 0)) continue;
    if ((file.lines[index] ?? 0) >= number) return at;
    index += 1;
  }
  return file.end;
}

function startsWith(bytes: Uint8Array, at: number, begun: Uint8Array): boolean {
  for (let index = 0; index < begun.length; index += 1)
    if (bytes[at + index] !== begun[index]) return false;
  return true;
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

/** From the first line that is whole, unless there is but one. */
function wholeLines(text: string): string {
  const newline = text.length < lookBack ? -1 : text.indexOf("\n");
  return text.slice(newline + 1);
}
