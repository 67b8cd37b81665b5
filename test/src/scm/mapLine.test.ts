import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { lineMap } from "../../../src/scm/review/mapLine.ts";

describe("a line of a diff in a document", () => {
  const text = "a\nb\nc\nd\n";
  const rows: [name: string, now: string, lines: (number | undefined)[]][] = [
    ["the same text", text, [0, 1, 2, 3]],
    ["other line ends", text.replaceAll("\n", "\r\n"), [0, 1, 2, 3]],
    ["a line more above", "x\na\nb\nc\nd\n", [1, 2, 3, 4]],
    ["a line more below", "a\nb\nc\nd\nx\n", [0, 1, 2, 3]],
    ["a line less", "a\nc\nd\n", [0, undefined, 1, 2]],
    ["a line that changed", "a\nB\nc\nd\n", [0, undefined, 2, 3]],
    ["a line that became two", "a\nB\nBB\nc\nd\n", [0, undefined, 3, 4]],
    ["nothing", "", [undefined, undefined, undefined, undefined]],
  ];
  for (const [name, now, lines] of rows)
    it(`is found beside ${name}`, () => {
      const map = lineMap(text, now);
      assert.deepEqual([0, 1, 2, 3].map(map), lines);
    });
});
