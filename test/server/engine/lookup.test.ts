import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Token } from "node-llama-cpp";
import { createLookup } from "../../../server/engine/llama/lookup.ts";

/** Each letter is a token. */
function tokens(text: string): Token[] {
  return [...text].map((letter) => letter.charCodeAt(0) as Token);
}

/** What was written, with every token in capitals that the original was expected to go on with. */
function expected(original: string, written: string): string {
  const lookup = createLookup(tokens(original));
  return [...written]
    .map((letter) => {
      const [offered] = lookup.offer(1);
      const isSame = lookup.wrote(letter.charCodeAt(0) as Token, letter);
      assert.equal(isSame, offered === letter.charCodeAt(0));
      return isSame ? letter.toUpperCase() : letter;
    })
    .join("");
}

describe("what a rewritten text takes from the original", () => {
  const rows: [name: string, original: string, written: string, expected: string][] = [
    ["all of it", "abcdefgh", "abcdefgh", "ABCDEFGH"],
    ["all of it, behind words of the model's own", "abcdefgh", "xyzabcdefgh", "xyzABCDEFGH"],
    ["the rest behind what was put in", "abcdefgh", "abcdxyefgh", "ABCDxyEFGH"],
    ["the rest behind what was left out", "abcdefghij", "abcdhij", "ABCDhIJ"],
    ["the rest behind what was replaced", "abcdefghij", "abcdxyghij", "ABCDxygHIJ"],
    ["the same stretch twice", "abcdefgh", "cdefxcdefgh", "cDEFxcDEFGH"],
    ["of like places the one that is longer alike", "abp.bbq", "bbq", "bbQ"],
    ["of like places the next one", "efghxkmyknzko", "efghkm", "EFGHkM"],
    ["of like places a later one before an earlier one", "kmefghxkn", "efghkn", "eFGHkN"],
    ["nothing of another text", "abcdefgh", "mnopqrst", "mnopqrst"],
    ["nothing of nothing", "", "abc", "abc"],
  ];
  for (const [name, original, written, wanted] of rows)
    it(`is ${name}`, () => {
      assert.equal(expected(original, written), wanted);
    });

  it("is offered as far as the original goes, and no longer", () => {
    const lookup = createLookup(tokens("abc"));
    assert.deepEqual(lookup.offer(8), tokens("abc"));
    for (const token of tokens("abc")) lookup.wrote(token, "");
    assert.equal(lookup.goesOn, false);
    assert.deepEqual(lookup.offer(8), []);
  });

  it("counts how many tokens before the place agree, so that a chance likeness is told from a place", () => {
    const lookup = createLookup(tokens("abcdefgh"));
    const counts = [..."abxdefgh"].map((letter) => {
      lookup.wrote(letter.charCodeAt(0) as Token, letter);
      return lookup.agreed;
    });
    assert.deepEqual(counts, [1, 2, 0, 1, 2, 3, 4, 5]);
  });
});
