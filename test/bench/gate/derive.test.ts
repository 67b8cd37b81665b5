import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { bestOf, outcomesOf, type Replay, sharesToken, takenCurve } from "./derive.ts";

describe("the thresholds of the gate", () => {
  /** A model that says how sure it is rightly: right at 0.9 a token, wrong at 0.2. */
  const replays: Replay[] = Array.from({ length: 40 }, (_, index) => {
    const right = index % 2 === 0;
    return {
      languageId: "typescript",
      text: "items.length",
      pieces: [
        { text: "items", confidence: right ? 0.9 : 0.2 },
        { text: ".length", confidence: right ? 0.9 : 0.2 },
      ],
      next: right ? "items.length;" : "total;",
    };
  });

  it("tell a sure model's right answers from its wrong ones", () => {
    const best = bestOf(outcomesOf(replays), 0.95);
    assert.equal(best?.show, 1);
    assert.equal(best?.quiet, 1);
    assert.equal(best?.kept, 1);
  });

  it("cannot tell them where the model is as sure of both", () => {
    const alike = replays.map((replay) => ({ ...replay, pieces: replays[0]?.pieces ?? [] }));
    const best = bestOf(outcomesOf(alike), 0.95);
    assert.ok(best === undefined || best.show === 0, JSON.stringify(best));
  });

  const rows: [suggestion: string, next: string, shares: boolean][] = [
    ["items.length", "items[0]", true],
    ["items.length", "total", false],
    ["foo(", "bar(", false],
    ["a + b", "c + d", true],
    ["\n  a();\n  b();", "b();", false],
  ];
  for (const [suggestion, next, shares] of rows)
    it(`${shares ? "see" : "see no"} token of ${JSON.stringify(next)} in ${JSON.stringify(suggestion)}`, () => {
      assert.equal(sharesToken(suggestion, next), shares);
    });
});

describe("the curve by which the gate is moved", () => {
  /** Of a thousand answers at each of these, as many are typed as the logit says. */
  const replays: Replay[] = [-2, -1, -0.5, -0.1].flatMap((mean) => {
    const chance = 1 / (1 + Math.exp(1 - 1.5 * mean));
    return Array.from({ length: 1_000 }, (_, index) => ({
      languageId: "typescript",
      text: "items",
      pieces: [{ text: "items", confidence: Math.exp(mean) }],
      next: index < 1_000 * chance ? "ite\n  ms.length" : "other",
    }));
  });

  it("is found again from what people typed", () => {
    const { intercept, slope, of } = takenCurve(
      replays,
      { unsure: 0.01, drop: 9, mean: -2.5, worth: 1 },
      -0.1,
    );
    assert.equal(of, 4_000);
    assert.ok(Math.abs(intercept + 1) < 0.05, String(intercept));
    assert.ok(Math.abs(slope - 1.5) < 0.05, String(slope));
  });
});
