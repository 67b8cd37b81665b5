/**
 * A model's tokens as they are read: how many, which of them look special, and whether two are the
 * same (which llama.cpp answers with an abort).
 */
export class Vocabulary {
  /** Ids of the tokens written in brackets, reserved and byte tokens left out. */
  readonly bracketed = new Map<string, number>();
  private hashes = new Float64Array(1024);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** Takes the next token, the bytes from `start` to `end`. */
  add(bytes: Buffer, start: number, end: number): void {
    if (this.count === this.hashes.length) {
      const grown = new Float64Array(this.count * 2);
      grown.set(this.hashes);
      this.hashes = grown;
    }
    this.hashes[this.count] = end > start ? hash(bytes, start, end) : -this.count;
    if (mayBeBracketed(bytes, start, end)) {
      const text = bytes.toString("utf8", start, end);
      if (bracketedToken.test(text) && !reservedToken.test(text))
        this.bracketed.set(text, this.count);
    }
    this.count++;
  }

  /** Whether two tokens are equal, as far as 53-bit hashes tell (once in a million files wrong). */
  hasDuplicates(): boolean {
    const sorted = this.hashes.slice(0, this.count).sort();
    for (let index = 1; index < sorted.length; index++)
      if (sorted[index] === sorted[index - 1]) return true;
    return false;
  }
}

// The lower one eighth block is how SentencePiece writes a space: "▁<PRE>".
const bracketedToken = /^▁?(?:<[^\s<>]+>|\[[^\s[\]]+\])$/;
const reservedToken = /reserved|unused|^<0x[0-9A-F]{2}>$/i;
const longestBracketed = 48;

function mayBeBracketed(bytes: Buffer, start: number, end: number): boolean {
  if (end - start < 3 || end - start > longestBracketed) return false;
  const last = bytes[end - 1];
  return last === 0x3e || last === 0x5d;
}

// Two 32-bit FNV-1a hashes with different starting values, of which 53 bits are kept.
function hash(bytes: Buffer, start: number, end: number): number {
  let low = 0x811c9dc5;
  let high = 0x050c5d1f;
  for (let index = start; index < end; index++) {
    const byte = bytes[index] ?? 0;
    low = Math.imul(low ^ byte, 0x01000193);
    high = Math.imul(high ^ byte, 0x01000197);
  }
  return ((high >>> 0) & 0x1fffff) * 0x100000000 + (low >>> 0);
}
