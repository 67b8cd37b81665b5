import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Proposal } from "../../../../server/protocol/edit.ts";
import type { OpenHunk, TextChange } from "../../../../src/edit/inline/carry.ts";
import {
  afterChanges,
  decided,
  type EditState,
  type Review,
  reviewIn,
} from "../../../../src/edit/inline/state.ts";

const proposal: Proposal = {
  edit: "1",
  title: "shorter",
  files: [],
  checks: {
    syntax: "kept",
    checker: { kind: "unchecked", reason: "There is none." },
    repaired: false,
    faults: [],
  },
};

const hunk = (number: number, firstLine: number): OpenHunk => ({
  ...{ number, firstLine, endLine: firstLine + 1, text: "new\n" },
  ...{ removed: [`line ${firstLine}`], isStale: false },
});
const review: Review = { proposal, hunks: [hunk(1, 2), hunk(2, 6)], count: 2 };
const lineAbove: TextChange = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  text: "above\n",
};
const lineAt = (line: number): string => (line === 0 ? "above" : `line ${line - 1}`);
const places = (state: EditState) => reviewIn(state)?.hunks.map(({ firstLine }) => firstLine);

describe("the state of an edit", () => {
  const states: [name: string, state: EditState][] = [
    ["proposed", { kind: "proposed", review }],
    ["followed up", { kind: "asking", instruction: "", earlier: review }],
    ["waiting for what follows", { kind: "waiting", stage: "reading", earlier: review }],
    ["refused what follows", { kind: "refused", reason: "No.", offer: "again", earlier: review }],
  ];
  for (const [name, state] of states)
    it(`carries its hunks along when it is ${name}`, () =>
      assert.deepEqual(places(afterChanges(state, [lineAbove], lineAt)), [3, 7]));

  it("carries along what is being written", () => {
    const writing = { firstLine: 2, endLine: 4, text: "" };
    const state = afterChanges({ kind: "waiting", stage: "writing", writing }, [lineAbove], lineAt);
    assert.deepEqual(state.kind === "waiting" && state.writing, {
      ...{ firstLine: 3, endLine: 5, text: "" },
    });
  });

  it("goes on with the hunks that wait, and is over with the last", () => {
    const one = decided({ kind: "proposed", review }, 1);
    assert.ok(one);
    assert.deepEqual(places(one), [6]);
    assert.equal(decided(one, 2), undefined);
  });

  it("goes on being asked when the last hunk of before is decided", () => {
    const before: EditState = {
      ...{ kind: "asking", instruction: "" },
      earlier: { ...review, hunks: [hunk(1, 2)] },
    };
    assert.equal(decided(before, 1)?.kind, "asking");
  });
});
