import { type Inside, insides } from "../text/marks.ts";
import { type Encoded, isLine } from "./encoded.ts";
import { roomForBytes, roomForNumbers } from "./room.ts";
import { lowerBound, matchLength, merged, sorted } from "./sorting.ts";

/** A file that a segment holds: its bytes from `start` on. */
export interface SegmentFile {
  readonly uri: string;
  readonly languageId: string;
  /** Another number for every version of a file. */
  readonly stamp: number;
  readonly start: number;
  readonly end: number;
  readonly lines: Uint32Array;
}

/** Encoded files behind one another, a zero between them, and the order of their places. */
export interface Segment {
  readonly bytes: Uint8Array;
  /** Ascending by `start`. */
  readonly files: readonly SegmentFile[];
  readonly byUri: ReadonlyMap<string, SegmentFile>;
  readonly orders: Readonly<Record<Inside, Uint32Array>>;
}

/** A file to be put into a segment. */
export interface EncodedFile {
  readonly uri: string;
  readonly languageId: string;
  readonly stamp: number;
  readonly encoded: Encoded;
}

/** A place of a segment where the text before it agrees with a context for `length` bytes. */
export interface Match {
  readonly segment: Segment;
  readonly place: number;
  readonly length: number;
}

/** Builds a segment, in steps. */
export function* segmentOf(files: readonly EncodedFile[]): Generator<void, Segment> {
  const size = files.reduce((sum, { encoded }) => sum + encoded.bytes.length + 1, 0);
  const bytes = new Uint8Array(size);
  const placed: SegmentFile[] = [];
  const count = (inside: Inside): number =>
    files.reduce((sum, { encoded }) => sum + encoded.starts[inside].length, 0);
  const places = Object.fromEntries(
    insides.map((inside) => [inside, new Uint32Array(count(inside))]),
  ) as Record<Inside, Uint32Array>;
  const filled: Record<Inside, number> = { code: 0, comment: 0, string: 0 };
  let start = 0;
  for (const { encoded, ...file } of files) {
    bytes.set(encoded.bytes, start);
    placed.push({ ...file, start, end: start + encoded.bytes.length, lines: encoded.lines });
    for (const inside of insides)
      for (const own of encoded.starts[inside]) places[inside][filled[inside]++] = start + own;
    start += encoded.bytes.length + 1;
    yield;
  }
  const orders: Record<Inside, Uint32Array> = { code: empty, comment: empty, string: empty };
  for (const inside of insides) orders[inside] = yield* sorted(bytes, places[inside]);
  return { bytes, files: placed, byUri: byUriOf(placed), orders };
}

/** One segment of two, in steps; files that are `gone` stay out. */
export function* joined(
  one: Segment,
  other: Segment,
  isGone: (file: SegmentFile) => boolean,
): Generator<void, Segment> {
  const shrunk: Segment[] = [];
  for (const segment of [one, other]) shrunk.push(yield* without(segment, isGone));
  const [left, right] = shrunk as [Segment, Segment];
  const shift = left.bytes.length;
  const bytes = roomForBytes(shift + right.bytes.length);
  yield* copied(left.bytes, bytes, 0);
  yield* copied(right.bytes, bytes, shift);
  const files = [
    ...left.files,
    ...right.files.map((file) => ({ ...file, start: file.start + shift, end: file.end + shift })),
  ];
  const orders: Record<Inside, Uint32Array> = { code: empty, comment: empty, string: empty };
  for (const inside of insides) {
    orders[inside] = yield* merged(bytes, left.orders[inside], {
      order: right.orders[inside],
      shift,
    });
  }
  return { bytes, files, byUri: byUriOf(files), orders };
}

/** What is looked for in a segment. */
export interface Wanted {
  readonly context: Uint8Array;
  readonly inside: Inside;
  /** How many places are wanted at most. */
  readonly most: number;
  /** About how many places may be looked at for them; what was looked at is taken from it. */
  readonly budget: { left: number };
  /** Whether a place is wanted at all. */
  accepts(place: number): boolean;
}

