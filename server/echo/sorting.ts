import { roomForNumbers } from "./room.ts";

/**
 * Orders places of a text, in their own array, by what stands before them, read backwards: places after equal texts then
 * stand beside each other. A suffix array of the reversed text, at token starts alone.
 *
 * Multikey quicksort (Bentley and Sedgewick, 1997), in steps, so that others get their turn.
 */
export function* sorted(bytes: Uint8Array, places: Uint32Array): Generator<void, Uint32Array> {
  const order = places;
  const stack: [from: number, to: number, depth: number][] = [[0, order.length, 0]];
  let worked = 0;
  for (let task = stack.pop(); task; task = stack.pop()) {
    const [from, to, depth] = task;
    worked += to - from;
    if (worked > stepLength) {
      worked = 0;
      yield;
    }
    if (to - from <= small || depth >= deepest) {
      if (depth < deepest) insert(bytes, order, task);
      continue;
    }
    const pivot = middleKey(bytes, order, task);
    let below = from;
    let above = to;
    for (let at = from; at < above; ) {
      const key = keyAt(bytes, (order[at] ?? 0) - 1 - depth);
      if (key < pivot) swap(order, at++, below++);
      else if (key > pivot) swap(order, at, --above);
      else at += 1;
    }
    stack.push([from, below, depth], [above, to, depth]);
    // Where the text has ended for all of them, nothing is left to compare.
    if (pivot !== 0) stack.push([below, above, depth + 1]);
  }
  return order;
}

/** Merges two orders over one text, in steps; the places of the second lie by `shift` further on in it. */
export function* merged(
  bytes: Uint8Array,
  left: Uint32Array,
  { order: right, shift }: { order: Uint32Array; shift: number },
): Generator<void, Uint32Array> {
  const order = roomForNumbers(left.length + right.length);
  let a = 0;
  let b = 0;
  for (let at = 0; at < order.length; at += 1) {
    if (at % mergeLength === mergeLength - 1) yield;
    const takeLeft =
      b === right.length ||
      (a < left.length && compare(bytes, left[a] ?? 0, (right[b] ?? 0) + shift, 0) <= 0);
    order[at] = takeLeft ? (left[a++] ?? 0) : (right[b++] ?? 0) + shift;
  }
  return order;
}

/** The first index of an order whose place stands after `context` or something greater. */
export function lowerBound(bytes: Uint8Array, order: Uint32Array, context: Uint8Array): number {
  let low = 0;
  let high = order.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (againstContext(bytes, order[middle] ?? 0, context) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many bytes before a place are the last ones of `context`, line bytes being alike. */
export function matchLength(bytes: Uint8Array, place: number, context: Uint8Array): number {
  const most = Math.min(context.length, place, longest);
  let length = 0;
  while (length < most) {
    const own = folded[bytes[place - 1 - length] ?? 0] ?? 0;
    if (own === 0 || own !== folded[context[context.length - 1 - length] ?? 0]) break;
    length += 1;
  }
  return length;
}

/** The longest match that is told: a few lines. */
const longest = 240;
/** Bytes that are compared at most: what agrees for longer is a copy. */
export const deepest = 96;
const small = 12;
/** Places that are looked at between two steps; a step takes about a millisecond. */
const stepLength = 30_000;
const mergeLength = 5_000;

/** A line byte compares as one whatever its level; the end of a file is 0. */
const folded = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 10 && byte < 32 ? 10 : byte));

function keyAt(bytes: Uint8Array, at: number): number {
  return at < 0 ? 0 : (folded[bytes[at] ?? 0] ?? 0);
}

function compare(bytes: Uint8Array, left: number, right: number, from: number): number {
  for (let depth = from; depth < deepest; depth += 1) {
    const a = keyAt(bytes, left - 1 - depth);
    const b = keyAt(bytes, right - 1 - depth);
    if (a !== b) return a - b;
    if (a === 0) return 0;
  }
  return 0;
}

function againstContext(bytes: Uint8Array, place: number, context: Uint8Array): number {
  for (let depth = 0; depth < deepest; depth += 1) {
    const a = keyAt(bytes, place - 1 - depth);
    const b = keyAt(context, context.length - 1 - depth);
    if (a !== b) return a - b;
    if (a === 0) return 0;
  }
  return 0;
}

type Task = readonly [from: number, to: number, depth: number];

function middleKey(bytes: Uint8Array, order: Uint32Array, [from, to, depth]: Task): number {
  const key = (at: number): number => keyAt(bytes, (order[at] ?? 0) - 1 - depth);
  const a = key(from);
  const b = key((from + to) >>> 1);
  const c = key(to - 1);
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function insert(bytes: Uint8Array, order: Uint32Array, [from, to, depth]: Task): void {
  for (let at = from + 1; at < to; at += 1) {
    const place = order[at] ?? 0;
    let slot = at;
    while (slot > from && compare(bytes, order[slot - 1] ?? 0, place, depth) > 0) {
      order[slot] = order[slot - 1] ?? 0;
      slot -= 1;
    }
    order[slot] = place;
  }
}

function swap(order: Uint32Array, one: number, other: number): void {
  const place = order[one] ?? 0;
  order[one] = order[other] ?? 0;
  order[other] = place;
}
