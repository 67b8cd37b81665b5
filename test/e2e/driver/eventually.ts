import assert from "node:assert/strict";

const EVERY_MS = 50;

/** For how long to go on, what to call it when it fails, and what makes going on pointless. */
export interface Patience {
  readonly what: string;
  readonly withinMs?: number;
  readonly unless?: () => Promise<boolean>;
}

/** Reads again and again until `wanted` accepts what was read; after `withinMs` the last is the error. */
export async function eventually<T>(
  read: () => Promise<T>,
  wanted: (value: T) => boolean,
  { what, withinMs = 15_000, unless }: Patience,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > end || (await unless?.()))
      assert.fail(`${what}; last seen: ${JSON.stringify(value)}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
