import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  affordableTokens,
  charactersPerToken,
  divideContext,
  snippetRoom,
} from "../../../server/prompt/budget.ts";

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

describe("affordableTokens", () => {
  const rows: [speed: number | undefined, tokens: number][] = [
    [undefined, 1536],
    [10_000, 1536],
    [400, 1152],
    [410, 1152],
    [131, 512],
    [1, 512],
  ];
  for (const [promptTokensPerSecond, tokens] of rows)
    it(`is ${tokens} tokens at ${promptTokensPerSecond ?? "an unknown number of"} tokens a second`, () => {
      assert.equal(affordableTokens({ promptTokensPerSecond, least: 512, most: 1536 }), tokens);
    });
});

describe("snippetRoom", () => {
  const budget = divideContext({ contextTokens: 2048, answerTokens: 64, charactersPerToken: 2 });
  const rows: [name: string, prefix: number, suffix: number, room: number][] = [
    ["its own share beside a long file", 9000, 9000, 960],
    ["most of the rest beside an empty one", 0, 0, 960 + 0.75 * (1920 + 960)],
    ["most of what a short suffix leaves", 9000, 160, 960 + 0.75 * 800],
  ];
  for (const [name, prefix, suffix, room] of rows)
    it(`is ${name}`, () => {
      const cursor = { prefix: { length: prefix }, suffix: { length: suffix } };
      assert.equal(snippetRoom(budget, cursor), room);
    });
});
