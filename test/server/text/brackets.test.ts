import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { closersFor, scanBrackets } from "../../../server/text/brackets.ts";

/** A text, the quote of the string that it begins in, and what has no partner in it. */
const rows: [
  text: string,
  first: string | undefined,
  unmatched: string,
  open: string,
  quote?: string,
][] = [
  ["f(a[0], {})", undefined, "", ""],
  ["f(a[", undefined, "", "(["],
  [")] }", undefined, ")]}", ""],
  ["(]", undefined, "]", "("],
  ["f(')', \"]\", `}`)", undefined, "", ""],
  ["f('\\')')", undefined, "", ""],
  ["f('a", undefined, "", "(", "'"],
  ["don't (", undefined, "", "("],
  ["fn a<'a>(b: &'a str) {", undefined, "", "{"],
  ["a' + b)", "'", "')", ""],
  ["a b", '"', "", "", '"'],
  ["a(); // (\nb();", undefined, "", ""],
  ["'http://a(' + b", undefined, "", ""],
];

describe("brackets without a partner", () => {
  for (const [text, first, unmatched, open, quote] of rows)
    it(`are found in ${JSON.stringify(text)}${first ? ` behind ${first}` : ""}`, () => {
      const found = scanBrackets(text, { quote: first });
      assert.equal(found.unmatched.map(({ character }) => character).join(""), unmatched);
      assert.equal(found.open.map(({ character }) => character).join(""), open);
      assert.equal(found.quote, quote);
    });

  it("are closed from the inside out", () => {
    assert.equal(closersFor(scanBrackets("a({ b: [")), "]})");
  });
});
