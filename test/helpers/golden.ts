import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Compares a text with the file test/golden/NAME. With UPDATE_GOLDENS=1 in the environment the file
 * is written instead, for a person to read before it is committed.
 */
export function assertGolden(name: string, actual: string): void {
  const file = join("test/golden", name);
  if (process.env.UPDATE_GOLDENS === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
    return;
  }
  assert.ok(existsSync(file), `${file} does not exist; run the test with UPDATE_GOLDENS=1.`);
  assert.equal(actual, readFileSync(file, "utf8"));
}
