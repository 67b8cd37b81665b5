import type { Sqlite } from "../sqlite.ts";

/** The chunks whose vectors are closest to that of the question, the closest first. */
export type FindByVector = (question: Float32Array, most: number) => number[];

/** So many of those whose signs agree best are compared exactly: most of the closest are among them. */
const compared = 400;
/** The database may change at every key: what is in memory is brought up to date no sooner again. */
const freshForMs = 3_000;
/** Vectors whose mean stands for that of all. */
const sampled = 2_000;

/**
 * Prepares the search for meaning. All vectors are compared by the signs of their numbers alone, 1 bit
 * each, which are held in memory; the best of them exactly, from the table. A chunk that has gone since
 * is not found there.
 */
export function createVectorSearch(
  database: Sqlite,
  { now = () => performance.now() }: { now?(): number } = {},
): FindByVector {
  const all = database.prepare("SELECT chunk FROM vector ORDER BY chunk");
  const one = database.prepare("SELECT embedding FROM vector WHERE chunk = ?");
  const version = database.prepare("PRAGMA data_version");
  const model = database.prepare("SELECT value FROM meta WHERE key = 'vectors'");
  let signs: Signs | undefined;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let seen = "";

  const vectorOf = (chunk: number): Float32Array | undefined => {
    const bytes = one.get(chunk)?.embedding;
    return bytes instanceof Uint8Array ? floatsOf(bytes) : undefined;
  };

  function refresh(dimensions: number): void {
    if (signs && now() - checkedAt < freshForMs) return;
    checkedAt = now();
    const current = `${version.get()?.data_version} ${model.get()?.value} ${dimensions}`;
    if (current === seen) return;
    const sameModel = current.split(" ")[1] === seen.split(" ")[1];
    seen = current;
    const chunks = all.all().map(({ chunk }) => Number(chunk));
    signs = updated(sameModel ? signs : undefined, chunks, { dimensions, vectorOf });
  }

  return (question, most) => {
    refresh(question.length);
    if (!signs || signs.chunks.length === 0) return [];
    return closestBySign(signs, question)
      .flatMap((chunk) => {
        const vector = vectorOf(chunk);
        return vector?.length === question.length
          ? [{ chunk, similarity: dot(vector, question) }]
          : [];
      })
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, most)
      .map(({ chunk }) => chunk);
  };
}

/** The signs of vectors less the mean of all, 32 to a number. */
interface Signs {
  readonly chunks: readonly number[];
  readonly bits: Uint32Array;
  readonly words: number;
  readonly mean: Float32Array;
}

function updated(
  before: Signs | undefined,
  chunks: readonly number[],
  {
    dimensions,
    vectorOf,
  }: { dimensions: number; vectorOf(chunk: number): Float32Array | undefined },
): Signs {
  const words = Math.ceil(dimensions / 32);
  const kept = before?.words === words ? before : undefined;
  const mean = kept?.mean ?? meanOf(chunks, dimensions, vectorOf);
  const places = new Map(kept?.chunks.map((chunk, place) => [chunk, place]));
  const bits = new Uint32Array(chunks.length * words);
  for (const [place, chunk] of chunks.entries()) {
    const known = places.get(chunk);
    if (kept && known !== undefined)
      bits.set(kept.bits.subarray(known * words, (known + 1) * words), place * words);
    else {
      const vector = vectorOf(chunk);
      if (vector) bits.set(signsOf(vector, mean), place * words);
    }
  }
  return { chunks, bits, words, mean };
}

/** What all texts have in common says nothing of one. */
function meanOf(
  chunks: readonly number[],
  dimensions: number,
  vectorOf: (chunk: number) => Float32Array | undefined,
): Float32Array {
  const mean = new Float32Array(dimensions);
  const step = Math.max(1, Math.floor(chunks.length / sampled));
  let count = 0;
  for (let place = 0; place < chunks.length; place += step) {
    const vector = vectorOf(chunks[place] ?? 0);
    if (vector?.length !== dimensions) continue;
    for (let at = 0; at < dimensions; at += 1) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0);
    count += 1;
  }
  return count === 0 ? mean : mean.map((sum) => sum / count);
}

function signsOf(vector: Float32Array, mean: Float32Array): Uint32Array {
  const bits = new Uint32Array(Math.ceil(mean.length / 32));
  for (let at = 0; at < mean.length; at += 1)
    if ((vector[at] ?? 0) > (mean[at] ?? 0))
      bits[at >>> 5] = (bits[at >>> 5] ?? 0) | (1 << (at & 31));
  return bits;
}

/** The chunks whose signs differ least from the question's, in no order. */
function closestBySign({ chunks, bits, words, mean }: Signs, question: Float32Array): number[] {
  const wanted = signsOf(question, mean);
  const differences = new Uint16Array(chunks.length);
  const histogram = new Uint32Array(words * 32 + 1);
  for (let place = 0, at = 0; place < chunks.length; place += 1) {
    let difference = 0;
    for (let word = 0; word < words; word += 1, at += 1)
      difference += bitsSet((bits[at] ?? 0) ^ (wanted[word] ?? 0));
    differences[place] = difference;
    histogram[difference] = (histogram[difference] ?? 0) + 1;
  }
  let limit = 0;
  for (let count = 0; limit < histogram.length; limit += 1) {
    count += histogram[limit] ?? 0;
    if (count >= compared) break;
  }
  return chunks.filter((_, place) => (differences[place] ?? 0) <= limit);
}

/** Henry S. Warren, Hacker's Delight, section 5-1. */
function bitsSet(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** A copy: what SQLite gives need not begin where floats may. */
function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(bytes.slice().buffer);
}
