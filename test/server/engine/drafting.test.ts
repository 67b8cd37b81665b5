import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createDrafting, type Drafting } from "../../../server/engine/llama/drafting.ts";

const sure = { probability: 0.9 };
const doubtful = { probability: 0.1 };

/** A drafting that has seen what a generated token takes, what one more in a batch does, and what is taken. */
function seasoned(of: {
  generatedMs: number;
  extraMs: number;
  taken: number;
  offered: number;
  draft?: { probability: number };
}): Drafting {
  const drafting = createDrafting();
  const { generatedMs, extraMs, taken, offered, draft = sure } = of;
  for (let time = 0; time < 40; time += 1) {
    drafting.generated(generatedMs);
    drafting.evaluated(draft, { offered, taken, milliseconds: generatedMs + offered * extraMs });
  }
  return drafting;
}

describe("how much of a draft is offered", () => {
  it("is a little before anything was measured", () => {
    assert.equal(createDrafting().worth(doubtful), 6);
  });

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
      assert.equal(seasoned(of).worth(sure), worth);
    });

  it("is less of a draft that is less probable, while nothing was seen of such drafts", () => {
    const drafting = seasoned({ generatedMs: 2, extraMs: 0.8, taken: 8, offered: 8 });
    assert.ok(drafting.worth(doubtful) > 0);
    assert.ok(drafting.worth(doubtful) < drafting.worth(sure));
  });

  it("tells drafts of different probability apart", () => {
    const drafting = seasoned({ generatedMs: 2, extraMs: 0.8, taken: 0, offered: 8 });
    assert.equal(drafting.worth(sure), 0);
    assert.ok(drafting.worth(doubtful) > 0);
  });

  it("is tried again now and then where it was slower, and found out to be faster", () => {
    const drafting = seasoned({ generatedMs: 10, extraMs: 10, taken: 8, offered: 8 });
    const offered = Array.from({ length: 31 }, () => drafting.worth(sure));
    assert.deepEqual(
      offered.flatMap((worth, index) => (worth > 0 ? [index] : [])),
      [15],
    );
    for (let time = 0; time < 9; time += 1)
      drafting.evaluated(sure, { offered: 6, taken: 6, milliseconds: 16 });
    assert.ok(drafting.worth(sure) > 6);
  });

  it("is not decided by a single evaluation, which other work may have interrupted", () => {
    const drafting = createDrafting();
    drafting.generated(2);
    drafting.evaluated(sure, { offered: 8, taken: 8, milliseconds: 900 });
    assert.equal(drafting.worth(sure), 6);
    for (let time = 0; time < 8; time += 1)
      drafting.evaluated(sure, { offered: 8, taken: 8, milliseconds: time % 2 ? 900 : 4 });
    assert.ok(drafting.worth(sure) > 6);
  });
});
