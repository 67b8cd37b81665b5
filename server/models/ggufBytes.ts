import type { FileHandle } from "node:fs/promises";
import { GgufProblem, remedies } from "./ggufProblem.ts";

/** Where the bytes of texts go that are read in bulk. */
export interface TextSink {
  add(bytes: Buffer, start: number, end: number): void;
}

/**
 * The little-endian numbers and texts of a GGUF header, one after another. Memory stays at one chunk
 * however long the header is; what the file's own length cannot hold is refused before it is read.
 */
export class GgufBytes {
  readonly fileBytes: number;
  private readonly handle: FileHandle;
  private buffer = Buffer.alloc(0);
  private at = 0;
  private bufferStart = 0;

  constructor(handle: FileHandle, fileBytes: number) {
    this.handle = handle;
    this.fileBytes = fileBytes;
  }

  get position(): number {
    return this.bufferStart + this.at;
  }

  /** The next `length` bytes, valid until the next call. */
  async take(length: number): Promise<Buffer> {
    if (this.buffer.length - this.at < length) await this.fill(length);
    this.at += length;
    return this.buffer.subarray(this.at - length, this.at);
  }

  async uint32(): Promise<number> {
    return (await this.take(4)).readUInt32LE();
  }

  /** An unsigned 64-bit number that must not be greater than `most`. */
  async count({ most, what }: { most: number; what: string }): Promise<number> {
    const value = (await this.take(8)).readBigUInt64LE();
    if (value > most)
      throw new GgufProblem(`gives an absurd value for ${what} (${value}).`, remedies.distrust);
    return Number(value);
  }

  /** A text of at most `longest` bytes, cut at 4096. */
  async text({ longest, what }: { longest: number; what: string }): Promise<string> {
    const length = await this.count({ most: longest, what: `the length of ${what}` });
    const kept = Math.min(length, 4096);
    const text = (await this.take(kept)).toString("utf8");
    await this.skip(length - kept);
    return text;
  }

  /** Passes `length` texts to the sink without making strings of them. */
  async texts(length: number, sink: TextSink | undefined): Promise<void> {
    for (let index = 0; index < length; index++) {
      if (this.buffer.length - this.at < 8) await this.fill(8);
      const size = this.buffer.readUInt32LE(this.at);
      if (size > longestWord || this.buffer.readUInt32LE(this.at + 4) !== 0)
        throw new GgufProblem("has an absurdly long word in a list.", remedies.distrust);
      if (this.buffer.length - this.at < 8 + size) await this.fill(8 + size);
      const start = this.at + 8;
      this.at = start + size;
      sink?.add(this.buffer, start, this.at);
    }
  }

  async skip(length: number): Promise<void> {
    let left = length;
    while (left > 0) {
      const step = Math.min(left, chunkBytes);
      await this.take(step);
      left -= step;
    }
  }

  private async fill(length: number): Promise<void> {
    const start = this.position;
    if (start + length > this.fileBytes) throw new GgufProblem("is cut off.", remedies.fetch);
    if (start + length > longestHeader)
      throw new GgufProblem("has an absurdly long header.", remedies.distrust);
    const wanted = Math.min(Math.max(length, chunkBytes), this.fileBytes - start);
    const rest = this.buffer.subarray(this.at);
    const buffer = Buffer.allocUnsafe(wanted);
    rest.copy(buffer);
    let filled = rest.length;
    while (filled < wanted) {
      const { bytesRead } = await this.handle.read(buffer, filled, wanted - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    // The file may have been cut after its size was taken.
    if (filled < length) throw new GgufProblem("is cut off.", remedies.fetch);
    this.buffer = buffer.subarray(0, filled);
    this.bufferStart = start;
    this.at = 0;
  }
}

const chunkBytes = 1024 * 1024;
const longestWord = 64 * 1024;
// The longest real header we know (262 k tokens with scores) is about 15 MB.
const longestHeader = 128 * 1024 * 1024;
