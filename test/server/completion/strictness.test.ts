import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  loosest,
  mostObservations,
  type Observation,
  strictest,
  strictnessFrom,
} from "../../../server/completion/strictness.ts";

/** So many suggestions as sure as `mean`, of which each `everyth` is taken; 0 is none. */
function seen(count: number, everyth: number, mean = -0.5): Observation[] {
  return Array.from({ length: count }, (_, at) => ({
    at,
    mean,
    taken: everyth > 0 && at % everyth === everyth - 1,
  }));
}

describe("how strict the gate is", () => {
  const rows: [name: string, observations: Observation[], least: number, most: number][] = [
    ["is as at first where nothing was seen", [], 0, 0],
    ["hardly moves with one suggestion that is left", seen(1, 0), 0.005, 0.05],
    ["moves somewhat with one that is taken, which is rarer", seen(1, 1), -0.15, -0.05],
    ["stays where suggestions are taken as often as expected", seen(500, 6), -0.05, 0.05],
    ["has moved half of its way after some fifteen that are left", seen(15, 0), 0.15, 0.25],
    ["grows no further than its end", seen(500, 0), strictest - 0.001, strictest],
    ["shrinks no further than its end", seen(500, 1), loosest, loosest + 0.001],
    ["follows who takes more by now", [...seen(400, 0), ...seen(200, 2)], loosest, -0.3],
    ["follows who takes less by now", [...seen(400, 2), ...seen(300, 0)], 0.2, strictest],
    ["expects less of suggestions that are less sure", seen(200, 13, -1.2), -0.1, 0.1],
    ["expects more of suggestions that are surer", seen(200, 13, -0.1), 0.2, strictest],
    ["outlives probabilities of next to nothing", seen(300, 3, -20), loosest, loosest + 0.001],
  ];
  for (const [name, observations, least, most] of rows)
    it(name, () => {
      const { moved } = strictnessFrom(observations);
      assert.ok(moved >= least && moved <= most, String(moved));
    });

  it("is told by the newest fifty suggestions", () => {
    const { taken, of } = strictnessFrom([...seen(200, 1), ...seen(50, 5)]);
    assert.deepEqual({ taken, of }, { taken: 10, of: 50 });
    assert.equal(strictnessFrom(seen(3, 1)).of, 3);
  });

  it("forgets what is older than what is kept", () => {
    const newest = seen(mostObservations, 3);
    assert.deepEqual(strictnessFrom([...seen(100, 1), ...newest]), strictnessFrom(newest));
  });
});
