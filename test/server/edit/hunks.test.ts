import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { proposedHunks } from "../../../server/edit/hunks.ts";
import { linesOf } from "../../../server/edit/lines.ts";
import { withHunks } from "../../../server/protocol/hunks.ts";

/** A document, what it shall say (with LF), and what it says then, byte by byte. */
const rows: [name: string, before: string, after: string, wanted: string][] = [
  ["LF", "a\nb\nc\n", "a\nB\nc\n", "a\nB\nc\n"],
  ["CRLF", "a\r\nb\r\nc\r\n", "a\nB\nB2\nc\n", "a\r\nB\r\nB2\r\nc\r\n"],
  ["mixed line ends", "a\nb\r\nc\nd\n", "a\nB\nc\nd\nE\n", "a\nB\r\nc\nd\nE\n"],
  ["mostly CRLF", "a\r\nb\r\nc\n", "a\nb\nc\nd\n", "a\r\nb\r\nc\nd\r\n"],
  ["lone CR", "a\rb\rc\r", "a\nx\nc\n", "a\rx\rc\r"],
  ["a last line without an end", "a\nb", "a\nb\nc", "a\nb\nc"],
  ["a CRLF document without a last end", "a\r\nb", "a\nB\nc\n", "a\r\nB\r\nc\r\n"],
  ["an empty document", "", "a\n", "a\n"],
  ["a document that becomes empty", "a\nb\n", "", ""],
  ["nothing", "a\r\nb\n", "a\nb\n", "a\r\nb\n"],
];

describe("hunks of a proposal", () => {
  for (const [name, before, after, wanted] of rows)
    it(`keep what stays byte by byte: ${name}`, () => {
      const lines = linesOf(before);
      assert.equal(withHunks(before, proposedHunks(lines, after)), wanted);
    });
});
