import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { charactersPerToken, divideContext } from "../../../server/prompt/budget.ts";

describe("divideContext", () => {
  const rows: [
    contextTokens: number,
    mostTokens: number | undefined,
    prefix: number,
    other: number,
  ][] = [
    [2048, undefined, 960, 480],
    [2048, 800, 400, 200],
    [100, undefined, 0, 0],
    [0, undefined, 0, 0],
  ];
  for (const [contextTokens, mostTokens, prefixTokens, other] of rows)
    it(`gives ${prefixTokens} tokens to the prefix of ${contextTokens}`, () => {
      const budget = divideContext({
        contextTokens,
        answerTokens: 64,
        charactersPerToken: 3,
        ...(mostTokens !== undefined && { mostTokens }),
      });
      assert.deepEqual(budget, {
        prefixTokens,
        suffixTokens: other,
        snippetTokens: other,
        roomTokens: Math.max(0, contextTokens - 128),
        charactersPerToken: 3,
      });
    });
});

describe("charactersPerToken", () => {
  it("grows with the vocabulary", () => {
    assert.deepEqual([264, 16_384, 49_152, 151_936].map(charactersPerToken), [1, 2.5, 2.5, 3]);
  });
});
