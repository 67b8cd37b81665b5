import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createTokenRate } from "../../../server/completion/tokenRate.ts";

/** Characters per token of the prompts that were read, one after another, and the rate after them. */
const rows: [name: string, measured: number[], wanted: number][] = [
  ["stands still while the estimate is about right", [2.8, 2.9, 2.7, 2.8], 2.5],
  ["takes a lower rate at once", [1], 1],
  ["takes a higher rate once the average is far from the estimate", [4, 4, 4], 3.04],
];

describe("the rate of characters per token", () => {
  for (const [name, measured, wanted] of rows) {
    it(name, () => {
      const rate = createTokenRate(2.5);
      for (const each of measured) rate.measured({ characters: each * 1_000, tokens: 1_000 });
      assert.ok(Math.abs(rate.charactersPerToken - wanted) < 0.01, `${rate.charactersPerToken}`);
    });
  }

  it("learns nothing from a very short prompt", () => {
    const rate = createTokenRate(2.5);
    rate.measured({ characters: 10, tokens: 30 });
    assert.equal(rate.charactersPerToken, 2.5);
  });
});
