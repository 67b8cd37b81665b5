import assert from "node:assert/strict";

const EVERY_MS = 50;

/** Reads again and again until `wanted` accepts what was read; after `withinMs` the last is the error. */
export async function eventually<T>(
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  { what, withinMs = 15_000 }: { what: string; withinMs?: number },
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > end) assert.fail(`${what}; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
