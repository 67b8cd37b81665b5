import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  createInstructions,
  type InstructionStore,
  mostInstructions,
  recall,
} from "../../../../src/edit/inline/instructions.ts";

function store(): InstructionStore {
  const values = new Map<string, unknown>();
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    update: async (key, value) => void values.set(key, value),
  };
}

describe("instructions of before", () => {
  it("are kept newest first, each once, without what is empty", () => {
    const instructions = createInstructions(store());
    for (const each of ["sort", "trim", "  ", " sort "]) instructions.add(each);
    assert.deepEqual(instructions.all, ["sort", "trim"]);
  });

  it("are so many at most", () => {
    const instructions = createInstructions(store());
    for (let at = 0; at < mostInstructions + 5; at += 1) instructions.add(`number ${at}`);
    assert.equal(instructions.all.length, mostInstructions);
    assert.equal(instructions.all[0], `number ${mostInstructions + 4}`);
  });

  const all = ["newest", "middle", "oldest"];
  const rows: [current: string, direction: "earlier" | "later", wanted: string | undefined][] = [
    ["", "earlier", "newest"],
    ["newest", "earlier", "middle"],
    ["oldest", "earlier", undefined],
    ["oldest", "later", "middle"],
    ["newest", "later", ""],
    ["", "later", undefined],
    ["half typ", "later", undefined],
  ];
  for (const [current, direction, wanted] of rows)
    it(`go from ${JSON.stringify(current)} ${direction} to ${JSON.stringify(wanted)}`, () =>
      assert.equal(recall(all, current, direction), wanted));

  it("do not take what was half typed", () =>
    assert.equal(recall(all, "half typ", "earlier"), undefined));
});
