import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { indentOf, indentUnit } from "../../../server/text/indentation.ts";

describe("indentation", () => {
  const units: [text: string, unit: string | undefined][] = [
    ["a\nb\n", undefined],
    ["a\n  b\n    c\n", "  "],
    ["a:\n    b\n\n    c\n", "    "],
    ["a\n\tb\n\t\tc\n", "\t"],
    ["/*\n * a\n */\na {\n    b\n}\n", "    "],
    ["a\n\tb\n\t  c\n", "\t"],
    ["a:\n    b:\n        c\nd:\n    e(f,\n      g)\n", "    "],
  ];
  for (const [text, unit] of units)
    it(`of ${JSON.stringify(text)} goes by ${JSON.stringify(unit)}`, () => {
      assert.equal(indentUnit(text), unit);
    });

  it("is the white space at the beginning", () => {
    assert.equal(indentOf("\t a b"), "\t ");
    assert.equal(indentOf("a"), "");
  });
});
