import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { carryHunks, type LineChange } from "../../../../src/edit/multi/carry.ts";

const hunks = [
  { firstLine: 3, endLine: 5, text: "a\n" },
  { firstLine: 9, endLine: 9, text: "b\n" },
];
const at = (startLine: number, endLine: number, lineEnds: number): LineChange => ({
  ...{ startLine, endLine, lineEnds },
});

/** Changes of a document, and the lines at which the two hunks begin then. */
const rows: [what: string, changes: LineChange[], begin: [number, number] | undefined][] = [
  ["nothing", [], [3, 9]],
  ["lines that come above", [at(0, 0, 2)], [5, 11]],
  ["lines that go above", [at(0, 2, 0)], [1, 7]],
  ["a change below", [at(10, 12, 7)], [3, 9]],
  ["a change between", [at(6, 6, 1)], [3, 10]],
  ["a change right above", [at(2, 2, 0)], [3, 9]],
  ["a change right below", [at(5, 5, 1)], [3, 10]],
  ["a change within", [at(4, 4, 0)], undefined],
  ["a change that reaches into it", [at(1, 3, 0)], undefined],
  ["a change where lines are to come", [at(8, 9, 1)], undefined],
  ["a change of all", [at(0, 20, 3)], undefined],
  ["several changes", [at(0, 0, 1), at(7, 7, 1), at(0, 1, 0)], [3, 10]],
];

describe("hunks of a document that was changed elsewhere", () => {
  for (const [what, changes, begin] of rows)
    it(`${begin ? "move with" : "do not survive"} ${what}`, () => {
      const carried = carryHunks(hunks, changes);
      assert.deepEqual(
        carried?.map(({ firstLine }) => firstLine),
        begin,
      );
      assert.deepEqual(
        carried?.map(({ firstLine, endLine }) => endLine - firstLine),
        begin && [2, 0],
      );
    });
});
