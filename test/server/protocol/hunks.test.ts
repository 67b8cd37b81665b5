import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Hunk, hunksOf } from "../../../server/protocol/hunks.ts";

const rows: [name: string, before: string, after: string, wanted: Hunk[]][] = [
  ["nothing", "a\nb\n", "a\nb\n", []],
  ["a line", "a\nb\nc\n", "a\nB\nc\n", [{ firstLine: 1, endLine: 2, text: "B\n" }]],
  [
    "two places",
    "a\nb\nc\nd\n",
    "A\nb\nc\nD\ne\n",
    [
      { firstLine: 0, endLine: 1, text: "A\n" },
      { firstLine: 3, endLine: 4, text: "D\ne\n" },
    ],
  ],
  ["lines that go", "a\nb\nc\n", "c\n", [{ firstLine: 0, endLine: 2, text: "" }]],
  ["lines that come", "a\nc\n", "a\nb\nc\n", [{ firstLine: 1, endLine: 1, text: "b\n" }]],
  ["a last line without an end", "a\nb", "a\nc", [{ firstLine: 1, endLine: 2, text: "c" }]],
];

describe("hunks", () => {
  for (const [name, before, after, wanted] of rows) {
    it(`say ${name}`, () => assert.deepEqual(hunksOf(before, after), wanted));
    it(`make the one text of the other: ${name}`, () =>
      assert.equal(applied(before, hunksOf(before, after)), after));
  }
});

function applied(before: string, hunks: readonly Hunk[]): string {
  const lines = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  for (const { firstLine, endLine, text } of [...hunks].reverse())
    lines.splice(firstLine, endLine - firstLine, text);
  return lines.join("");
}
