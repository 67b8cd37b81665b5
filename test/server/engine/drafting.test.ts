import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDrafting, type Drafting } from "../../../server/engine/llama/drafting.ts";
import { echoShares } from "../../../server/engine/llama/draftText.ts";

/** So many tokens have been written as the draft has them. */
const begun = 3;

/** A drafting that has seen what a generated token takes, and one more in a batch, and how many are taken. */
function seasoned(of: {
  generatedMs: number;
  extraMs: number;
  taken: number;
  offered: number;
}): Drafting {
  const drafting = createDrafting(echoShares);
  const { generatedMs, extraMs, taken, offered } = of;
  for (let time = 0; time < 60; time += 1) {
    drafting.generated(generatedMs);
    const milliseconds = generatedMs + offered * extraMs;
    drafting.evaluated(begun, { offered, taken, milliseconds });
  }
  return drafting;
}

describe("how much of a draft is offered", () => {
  const rows: [name: string, of: Parameters<typeof seasoned>[0], worth: number][] = [
    [
      "nothing, where a token in a batch takes as long as a generated one",
      { generatedMs: 10, extraMs: 10, taken: 8, offered: 8 },
      0,
    ],
    [
      "nothing, where next to nothing is taken",
      { generatedMs: 10, extraMs: 5, taken: 0, offered: 8 },
      0,
    ],
    [
      "all that an evaluation may have, where reading is cheap and everything is taken",
      { generatedMs: 1, extraMs: 0.1, taken: 8, offered: 8 },
      32,
    ],
    [
      "no more than may be read in 50 ms, so that an abort waits no longer",
      { generatedMs: 10, extraMs: 2, taken: 8, offered: 8 },
      20,
    ],
    [
      "no more than may be read while three tokens are generated, on a slow machine",
      { generatedMs: 100, extraMs: 20, taken: 8, offered: 8 },
      10,
    ],
  ];
  for (const [name, of, worth] of rows)
    it(`is ${name}`, () => {
      assert.equal(seasoned(of).worth(begun), worth);
    });

  it("is more, the more of it the model has written by itself", () => {
    const drafting = createDrafting(echoShares);
    for (let time = 0; time < 4; time += 1) {
      drafting.generated(2);
      drafting.evaluated(8, { offered: 4, taken: 4, milliseconds: 4 });
    }
    assert.equal(drafting.worth(0), 0);
    assert.ok(drafting.worth(2) > 0);
    assert.ok(drafting.worth(4) > drafting.worth(2));
  });

  it("grows with what the model writes of drafts that are not offered", () => {
    const drafting = seasoned({ generatedMs: 2, extraMs: 0.8, taken: 8, offered: 8 });
    assert.equal(drafting.worth(0), 0);
    for (let token = 0; token < 100; token += 1)
      for (const agreed of [0, 1, 2]) drafting.compared(agreed, true);
    assert.ok(drafting.worth(0) > 2);
    for (let token = 0; token < 400; token += 1) drafting.compared(0, false);
    assert.equal(drafting.worth(0), 0);
  });

  it("is a little where the cost is not known, once the model has begun as the draft does", () => {
    const drafting = createDrafting(echoShares);
    assert.equal(drafting.worth(begun), 0);
    drafting.generated(2);
    assert.equal(drafting.worth(0), 0);
    assert.equal(drafting.worth(begun), 4);
  });

  it("is tried again now and then where it was slower, and found out to be faster", () => {
    const drafting = seasoned({ generatedMs: 10, extraMs: 10, taken: 8, offered: 8 });
    const offered = Array.from({ length: 31 }, () => drafting.worth(begun));
    assert.deepEqual(
      offered.flatMap((worth, index) => (worth > 0 ? [index] : [])),
      [15],
    );
    for (let time = 0; time < 9; time += 1)
      drafting.evaluated(begun, { offered: 4, taken: 4, milliseconds: 16 });
    assert.ok(drafting.worth(begun) > 4);
  });

  it("is not decided by a single evaluation, which other work may have interrupted", () => {
    const drafting = createDrafting(echoShares);
    drafting.generated(2);
    drafting.evaluated(begun, { offered: 8, taken: 8, milliseconds: 900 });
    assert.equal(drafting.worth(begun), 4);
    for (let time = 0; time < 8; time += 1)
      drafting.evaluated(begun, { offered: 8, taken: 8, milliseconds: time % 2 ? 900 : 4 });
    assert.ok(drafting.worth(begun) > 4);
  });
});
