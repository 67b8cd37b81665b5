import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { loosest, strictest } from "../../../server/completion/strictness.ts";
import thresholds from "../../../server/completion/thresholds.json" with { type: "json" };
import type { Replay } from "./derive.ts";
import { type Life, live } from "./people.ts";

/** Answers of which one is as likely as any other between these mean log-probabilities. */
function answers(from: number, to: number): Replay[] {
  return Array.from({ length: 100 }, (_, index) => {
    const confidence = Math.exp(from + ((to - from) * index) / 99);
    return {
      languageId: "typescript",
      text: "items",
      next: "",
      pieces: [{ text: "items", confidence }],
    };
  });
}

/** Where the thresholds were on average over a stretch of the suggestions. */
function average(life: Life, from: number, to?: number): number {
  const part = life.moved.slice(from, to);
  return part.reduce((sum, moved) => sum + moved, 0) / part.length;
}

describe("somebody whose taste is known", () => {
  const { slope } = thresholds.taken;
  const sure = answers(-2, -0.05);
  const lifeOf = (taste: (seen: number) => number, { seed = 1, requests = 2_500 } = {}) =>
    live(sure, { taste, seed, requests });

  for (const moved of [strictest, 0.2, 0, -0.25, -0.45, loosest])
    it(`whose thresholds would be right at ${moved} has them there in the end, about`, () => {
      const lives = [1, 2].map((seed) => lifeOf(() => -moved * slope, { seed }));
      const ends = lives.map((life) => average(life, -150));
      const end = ends.reduce((sum, each) => sum + each, 0) / ends.length;
      assert.ok(Math.abs(end - moved) < 0.15, `${end}`);
    });

  it("sees more, or less, than at first, and to more use than with thresholds that stand", () => {
    for (const taste of [-1, 1.2]) {
      const { shown, worth } = lifeOf(() => taste);
      assert.equal(shown.adapted > shown.shipped, taste > 0, JSON.stringify(shown));
      const lost = (worth.best - worth.adapted) / (worth.best - worth.shipped);
      assert.ok(lost < 0.5, `${taste}: ${lost}`);
    }
  });

  it("loses next to nothing by it where the taste is that of the replays", () => {
    const { shown, worth } = lifeOf(() => 0);
    assert.ok(Math.abs(shown.adapted / shown.shipped - 1) < 0.2, JSON.stringify(shown));
    assert.ok(worth.adapted > 0.9 * worth.shipped, JSON.stringify(worth));
  });

  it("may change it", () => {
    const life = lifeOf((seen) => (seen < 300 ? -2 : 2), { requests: 4_000 });
    assert.ok(average(life, 200, 300) > 0.3, `${average(life, 200, 300)}`);
    assert.ok(average(life, 500, 600) < -0.3, `${average(life, 500, 600)}`);
    const back = lifeOf((seen) => (seen < 300 ? 2 : -4));
    assert.ok(average(back, 200, 300) < -0.4, `${average(back, 200, 300)}`);
    assert.ok(average(back, 600, 700) > 0.1, `${average(back, 600, 700)}`);
  });

  it("is never left in silence, though no answer is as sure as the strictest gate would have it", () => {
    const unsure = answers(-0.79, -0.45);
    const never = live(unsure, { taste: () => -9, seed: 1, requests: 2_000 });
    assert.ok(never.moved.every((moved) => moved <= strictest));
    assert.ok(never.shown.adapted >= never.shown.shipped / 9, JSON.stringify(never.shown));
    const later = live(unsure, {
      taste: (seen) => (seen < 200 ? -9 : 1),
      seed: 1,
      requests: 4_000,
    });
    assert.ok((later.moved.at(-1) ?? 1) < 0, String(later.moved.at(-1)));
  });

  it("never sees everything, though everything is taken", () => {
    const life = live(answers(-4, -0.05), { taste: () => 9, seed: 1, requests: 1_000 });
    assert.ok(life.moved.every((moved) => moved >= loosest));
    assert.ok(life.shown.adapted < 450, JSON.stringify(life.shown));
  });
});
