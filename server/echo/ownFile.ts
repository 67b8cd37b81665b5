import { isLine } from "./encoded.ts";
import type { Bytes } from "./fresh.ts";
import type { Place } from "./place.ts";
import type { Match, Segment } from "./segment.ts";
import { matchLength } from "./sorting.ts";

/** Places that are compared on either side of what is stale. */
const mostOnSide = 100;
/** The end of the context that a place must share, in bytes at most. */
const longestNeedle = 24;

/**
 * The places of the cursor's own file nearest to the cursor, above and below what is `stale`, where the
 * token before the cursor and the begun one stand too. Others may match longer; the index finds these.
 */
export function nearestMatches(
  segment: Segment,
  file: { readonly start: number; readonly end: number },
  { stale, place, begun }: { stale: Bytes; place: Place; begun: Uint8Array },
): Match[] {
  const { context, isFirst } = place;
  const end = isFirst ? context.length - 1 : context.length;
  const from = needleStart(context, end);
  const needle = Buffer.from([...context.subarray(from, end), ...(isFirst ? [] : begun)]);
  if (needle.length === 0) return [];
  const bytes = Buffer.from(
    segment.bytes.buffer,
    segment.bytes.byteOffset + file.start,
    file.end - file.start,
  );
  const found: Match[] = [];
  const add = (index: number): void => {
    const at = file.start + index + end - from + (isFirst ? 1 : 0);
    if (isFirst && !(isLine(segment.bytes[at - 1] ?? 0) && startsWith(segment.bytes, at, begun)))
      return;
    const length = matchLength(segment.bytes, at, context);
    if (length > 0) found.push({ segment, place: at, length });
  };
  let index = stale.from - file.start;
  for (let count = 0; count < mostOnSide; count += 1) {
    index = index <= 0 ? -1 : bytes.lastIndexOf(needle, index - 1);
    if (index < 0) break;
    // It must not reach into what is stale.
    if (file.start + index + needle.length < stale.from) add(index);
  }
  index = bytes.indexOf(needle, stale.to - file.start);
  for (let count = 0; count < mostOnSide && index >= 0; count += 1) {
    add(index);
    index = bytes.indexOf(needle, index + 1);
  }
  return found;
}

/** The end of a begun word that is looked for inside words, in bytes at least. */
const shortestEnd = 4;

/**
 * The places of a file inside whose words the end of the begun word stands, from one of its humps on:
 * for where no word begins like it. They count as no longer than what is alike.
 */
export function innerMatches(
  segment: Segment,
  file: { readonly start: number; readonly end: number },
  { begun, isStale }: { begun: string; isStale(place: number): boolean },
): Match[] {
  const bytes = Buffer.from(
    segment.bytes.buffer,
    segment.bytes.byteOffset + file.start,
    file.end - file.start,
  );
  for (const { index } of begun.matchAll(/(?<=[_$])[^_$]|(?<=[\p{Ll}\d])\p{Lu}/gu)) {
    const needle = Buffer.from(begun.slice(index));
    if (needle.length < shortestEnd) break;
    const before = Buffer.byteLength(begun) - needle.length;
    const found: Match[] = [];
    let at = bytes.indexOf(needle);
    for (let count = 0; count < mostOnSide && at >= 0; count += 1) {
      const place = file.start + at - before;
      const isInLine = at >= before && !segment.bytes.subarray(place, file.start + at).some(isLine);
      if (isInLine && !isStale(place)) found.push({ segment, place, length: -before });
      at = bytes.indexOf(needle, at + 1);
    }
    if (found.length > 0) return found;
  }
  return [];
}

/** Whether the bytes from a place on begin so. */
export function startsWith(bytes: Uint8Array, at: number, begun: Uint8Array): boolean {
  for (let index = 0; index < begun.length; index += 1)
    if (bytes[at + index] !== begun[index]) return false;
  return true;
}

/** Where the last token of a context begins that ends at `end`. */
function needleStart(context: Uint8Array, end: number): number {
  let at = end;
  while (at > 0 && isBlank(context[at - 1] ?? 0)) at -= 1;
  if (at > 0 && isWord(context[at - 1] ?? 0))
    while (at > 0 && end - at < longestNeedle && isWord(context[at - 1] ?? 0)) at -= 1;
  else if (at > 0 && !isLine(context[at - 1] ?? 0)) at -= 1;
  return at;
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === 9;
}

/** Letters, digits, the underscore, and whatever is not ASCII. */
function isWord(byte: number): boolean {
  return (
    (byte >= 97 && byte <= 122) ||
    (byte >= 65 && byte <= 90) ||
    (byte >= 48 && byte <= 57) ||
    byte === 95 ||
    byte >= 128
  );
}
