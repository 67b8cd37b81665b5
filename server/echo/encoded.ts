import { Lexer } from "../text/inside.ts";
import { type Inside, insides, marksOf } from "../text/marks.ts";

/**
 * A text as the store holds and compares it: lines without their indentation and without blank ones,
 * each behind one byte that tells its level. So neither the depth at which a piece of code stands nor
 * the white space of its line ends matters to a comparison, and yet the text can be written again.
 */
export interface Encoded {
  /** Line bytes, and the text between them: one byte for a UTF-16 unit of ASCII, else two or three. */
  bytes: Uint8Array;
  /** Where each token begins, as byte offsets, by what the place before it is in. */
  starts: Readonly<Record<Inside, Uint32Array>>;
  /** The number of each encoded line in the text, from zero. */
  lines: Uint32Array;
}

/** Line bytes are 10 to 31: ten and the level of indentation, and eleven more behind a blank line. */
const lineByte = 10;
const deepest = 10;
const behindBlank = deepest + 1;
const tab = 9;
const space = 32;
const newline = 10;

/** Whether a byte stands for the beginning of a line. */
export function isLine(byte: number): boolean {
  return byte >= lineByte && byte < space;
}

/** The level of indentation of the line that a byte begins. */
export function levelOf(byte: number): number {
  return (byte - lineByte) % behindBlank;
}

/** Whether a blank line stands above the line that a byte begins. */
export function isBehindBlank(byte: number): boolean {
  return byte >= lineByte + behindBlank;
}

/** What one level is in a text where no line is indented. */
const usualUnit = 4;

/** Encodes a whole file, or with `from` and `to` a part of it that begins with a line. */
export function encode(
  text: string,
  { languageId, unit = usualUnit }: { languageId: string; unit?: number },
): Encoded {
  const out = writer.cleared();
  const lexer = new Lexer(text, marksOf(languageId));
  const lines = lineWriter;
  lines.clear();
  let number = 0;
  let blankAbove = false;
  for (let at = 0; at < text.length; number += 1) {
    const end = text.indexOf("\n", at);
    const lineEnd = end < 0 ? text.length : end;
    const from = skipBlank(text, at, lineEnd);
    const to = trimmedEnd(text, from, lineEnd);
    if (from < to) {
      out.byte(lineByteOf(levelAt(text, at, from, unit), blankAbove));
      lines.add(number);
      encodeLine(text, from, to, lexer, out);
    }
    blankAbove = from === to;
    at = lineEnd + 1;
  }
  return { bytes: out.done(), starts: out.starts(), lines: lines.copy() };
}

/** Encodes the text before a cursor, as far as a match may go back; its last line may be unfinished. */
export function encodeContext(before: string, unit = usualUnit): Uint8Array {
  const out = writer.cleared();
  const lines = before.split("\n");
  let blankAbove = false;
  for (const [index, line] of lines.entries()) {
    const from = skipBlank(line, 0, line.length);
    const last = index === lines.length - 1;
    const to = last ? line.length : trimmedEnd(line, from, line.length);
    const isBlank = from === to && !last;
    if (!isBlank) out.byte(lineByteOf(levelAt(line, 0, from, unit), blankAbove));
    blankAbove = isBlank;
    if (isBlank) continue;
    for (let at = from; at < to; at += 1) out.unit(line.charCodeAt(at));
  }
  return out.done();
}

/** The text that bytes stand for; they hold no line byte. */
export function decode(bytes: Uint8Array, from: number, to: number): string {
  let plain = from;
  while (plain < to && (bytes[plain] ?? 0) < 0x80) plain += 1;
  let text = String.fromCharCode(...bytes.subarray(from, plain));
  for (let at = plain; at < to; ) {
    const byte = bytes[at] ?? 0;
    const more = bytes[at + 1] ?? 0;
    if (byte < 0x80) {
      text += String.fromCharCode(byte);
      at += 1;
    } else if (byte < 0xe0) {
      text += String.fromCharCode(((byte & 0x1f) << 6) | (more & 0x3f));
      at += 2;
    } else {
      const last = bytes[at + 2] ?? 0;
      text += String.fromCharCode(((byte & 0xf) << 12) | ((more & 0x3f) << 6) | (last & 0x3f));
      at += 3;
    }
  }
  return text;
}

/** The width of one level of indentation in a text, from the first lines that are indented. */
export function unitOf(text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0, seen = 0; at < text.length && seen < 200; seen += 1) {
    let from = at;
    while (text.charCodeAt(from) === space) from += 1;
    const width = from - at;
    // A line of a block comment is indented by one; a blank line says nothing.
    if (width > 1 && from < text.length && text.charCodeAt(from) !== newline)
      least = Math.min(least, width);
    const lineEnd = text.indexOf("\n", from);
    at = lineEnd < 0 ? text.length : lineEnd + 1;
  }
  return Number.isFinite(least) ? Math.min(8, least) : usualUnit;
}

