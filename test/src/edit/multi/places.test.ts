import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { hunksWithPlaces } from "../../../../src/edit/multi/places.ts";

describe("hunks once they are applied", () => {
  it("stand where those before them have moved them", () => {
    const hunks = [
      { firstLine: 2, endLine: 3, text: "a\nb\nc\n" },
      { firstLine: 5, endLine: 8, text: "" },
      { firstLine: 10, endLine: 11, text: "d" },
    ];
    assert.deepEqual(
      hunksWithPlaces(hunks).map(({ first, end }) => [first, end]),
      [
        [2, 5],
        [7, 7],
        [9, 10],
      ],
    );
  });
});
