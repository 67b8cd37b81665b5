import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { insideOf } from "../../../server/text/inside.ts";

/** A text up to the cursor, its language, and what the cursor is inside of. */
const rows: [before: string, languageId: string, inside: ReturnType<typeof insideOf>][] = [
  ["const a = 1; ", "typescript", "code"],
  ["// see ", "typescript", "comment"],
  ["// see\n", "typescript", "code"],
  ['const url = "http://x', "typescript", "string"],
  ['const url = "http://x"; ', "typescript", "code"],
  ['"it\\"s', "typescript", "string"],
  ["'not closed\nnext ", "typescript", "code"],
  ["`over\nlines ", "typescript", "string"],
  ["/* one\n * two ", "java", "comment"],
  ["/* one */ ", "java", "code"],
  ["/* it's */ ", "java", "code"],
  ["fn f<'a>(x: &'a ", "rust", "code"],
  ['"""Says\nwhat ', "python", "string"],
  ["x = 1  # why ", "python", "comment"],
  ["# it's\nx", "python", "code"],
  ["<!-- todo ", "html", "comment"],
  ["<p>don't ", "html", "code"],
  ["don't ", "markdown", "code"],
];

describe("insideOf", () => {
  for (const [before, languageId, inside] of rows)
    it(`finds ${inside} after ${JSON.stringify(before)} in ${languageId}`, () => {
      assert.equal(insideOf(before, languageId), inside);
    });

  it("costs no more in a long file", () => {
    assert.equal(insideOf(`${"a = 'b'\n".repeat(100_000)}# why`, "python"), "comment");
  });
});
