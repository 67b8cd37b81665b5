import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDrafting, type Drafting } from "../../../server/engine/llama/drafting.ts";
import { echoShares } from "../../../server/engine/llama/draftText.ts";

/** So many tokens have been written as the draft has them. */
const begun = 3;

/** Milliseconds that so many tokens take at once. */
type Times = readonly (readonly [tokens: number, milliseconds: number])[];

/** A drafting that has seen what batches take, and that all of them is taken, or nothing. */
function seasoned(times: Times, taken: "all" | "nothing" = "all"): Drafting {
  const drafting = createDrafting(echoShares);
  for (let time = 0; time < 60; time += 1)
    for (const [tokens, milliseconds] of times)
      if (tokens === 1) drafting.generated(milliseconds);
      else {
        const offered = tokens - 1;
        drafting.evaluated(begun, { offered, taken: taken === "all" ? offered : 0, milliseconds });
      }
  return drafting;
}

/** Each token of a batch takes as long as one alone. */
const evenly = [1, 4, 8, 16, 32].map((tokens) => [tokens, 10 * tokens] as const);
const cheaply = [1, 4, 8, 16, 32].map((tokens) => [tokens, 1 + 0.1 * tokens] as const);

describe("how much of a draft is offered", () => {
  const rows: [name: string, drafting: Drafting, worth: number][] = [
    ["nothing, where tokens take as long at once as one by one", seasoned(evenly), 0],
    ["nothing, where next to nothing is taken", seasoned(cheaply, "nothing"), 0],
    ["a full batch, where reading is cheap and everything is taken", seasoned(cheaply), 31],
    [
      "no more than may be read in 50 ms, so that typing waits no longer",
      seasoned([1, 4, 8, 16, 32].map((tokens) => [tokens, 10 + 2 * tokens] as const)),
      15,
    ],
    [
      "no more than the least piece of a prompt, on a slow machine",
      seasoned([1, 4, 8, 16, 32].map((tokens) => [tokens, 100 + 20 * tokens] as const)),
      7,
    ],
    [
      "a larger batch, where a small one takes as long",
      seasoned([
        [1, 15],
        [4, 76],
        [8, 84],
      ]),
      7,
    ],
  ];
  for (const [name, drafting, worth] of rows)
    it(`is ${name}`, () => {
      assert.equal(drafting.worth(begun), worth);
    });

  it("is more, the more of it the model has written by itself", () => {
    const drafting = createDrafting(echoShares);
    for (let time = 0; time < 4; time += 1) {
      drafting.generated(2);
      for (const [offered, milliseconds] of [
        [3, 3.5],
        [7, 5],
        [15, 8],
        [31, 17],
      ] as const)
        drafting.evaluated(9, { offered, taken: offered, milliseconds });
    }
    assert.deepEqual(
      [0, 1, 5].map((agreed) => drafting.worth(agreed)),
      [0, 7, 15],
    );
  });

  it("grows with what the model writes of drafts that are not offered", () => {
    const drafting = seasoned([
      [1, 2],
      [4, 4],
    ]);
    assert.equal(drafting.worth(0), 0);
    for (let token = 0; token < 100; token += 1)
      for (const agreed of [0, 1, 2]) drafting.compared(agreed, true);
    assert.ok(drafting.worth(0) > 0);
    for (let token = 0; token < 400; token += 1) drafting.compared(0, false);
    assert.equal(drafting.worth(0), 0);
  });

  it("is a little where the cost is not known, once the model has begun as the draft does", () => {
    const drafting = createDrafting(echoShares);
    assert.equal(drafting.worth(begun), 0);
    drafting.generated(2);
    assert.equal(drafting.worth(0), 0);
    assert.equal(drafting.worth(begun), 3);
  });

  it("is tried again now and then where it was slower, and found out to be faster", () => {
    const drafting = seasoned(evenly);
    const offered = Array.from({ length: 20 }, () => drafting.worth(begun));
    assert.deepEqual(
      offered.flatMap((worth, index) => (worth > 0 ? [index] : [])),
      [15],
    );
    for (let time = 0; time < 9; time += 1)
      drafting.evaluated(begun, { offered: 7, taken: 7, milliseconds: 16 });
    assert.equal(drafting.worth(begun), 7);
  });

  it("is not decided by a single evaluation, which other work may have interrupted", () => {
    const drafting = createDrafting(echoShares);
    drafting.generated(2);
    drafting.evaluated(begun, { offered: 3, taken: 3, milliseconds: 900 });
    assert.equal(drafting.worth(begun), 3);
    for (let time = 0; time < 8; time += 1)
      drafting.evaluated(begun, { offered: 3, taken: 3, milliseconds: time % 2 ? 900 : 3 });
    assert.ok(drafting.worth(begun) > 3);
  });

  it("is tried in larger batches only where smaller ones have kept nobody waiting", () => {
    const drafting = seasoned([
      [1, 30],
      [4, 45],
      [8, 60],
    ]);
    assert.equal(drafting.worth(begun), 7);
  });
});
