import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createProbability } from "../../../server/echo/probability.ts";
import { randomNumbers } from "../random.ts";
import { type Choice, judge, learn } from "./learn.ts";
import { fitLogistic } from "./logistic.ts";
import { reliabilityOf } from "./reliability.ts";

describe("logistic regression", () => {
  it("recovers the weights that made its rows", () => {
    const wanted = { bias: -1, near: 2, far: -0.5 };
    const random = randomNumbers(7);
    const rows = Array.from({ length: 20_000 }, () => {
      const features = { near: 4 * random() - 2, far: 10 * random(), same: 3 };
      const sum = wanted.bias + wanted.near * features.near + wanted.far * features.far;
      return { features, right: random() < 1 / (1 + Math.exp(-sum)) };
    });
    const { bias, features } = fitLogistic(rows, { ridge: 1e-6 });
    const slopes = Object.values(features).map(({ weight, scale }) => weight / scale);
    const offset = Object.values(features).reduce(
      (sum, { mean, scale, weight }) => sum - (weight * mean) / scale,
      bias,
    );
    for (const [found, expected] of [
      [slopes[0], wanted.near],
      [slopes[1], wanted.far],
      [slopes[2], 0],
      [offset, wanted.bias],
    ] as const)
      assert.ok(Math.abs(found! - expected) < 0.12, `${found} is not about ${expected}`);
  });

  it("stays finite where the rows can be told apart without error", () => {
    const rows = [-2, -1, 1, 2].map((x) => ({ features: { x }, right: x > 0 }));
    const { features } = fitLogistic(rows, { ridge: 1 });
    const probabilityOf = createProbability({ origin: "", bias: 0, features });
    assert.ok(probabilityOf({ x: 2 }) > 0.7 && probabilityOf({ x: 2 }) < 1);
  });
});

describe("learning what to say", () => {
  it("chooses the right candidate where a feature tells it", () => {
    const choices: Choice[] = Array.from({ length: 50 }, (_, index) => ({
      given: { rest: "right", where: "inside", repository: "one" },
      candidates: [
        { text: index % 10 === 0 ? "other" : "right", features: { agreement: 0.8 } },
        { text: "wrong", features: { agreement: 0.1 } },
      ],
    }));
    const judged = judge(learn(choices), choices);
    assert.equal(judged.filter(({ right }) => right).length, 45);
    for (const { probability } of judged) assert.ok(Math.abs(probability - 0.9) < 0.03);
  });
});

describe("reliability", () => {
  const judged = (probability: number, rights: string) =>
    [...rights].map((each) => ({ probability, right: each === "y" }));

  it("compares what was predicted with what came", () => {
    const { bins, calibrationError, brier } = reliabilityOf([
      ...judged(0.75, "yyyn"),
      ...judged(0.25, "yn"),
      ...judged(1, "yy"),
    ]);
    assert.deepEqual(bins, [
      { count: 2, predicted: 0.25, observed: 0.5 },
      { count: 4, predicted: 0.75, observed: 0.75 },
      { count: 2, predicted: 1, observed: 1 },
    ]);
    assert.equal(calibrationError, (2 / 8) * 0.25);
    assert.equal(brier, (3 * 0.25 ** 2 + 0.75 ** 2 + 0.75 ** 2 + 0.25 ** 2) / 8);
  });
});
