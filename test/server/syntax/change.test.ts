import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { changeBetween } from "../../../server/syntax/change.ts";

/** Two texts, and the old range and the new end of the change between them as row:column. */
const rows: [before: string, after: string, wanted: string | undefined][] = [
  ["ab", "ab", undefined],
  ["", "a", "0:0 0:0 0:1"],
  ["ab", "axb", "0:1 0:1 0:2"],
  ["a\nb\nc", "a\nc", "1:0 2:0 1:0"],
  ["a\nb", "a\nxy\n\nzb", "1:0 1:0 3:1"],
  ["aa", "aaa", "0:2 0:2 0:3"],
  ["a\r\nbc", "a\r\nbd", "1:1 1:2 1:2"],
];

describe("the change between two texts", () => {
  for (const [before, after, wanted] of rows)
    it(`is found between ${JSON.stringify(before)} and ${JSON.stringify(after)}`, () => {
      const change = changeBetween(before, after);
      const points = change && [change.startPosition, change.oldEndPosition, change.newEndPosition];
      assert.equal(points?.map(({ row, column }) => `${row}:${column}`).join(" "), wanted);
      if (!change) return;
      const { startIndex, oldEndIndex, newEndIndex } = change;
      const made =
        before.slice(0, startIndex) +
        after.slice(startIndex, newEndIndex) +
        before.slice(oldEndIndex);
      assert.equal(made, after);
    });
});