/** The places whose text before agrees longest with the context, longest first. */
export function longestMatches(
  segment: Segment,
  { context, inside, most, budget, accepts }: Wanted,
): Match[] {
  const { bytes } = segment;
  const order = segment.orders[inside];
  /** The next place from an index on that is wanted, and how far it agrees; none where nothing does. */
  const wantedFrom = (from: number, step: 1 | -1): { index: number; length: number } => {
    let index = from;
    for (let seen = 1; budget.left > 0 && index >= 0 && index < order.length; seen += 1) {
      budget.left -= 1;
      const place = order[index] ?? 0;
      const isWanted = accepts(place);
      // Further on nothing agrees any more, whatever follows there.
      if (isWanted || seen % betweenChecks === 0) {
        const length = matchLength(bytes, place, context);
        budget.left -= length >> 4;
        if (length <= 0) break;
        if (isWanted) return { index, length };
      }
      index += step;
    }
    return { index, length: 0 };
  };
  const start = lowerBound(bytes, order, context);
  let above = wantedFrom(start, 1);
  let below = wantedFrom(start - 1, -1);
  const found: Match[] = [];
  while (found.length < most) {
    const takesAbove = above.length >= below.length;
    const { index, length } = takesAbove ? above : below;
    if (length === 0) break;
    found.push({ segment, place: order[index] ?? 0, length });
    if (takesAbove) above = wantedFrom(index + 1, 1);
    else below = wantedFrom(index - 1, -1);
  }
  return found;
}

/** So many places are passed by before it is looked at whether they agree at all. */
const betweenChecks = 32;

/** The file that a place lies in. */
export function fileAt({ files }: Segment, place: number): SegmentFile | undefined {
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((files[middle]?.end ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return files[low];
}

/** The number of the line that a place of a file lies in, from zero. */
export function lineAt({ bytes }: Segment, file: SegmentFile, place: number): number {
  let index = -1;
  for (let at = file.start; at < place; at += 1) if (isLine(bytes[at] ?? 0)) index += 1;
  return file.lines[Math.max(0, index)] ?? 0;
}

function byUriOf(files: readonly SegmentFile[]): ReadonlyMap<string, SegmentFile> {
  return new Map(files.map((file) => [file.uri, file]));
}

/** Bytes that are copied between two steps. */
const copyLength = 4_000_000;

function* copied(from: Uint8Array, to: Uint8Array, at: number): Generator<void, void> {
  for (let done = 0; done < from.length; done += copyLength) {
    to.set(from.subarray(done, done + copyLength), at + done);
    yield;
  }
}

const empty: Uint32Array = new Uint32Array(0);

function* without(
  segment: Segment,
  isGone: (file: SegmentFile) => boolean,
): Generator<void, Segment> {
  if (!segment.files.some((file) => isGone(file))) return segment;
  const kept = segment.files.filter((file) => !isGone(file));
  const bytes = roomForBytes(kept.reduce((sum, { start, end }) => sum + end - start + 1, 0));
  const files: SegmentFile[] = [];
  // By the old place of each byte that stays how far it moves, looked up file by file.
  const moves: { start: number; end: number; by: number }[] = [];
  let next = 0;
  for (const file of kept) {
    bytes.set(segment.bytes.subarray(file.start, file.end), next);
    files.push({ ...file, start: next, end: next + file.end - file.start });
    moves.push({ start: file.start, end: file.end, by: next - file.start });
    next += file.end - file.start + 1;
  }
  const orders: Record<Inside, Uint32Array> = { code: empty, comment: empty, string: empty };
  for (const inside of insides) {
    const places = roomForNumbers(segment.orders[inside].length);
    let worked = 0;
    let stay = 0;
    for (const place of segment.orders[inside]) {
      worked += 1;
      if (worked % 10_000 === 0) yield;
      const move = moveOf(moves, place);
      if (move) places[stay++] = place + move.by;
    }
    orders[inside] = roomForNumbers(stay);
    orders[inside].set(places.subarray(0, stay));
  }
  return { bytes, files, byUri: byUriOf(files), orders };
}

function moveOf(
  moves: readonly { start: number; end: number; by: number }[],
  place: number,
): { by: number } | undefined {
  let low = 0;
  let high = moves.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((moves[middle]?.end ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  const move = moves[low];
  return move && place >= move.start ? move : undefined;
}
