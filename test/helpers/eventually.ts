import assert from "node:assert/strict";

/** Waits until something holds, five seconds at most unless told otherwise. */
export async function eventually(holds: () => boolean, ms = 5_000): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until; ) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  assert.fail(`not within ${ms / 1_000} s: ${holds}`);
}
