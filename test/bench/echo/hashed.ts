import { decode, encode, isLine, unitOf } from "../../../server/echo/encoded.ts";
import type { Match, Segment, SegmentFile, Wanted } from "../../../server/echo/segment.ts";
import { matchLength } from "../../../server/echo/sorting.ts";
import type { AskedStore, StoredText } from "../../../server/echo/store.ts";
import { familyOf } from "../../../server/text/families.ts";
import { type Inside, insides } from "../../../server/text/marks.ts";

/** How many tokens before a place are hashed together: a list of places for each. */
const depths = [8, 3, 1] as const;
const deepest = Math.max(...depths);

/** A store that may be asked as the echo's own is, and is filled at once. */
export interface HashedStore extends AskedStore {
  put(file: StoredText): void;
  remove(uri: string): void;
}

/**
 * The other way to index an echo's text: by hashes of the last tokens before each place. The places of a
 * hash are a list, the newest first; changed files are written behind the others, and what was before
 * them is left out when half of the text is so.
 */
export function createHashedStore({ keeps }: { keeps(uri: string): boolean }): HashedStore {
  const families = new Map<string, Lists>();
  const stamps = new Map<string, number>();
  const texts = new Map<string, string>();
  const isCurrent = ({ uri, stamp }: SegmentFile): boolean => stamps.get(uri) === stamp;
  let lastStamp = 0;
  const listsOf = (languageId: string): Lists => {
    const family = familyOf(languageId);
    const lists = families.get(family) ?? new Lists(isCurrent);
    families.set(family, lists);
    return lists;
  };
  return {
    put({ uri, languageId, text }) {
      lastStamp += 1;
      stamps.set(uri, lastStamp);
      if (keeps(uri)) texts.set(uri, text);
      else texts.delete(uri);
      listsOf(languageId).append({ uri, languageId, text, stamp: lastStamp });
    },
    remove(uri) {
      stamps.delete(uri);
      texts.delete(uri);
    },
    segmentsFor: (languageId) => [listsOf(languageId).segment],
    search: (segment, wanted) =>
      [...families.values()].find((lists) => lists.segment === segment)?.search(wanted) ?? [],
    isCurrent,
    textOf: (uri) => texts.get(uri),
  };
}

const none = new Uint32Array(0);

/** The text of one family and its lists. */
class Lists {
  readonly #isCurrent: (file: SegmentFile) => boolean;
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  #files: SegmentFile[] = [];
  #byUri = new Map<string, SegmentFile>();
  /** Where the tokens begin, in their order, and what each is in. */
  #starts = new Uint32Array(1 << 14);
  #kinds = new Uint8Array(1 << 14);
  #count = 0;
  /** For each depth by hash the newest token, and by token the next older; numbers are from one. */
  #heads: Uint32Array[] = [];
  #next: Uint32Array[] = [];
  segment: Segment = this.#asSegment();

  constructor(isCurrent: (file: SegmentFile) => boolean) {
    this.#isCurrent = isCurrent;
    this.#makeRoom();
  }

