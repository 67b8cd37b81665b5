import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createPieceSize } from "../../../server/engine/llama/pieceSize.ts";

/** Pieces that were read, as tokens and milliseconds, and the size of the next one. */
const rows: [name: string, read: [tokens: number, ms: number][], next: number][] = [
  ["begins modestly", [], 32],
  ["takes what fits into 50 ms", [[32, 32]], 50],
  ["is bounded by the batch", [[32, 1]], 128],
  ["is never below 8 tokens", [[32, 3_200]], 8],
  [
    "follows a machine that slows down",
    [
      [100, 50],
      [100, 200],
    ],
    62,
  ],
  ["learns nothing from a few tokens", [[4, 4_000]], 32],
];

describe("the size of a piece", () => {
  for (const [name, read, next] of rows) {
    it(name, () => {
      const size = createPieceSize(128);
      for (const [tokens, ms] of read) size.measured(tokens, ms);
      assert.equal(size.tokens, next);
    });
  }
});
