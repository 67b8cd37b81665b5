import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { adaptedGate, createTrials } from "../../../server/completion/adaptedGate.ts";

const limits = { unsure: 0.2, drop: 3, mean: -0.8, worth: 4 };
const text = "items";
const pieces = (mean: number) => [{ text, confidence: Math.exp(mean) }];

describe("the gate with moved thresholds", () => {
  /** How sure the suggestion is, how far the thresholds are moved, whether it may be tried. */
  const rows: [name: string, mean: number, moved: number, tries: boolean, shown: boolean][] = [
    ["shows at first what is sure enough", -0.7, 0, false, true],
    ["silences at first what is not", -0.9, 0, true, false],
    ["shows less sure ones where it is looser", -0.9, -0.3, false, true],
    ["silences unsure ones all the same", -1.2, -0.3, true, false],
    ["silences surer ones where it is stricter", -0.7, 0.3, false, false],
    ["tries one of these now and then", -0.7, 0.3, true, true],
    ["tries none that was silenced at first", -0.9, 0.3, true, false],
    ["shows the surest without trying", -0.3, 0.3, false, true],
  ];
  for (const [name, mean, moved, tries, shown] of rows)
    it(name, () => {
      const judged = adaptedGate(text, pieces(mean), { limits, moved, tries: () => tries });
      assert.equal(judged.text, shown ? text : "");
      const tried = shown && tries;
      assert.equal(judged.tried, tried ? true : undefined);
      assert.ok(Math.abs(judged.limits.mean - (limits.mean + (tried ? 0 : moved))) < 1e-9);
      assert.ok(Math.abs((judged.mean ?? 0) - mean) < 1e-9);
    });

  it("moves what is asked of a single token as well", () => {
    const two = [
      { text: "items", confidence: 0.9 },
      { text: ".map", confidence: 0.22 },
    ];
    const left = (moved: number) =>
      adaptedGate("items.map", two, { limits, moved, tries: () => false }).text;
    assert.deepEqual([left(-0.1), left(0.3)], ["items.map", "items"]);
  });

  it("tries each eighth generation, and says the same of it when it is asked again", () => {
    const tries = createTrials();
    const generations = Array.from({ length: 24 }, () => ({}));
    const tried = generations.filter((each) => tries(each));
    assert.deepEqual(tried, [generations[7], generations[15], generations[23]]);
    assert.deepEqual(
      generations.filter((each) => tries(each)),
      tried,
    );
  });
});