  append({ uri, languageId, text, stamp }: StoredText & { stamp: number }): void {
    if (this.#deadBytes() > this.#length / 2 + 4_000_000) this.#compact();
    const { bytes, starts, lines } = encode(text, { languageId, unit: unitOf(text) });
    this.#bytes = grown(this.#bytes, this.#length + bytes.length + 1);
    this.#bytes.set(bytes, this.#length);
    const start = this.#length;
    const file = { uri, languageId, stamp, start, end: start + bytes.length, lines };
    this.#length = file.end + 1;
    this.#files.push(file);
    this.#byUri.set(uri, file);
    const first = this.#count;
    for (const { at, kind } of inOrder(starts)) {
      this.#starts = grown(this.#starts, this.#count + 1);
      this.#kinds = grown(this.#kinds, this.#count + 1);
      this.#starts[this.#count] = start + at;
      this.#kinds[this.#count] = kind;
      this.#count += 1;
    }
    if (this.#count > (this.#next[0]?.length ?? 0)) this.#makeRoom();
    else this.#list(first, this.#count);
    this.segment = this.#asSegment();
  }

  search({ context, inside, most, budget, accepts }: Wanted): Match[] {
    const hashes = hashesBefore(context);
    const kind = insides.indexOf(inside);
    const seen = new Set<number>();
    const found: Match[] = [];
    let { left } = budget;
    for (const [index, depth] of depths.entries()) {
      const hash = hashes[depth];
      const heads = this.#heads[index];
      const next = this.#next[index];
      if (hash === undefined || !heads || !next) continue;
      let token = heads[slotOf(hash, kind, heads.length)] ?? 0;
      for (; token > 0 && left > 0 && found.length < most; token = next[token - 1] ?? 0) {
        const place = this.#starts[token - 1] ?? 0;
        left -= 1;
        if (seen.has(place) || !accepts(place)) continue;
        const length = matchLength(this.#bytes, place, context);
        if (length === 0) continue;
        seen.add(place);
        found.push({ segment: this.segment, place, length });
      }
    }
    return found.sort((a, b) => b.length - a.length);
  }

  /** Tables for a quarter more tokens, two of them to a slot, and all tokens in them. */
  #makeRoom(): void {
    const tokens = Math.max(1 << 14, Math.ceil(this.#count * 1.25));
    const slots = 2 ** Math.floor(Math.log2(tokens / 2));
    this.#heads = depths.map(() => new Uint32Array(slots));
    this.#next = depths.map(() => new Uint32Array(tokens));
    this.#list(0, this.#count);
  }

  #list(from: number, to: number): void {
    const recent: number[] = [];
    let file = fileIndex(this.#files, this.#starts[from] ?? 0);
    for (let token = from; token < to; token += 1) {
      const start = this.#starts[token] ?? 0;
      if (start > (this.#files[file]?.end ?? 0)) {
        recent.length = 0;
        while (start > (this.#files[file]?.end ?? Number.POSITIVE_INFINITY)) file += 1;
      }
      let hash = 0;
      for (let depth = 1; depth <= Math.min(deepest, recent.length); depth += 1) {
        hash = mixed(hash, recent[recent.length - depth] ?? 0);
        const index = depths.indexOf(depth as (typeof depths)[number]);
        if (index < 0) continue;
        const heads = this.#heads[index]!;
        const slot = slotOf(hash, this.#kinds[token] ?? 0, heads.length);
        this.#next[index]![token] = heads[slot]!;
        heads[slot] = token + 1;
      }
      const end = token + 1 < this.#count ? (this.#starts[token + 1] ?? 0) : this.#length;
      recent.push(hashOf(this.#bytes, start, Math.min(end, (this.#files[file]?.end ?? end) + 1)));
      if (recent.length > deepest) recent.shift();
    }
  }

  #deadBytes(): number {
    return this.#files.reduce(
      (sum, file) => sum + (this.#isCurrent(file) ? 0 : file.end - file.start),
      0,
    );
  }

  #compact(): void {
    let [length, count, token] = [0, 0, 0];
    const files: SegmentFile[] = [];
    for (const file of this.#files) {
      const by = length - file.start;
      const isKept = this.#isCurrent(file);
      for (; token < this.#count && (this.#starts[token] ?? 0) <= file.end; token += 1) {
        if (!isKept) continue;
        this.#starts[count] = (this.#starts[token] ?? 0) + by;
        this.#kinds[count] = this.#kinds[token] ?? 0;
        count += 1;
      }
      if (!isKept) continue;
      this.#bytes.copyWithin(length, file.start, file.end);
      files.push({ ...file, start: length, end: file.end + by });
      length = file.end + by;
      this.#bytes[length] = 0;
      length += 1;
    }
    this.#length = length;
    this.#count = count;
    this.#files = files;
    this.#byUri = new Map(files.map((file) => [file.uri, file]));
    this.#makeRoom();
  }

  #asSegment(): Segment {
    return {
      bytes: this.#bytes,
      files: this.#files,
      byUri: this.#byUri,
      orders: { code: none, comment: none, string: none },
    };
  }
}

/** The hashes of the last tokens of a context, by their number. */
function hashesBefore(context: Uint8Array): Record<number, number> {
  let text = "";
  for (let at = 0; at < context.length; ) {
    let end = at;
    while (end < context.length && !isLine(context[end] ?? 0)) end += 1;
    text += decode(context, at, end);
    if (end < context.length) text += "\n";
    at = end + 1;
  }
  // Something that is no part of the token before it: white space at a line's end would be lost.
  const behind = /[\p{L}\p{N}_$]$/u.test(text) ? "(" : "x";
  const { bytes, starts } = encode(text + behind, { languageId: "plaintext" });
  const places = inOrder(starts).map(({ at }) => at);
  const hashes: Record<number, number> = {};
  let hash = 0;
  for (let depth = 1; depth <= deepest && depth < places.length; depth += 1) {
    const from = places[places.length - 1 - depth] ?? 0;
    hash = mixed(hash, hashOf(bytes, from, places[places.length - depth] ?? 0));
    hashes[depth] = hash;
  }
  return hashes;
}

function inOrder(starts: Readonly<Record<Inside, Uint32Array>>): { at: number; kind: number }[] {
  return insides
    .flatMap((inside, kind) => Array.from(starts[inside], (at) => ({ at, kind })))
    .sort((a, b) => a.at - b.at);
}

/** FNV-1a over a token and what is between it and the next; levels of indentation are alike. */
function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    hash = Math.imul(hash ^ (isLine(byte) ? 10 : byte), 0x01000193);
  }
  return hash >>> 0;
}

function mixed(hash: number, token: number): number {
  const sum = Math.imul(hash ^ token, 0x9e3779b1);
  return (sum ^ (sum >>> 15)) >>> 0;
}

function slotOf(hash: number, kind: number, size: number): number {
  return (Math.imul(hash + kind, 0x85ebca6b) >>> 7) & (size - 1);
}

function fileIndex(files: readonly SegmentFile[], place: number): number {
  let index = files.length - 1;
  while (index > 0 && (files[index]?.start ?? 0) > place) index -= 1;
  return Math.max(0, index);
}

function grown<List extends Uint8Array | Uint32Array>(list: List, length: number): List {
  if (length <= list.length) return list;
  const Kind = list.constructor as new (size: number) => List;
  const larger = new Kind(Math.max(length, list.length * 2));
  larger.set(list);
  return larger;
}
