import { type Inside, insides } from "../text/marks.ts";
import { decode, encodeContext, isLine, unitOf } from "./encoded.ts";
import { type Bytes, type Fresh, freshOf, staleBytes } from "./fresh.ts";
import { innerMatches, nearestMatches, startsWith } from "./ownFile.ts";
import { type EchoQuery, type Layout, layoutAt, type Place, placeOf } from "./place.ts";
import { fileAt, lineAt, type Match, type Segment, type SegmentFile } from "./segment.ts";
import { matchLength } from "./sorting.ts";
import type { AskedStore } from "./store.ts";

/** A place of the project where the same stands before, and how the line goes on there. */
export interface Occurrence {
  readonly uri: string;
  /** How far it is from the cursor, in bytes of the file that is being edited; undefined elsewhere. */
  readonly distance: number | undefined;
  /** Bytes before the cursor that are the same; a line's indentation counts as one. */
  readonly length: number;
  /** The rest of its line, from the cursor on; may be empty. */
  readonly rest: string;
  readonly layout: Layout;
  readonly match: Match;
  readonly file: SegmentFile;
  /** What is added to the number of a line to have it in the text as it is now. */
  readonly firstLine: number;
}

/** Occurrences that are gathered of a segment. */
const mostOfSegment = 48;
/** Places that are looked at for them in all segments together, and in each all the same. */
const effort = 1_000;
const leastEffort = 100;
/** Occurrences that are kept of all segments together. */
const most = 96;

/** The occurrences of what stands before a cursor, longest match first. */
export function occurrencesOf(
  query: EchoQuery,
  store: AskedStore,
): { place: Place; occurrences: Occurrence[]; firstLine: number } {
  const snapshot = store.textOf(query.uri);
  const unit = unitOf(snapshot ?? query.prefix);
  const place = placeOf(query, unit);
  const begun = encodeContext(place.begun).subarray(1);
  const fresh = freshOf(query, snapshot, unit);
  const found: Match[] = [];
  const elsewhere: (() => Match[])[] = [];
  let stale: Bytes | undefined;
  let inWords = (): Match[] => [];
  let left = effort;
  for (const segment of store.segmentsFor(query.languageId)) {
    const named = segment.byUri.get(query.uri);
    const own = named && store.isCurrent(named) ? named : undefined;
    const near = new Set<number>();
    if (own && snapshot !== undefined) {
      stale = staleBytes(segment, own, fresh);
      const lines = stale;
      for (const match of nearestMatches(segment, own, { stale, place, begun })) {
        if (!isOwnLine(match.place, lines)) found.push(match);
        near.add(match.place);
      }
      const isStale = (at: number): boolean => isOwnLine(at, lines);
      inWords = () => innerMatches(segment, own, { begun: place.begun, isStale });
    }
    const accepts = (at: number): boolean => {
      if (!startsWith(segment.bytes, at, begun)) return false;
      if (own && at >= own.start && at < own.end)
        return stale !== undefined && !isOwnLine(at, stale) && !near.has(at);
      const file = fileAt(segment, at);
      return file !== undefined && store.isCurrent(file);
    };
    const search = (inside: Inside): Match[] => {
      const budget = { left: Math.max(left, leastEffort) };
      const before = budget.left;
      const wanted = { context: place.context, inside, accepts, most: mostOfSegment, budget };
      const matches = store.search(segment, wanted);
      left -= before - budget.left;
      return matches;
    };
    found.push(...search(place.inside));
    for (const inside of insides) if (inside !== place.inside) elsewhere.push(() => search(inside));
  }
  if (fresh.segment) found.push(...scanned(fresh.segment, fresh.from, place, begun));
  // Where a string or a comment begins is told from the text alone, and can be told wrongly.
  if (found.length === 0) for (const search of elsewhere) found.push(...search());
  if (found.length === 0) found.push(...inWords());
  found.sort((a, b) => b.length - a.length);
  const given = { begun: begun.length, query, fresh, stale };
  return {
    place,
    firstLine: fresh.queryLine,
    occurrences: found.slice(0, most).flatMap((match) => occurrenceAt(match, given) ?? []),
  };
}

/** Whether a place stands in the cursor's own line, or begins the line below: that one is there already. */
function isOwnLine(at: number, stale: Bytes): boolean {
  return at >= stale.from && at <= stale.to + 1;
}

/** Every place of a few edited lines, compared one by one. */
function scanned(segment: Segment, from: number, place: Place, begun: Uint8Array): Match[] {
  const found: Match[] = [];
  for (const at of segment.orders[place.inside]) {
    if (at < from || !startsWith(segment.bytes, at, begun)) continue;
    const length = matchLength(segment.bytes, at, place.context);
    if (length > 0) found.push({ segment, place: at, length });
  }
  return found.sort((a, b) => b.length - a.length).slice(0, mostOfSegment);
}

function occurrenceAt(
  match: Match,
  {
    begun,
    query,
    fresh,
    stale,
  }: { begun: number; query: EchoQuery; fresh: Fresh; stale: Bytes | undefined },
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
    layout: layoutAt(bytes, match.place, file.start),
    match,
    file,
    firstLine: segment === fresh.segment ? fresh.firstLine : 0,
  };
}

/** The number of an occurrence's line, from zero, in its file as it was taken in. */
export function lineOf({ match, file, firstLine }: Occurrence): number {
  return lineAt(match.segment, file, match.place) + firstLine;
}

/** Whether the line below an occurrence's, without its indentation, is this one, in encoded bytes. */
export function isFollowedBy({ match, file }: Occurrence, line: Uint8Array): boolean {
  const { bytes } = match.segment;
  const from = endOfLine(bytes, match.place, file.end) + 1;
  const end = from + line.length;
  return (
    end <= file.end &&
    startsWith(bytes, from, line) &&
    (end === file.end || isLine(bytes[end] ?? 0))
  );
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

/** Where the line that holds a place of a file ends. */
export function endOfLine(bytes: Uint8Array, place: number, end: number): number {
  let at = place;
  while (at < end && !isLine(bytes[at] ?? 0)) at += 1;
  return at;
}