function lineByteOf(level: number, blankAbove: boolean): number {
  return lineByte + Math.min(deepest, level) + (blankAbove ? behindBlank : 0);
}

function levelAt(text: string, from: number, to: number, unit: number): number {
  let tabs = 0;
  let spaces = 0;
  for (let at = from; at < to; at += 1) {
    if (text.charCodeAt(at) === tab) tabs += 1;
    else spaces += 1;
  }
  return tabs + Math.floor(spaces / unit);
}

function skipBlank(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isBlank(text.charCodeAt(at))) at += 1;
  return at;
}

function trimmedEnd(text: string, from: number, to: number): number {
  let end = to;
  while (end > from && isBlank(text.charCodeAt(end - 1))) end -= 1;
  return end;
}

function isBlank(unit: number): boolean {
  return unit === space || unit === tab || unit === 13;
}

function encodeLine(text: string, from: number, to: number, lexer: Lexer, out: Writer): void {
  let last = other;
  for (let at = from; at < to; at += 1) {
    const inside = lexer.before(at);
    const unit = text.charCodeAt(at);
    const kind = kindOf(unit);
    if (kind !== blank && (kind !== last || kind === other)) out.start(inside);
    last = kind;
    out.unit(unit);
  }
}

// Kinds of characters: words and operators are tokens as long as they go on, others stand alone.
const blank = 0;
const word = 1;
const operator = 2;
const other = 3;
const kinds = new Uint8Array(128).fill(other);
for (let unit = 0; unit <= space; unit += 1) kinds[unit] = blank;
for (const each of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")
  kinds[each.charCodeAt(0)] = word;
for (const each of "=<>!&|+-*/%^~?:") kinds[each.charCodeAt(0)] = operator;

function kindOf(unit: number): number {
  return unit < 128 ? (kinds[unit] ?? other) : word;
}

/** Where the token begins that reaches to the end of a line; the end, where white space does. */
export function lastTokenStart(line: string): number {
  let at = line.length;
  const kind = at === 0 ? blank : kindOf(line.charCodeAt(at - 1));
  if (kind === blank) return at;
  if (kind === other) return at - 1;
  while (at > 0 && kindOf(line.charCodeAt(at - 1)) === kind) at -= 1;
  return at;
}

/** Bytes and token starts as they come. */
class Writer {
  #bytes = new Uint8Array(1 << 16);
  #length = 0;
  readonly #starts: Record<Inside, Numbers> = {
    code: new Numbers(),
    comment: new Numbers(),
    string: new Numbers(),
  };

  /** Begins anew; what it has given out stays as it is. */
  cleared(): this {
    this.#length = 0;
    for (const inside of insides) this.#starts[inside].clear();
    return this;
  }

  byte(byte: number): void {
    if (this.#length + 3 > this.#bytes.length) this.#bytes = grown(this.#bytes);
    this.#bytes[this.#length] = byte;
    this.#length += 1;
  }

  unit(unit: number): void {
    if (unit < 0x80) this.byte(unit < space && unit !== tab ? space : unit);
    else if (unit < 0x800) {
      this.byte(0xc0 | (unit >> 6));
      this.byte(0x80 | (unit & 0x3f));
    } else {
      this.byte(0xe0 | (unit >> 12));
      this.byte(0x80 | ((unit >> 6) & 0x3f));
      this.byte(0x80 | (unit & 0x3f));
    }
  }

  start(inside: Inside): void {
    this.#starts[inside].add(this.#length);
  }

  done(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  starts(): Record<Inside, Uint32Array> {
    const { code, comment, string } = this.#starts;
    return { code: code.copy(), comment: comment.copy(), string: string.copy() };
  }
}

/** A list of numbers that takes no other memory when it is filled again. */
class Numbers {
  #values = new Uint32Array(1 << 14);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  add(value: number): void {
    if (this.#count === this.#values.length) this.#values = grown(this.#values);
    this.#values[this.#count] = value;
    this.#count += 1;
  }

  copy(): Uint32Array {
    return this.#values.slice(0, this.#count);
  }
}

function grown<List extends Uint8Array | Uint32Array>(list: List): List {
  const Kind = list.constructor as new (size: number) => List;
  const larger = new Kind(list.length * 2);
  larger.set(list);
  return larger;
}

/** One writer serves all: encoding does not wait in between. */
const writer = new Writer();
const lineWriter = new Numbers();
