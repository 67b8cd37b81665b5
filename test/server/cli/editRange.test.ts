import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseFileRange, rangeOf } from "../../../server/cli/editRange.ts";

const text = "one\n  two\r\nthree\n";

/** What is typed, and the range in the text above, or what is wrong. */
const rows: [typed: string, wanted: string | undefined][] = [
  ["a.ts:1", "0:0-0:0"],
  ["a.ts:2", "1:2-1:2"],
  ["a.ts:2:4", "1:3-1:3"],
  ["a.ts:1-2", "0:0-1:5"],
  ["a.ts:1:2-2:3", "0:1-1:2"],
  ["a.ts:4", "3:0-3:0"],
  ["C:\\src\\a.ts:3:1", "2:0-2:0"],
  ["a.ts:5", "no such line"],
  ["a.ts:1-9", "no such line"],
  ["a.ts", undefined],
  ["a.ts:0", undefined],
  ["a.ts:1:0", undefined],
  ["a.ts:3-1", undefined],
  ["a.ts:x", undefined],
  [":3", undefined],
];

describe("the range of ingle edit", () => {
  for (const [typed, wanted] of rows)
    it(`reads ${JSON.stringify(typed)}`, () => {
      const parsed = parseFileRange(typed);
      if (!parsed) return assert.equal(undefined, wanted);
      const range = rangeOf(parsed, text);
      const told = range
        ? [range.start, range.end].map(({ line, character }) => `${line}:${character}`).join("-")
        : "no such line";
      assert.equal(told, wanted);
    });
});
