import assert from "node:assert/strict";

/** Waits until something holds, five seconds at most. */
export async function eventually(holds: () => boolean): Promise<void> {
  for (const until = Date.now() + 5_000; Date.now() < until; ) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`not within 5 s: ${holds}`);
}
