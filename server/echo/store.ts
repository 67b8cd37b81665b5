import { familyOf } from "../text/families.ts";
import { encode, unitOf } from "./encoded.ts";
import {
  type EncodedFile,
  joined,
  longestMatches,
  type Match,
  type Segment,
  type SegmentFile,
  segmentOf,
  type Wanted,
} from "./segment.ts";

/** A file as it is in an editor or on a disk, with LF line ends. */
export interface StoredText {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

/** What a question asks of a store. */
export interface AskedStore {
  /** The segments that may hold what helps in a language, the largest first. */
  segmentsFor(languageId: string): readonly Segment[];
  /** The places of a segment that go on as a context does, the longest match first. */
  search(segment: Segment, wanted: Wanted): Match[];
  /** Whether a file of a segment is there still, in this version. */
  isCurrent(file: SegmentFile): boolean;
  /** The text of a file that is kept beside, as it was taken in. */
  textOf(uri: string): string | undefined;
}

/**
 * The text of a project, ready to be asked where else something was written. Few segments for each
 * family of languages: a new one is joined with its neighbour until each is several times larger than
 * the next (a log-structured merge).
 */
export interface EchoStore extends AskedStore {
  /** Takes in a file as it is now, before long; what it was before counts until then. */
  put(file: StoredText): void;
  /** Forgets a file at once. */
  remove(uri: string): void;
  /** Whether a file is there or waits. */
  has(uri: string): boolean;
  /** Every file that is there or waits. */
  uris(): Iterable<string>;
  /** Bytes that the segments take. */
  readonly size: number;
  /** Whether something waits to be taken in. */
  readonly isBusy: boolean;
  /** One step of the work that waits, of about a millisecond; false where none is left. */
  step(): boolean;
}

/** How much text goes into one new segment, in UTF-16 units. */
const batchLength = 1_000_000;
/** A segment is at least so many times larger than the next. */
const ratio = 3;

/** Creates a store; `keeps` says of which files the text is kept beside: those that are edited. */
export function createEchoStore({ keeps }: { keeps(uri: string): boolean }): EchoStore {
  const waiting = new Map<string, StoredText>();
  const stamps = new Map<string, number>();
  const texts = new Map<string, string>();
  const families = new Map<string, readonly Segment[]>();
  let lastStamp = 0;
  let work: Generator<void, void> | undefined;

  const isCurrent = ({ uri, stamp }: SegmentFile): boolean => stamps.get(uri) === stamp;
  const isGone = (file: SegmentFile): boolean => !isCurrent(file);

  function* takeIn(): Generator<void, void> {
    const [first] = waiting.values();
    if (!first) return;
    const family = familyOf(first.languageId);
    const batch = batchOf(family);
    const encoded: EncodedFile[] = [];
    for (const { uri, languageId, text } of batch) {
      lastStamp += 1;
      encoded.push({
        uri,
        languageId,
        stamp: lastStamp,
        encoded: encode(text, { languageId, unit: unitOf(text) }),
      });
      yield;
    }
    const segment = yield* segmentOf(encoded);
    for (const [index, { uri, stamp }] of encoded.entries()) {
      // What was removed meanwhile stays removed.
      if (!stamps.has(uri)) continue;
      stamps.set(uri, stamp);
      const text = batch[index]?.text ?? "";
      if (keeps(uri)) texts.set(uri, text);
      else texts.delete(uri);
    }
    const segments = [...(families.get(family) ?? []), segment];
    families.set(family, segments);
    yield* tidy(family, segments);
  }

  /** Joins from the smallest on, until each segment is large enough beside the next. */
  function* tidy(family: string, all: readonly Segment[]): Generator<void, void> {
    let segments = all;
    for (;;) {
      const [last, before] = [segments.at(-1), segments.at(-2)];
      if (!last || !before || sizeOf(before) >= ratio * sizeOf(last)) return;
      const one = yield* joined(before, last, isGone);
      segments = [...segments.slice(0, -2), one].filter(({ files }) => files.length > 0);
      families.set(family, segments);
      yield;
    }
  }

  function batchOf(family: string): StoredText[] {
    const batch: StoredText[] = [];
    let length = 0;
    for (const [uri, file] of waiting) {
      if (length >= batchLength) break;
      if (familyOf(file.languageId) !== family) continue;
      batch.push(file);
      length += file.text.length;
      waiting.delete(uri);
    }
    return batch;
  }

  return {
    put(file) {
      waiting.set(file.uri, file);
      if (!stamps.has(file.uri)) stamps.set(file.uri, 0);
    },
    remove(uri) {
      waiting.delete(uri);
      stamps.delete(uri);
      texts.delete(uri);
    },
    segmentsFor: (languageId) => families.get(familyOf(languageId)) ?? [],
    search: longestMatches,
    isCurrent,
    has: (uri) => stamps.has(uri),
    uris: () => stamps.keys(),
    textOf: (uri) => texts.get(uri),
    get size() {
      let size = 0;
      for (const segments of families.values()) for (const each of segments) size += sizeOf(each);
      return size;
    },
    get isBusy() {
      return work !== undefined || waiting.size > 0;
    },
    step() {
      work ??= waiting.size > 0 ? takeIn() : undefined;
      if (work?.next().done) work = undefined;
      return work !== undefined || waiting.size > 0;
    },
  };
}

/** Bytes of text, of its places and of its line numbers. */
function sizeOf({ bytes, files, orders }: Segment): number {
  const places = orders.code.length + orders.comment.length + orders.string.length;
  return bytes.length + 4 * places + files.reduce((sum, { lines }) => sum + 4 * lines.length, 0);
}
