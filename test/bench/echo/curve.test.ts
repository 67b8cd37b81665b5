import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { curveAt, curveOf, type Ranked } from "./curve.ts";

describe("the curve of coverage against exactness", () => {
  /** Answers by their probability; capitals are right, `-` is none. */
  function answers(text: string): Ranked[] {
    const sure: Record<string, number> = { a: 0.9, b: 0.5, c: 0.1 };
    return [...text].map((each) => ({
      probability: sure[each.toLowerCase()],
      exact: each !== "-" && each === each.toUpperCase(),
      shown: each === "-" ? 0 : 10,
      kept: each === "-" ? 0 : 5,
    }));
  }

  it("has a point at each probability, the greatest first", () => {
    assert.deepEqual(
      curveOf(answers("cBA-aA")).map(({ answered, exact }) => [answered, exact]),
      [
        [3, 2],
        [4, 3],
        [5, 3],
      ],
    );
  });

  const rows: [name: string, all: string, share: number, exact: number][] = [
    ["takes the surest", "cAcc", 0.25, 1],
    ["takes of equally sure answers a part of each", "Aaaa", 0.5, 0.5],
    ["goes into the next probability by a part", "ABbb", 0.5, 1 + 1 / 3],
    ["counts cursors without an answer as wrong", "A---", 1, 1],
    ["ends where the answers end", "AB--", 0.75, 2],
  ];
  for (const [name, all, share, exact] of rows)
    it(name, () => {
      const at = curveAt(answers(all), share);
      assert.ok(Math.abs(at.exact - exact) < 1e-9, String(at.exact));
      assert.equal(at.answered, share * all.length);
    });

  it("counts the characters of what is shown", () => {
    assert.deepEqual(curveAt(answers("Ab--"), 1), { answered: 4, exact: 1, shown: 20, kept: 10 });
  });
});
