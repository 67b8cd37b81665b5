import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createRestarts } from "../../../server/process/restarts.ts";

/** How long each crashed engine had lived, and what is done about each crash. */
const rows: [name: string, lives: number[], waits: (number | "give-up")[]][] = [
  [
    "further and further apart, then not at all",
    [0, 0, 0, 0, 0, 0],
    [0, 1_000, 5_000, 15_000, 60_000, "give-up"],
  ],
  ["at once again after a long life", [0, 0, 300_000, 0], [0, 1_000, 0, 1_000]],
];

describe("restarts", () => {
  for (const [name, lives, waits] of rows) {
    it(`are made ${name}`, () => {
      const restarts = createRestarts();
      const made = lives.map((lived) => {
        const restart = restarts.crashed(lived);
        return restart.kind === "retry" ? restart.afterMs : restart.kind;
      });
      assert.deepEqual(made, waits);
    });
  }
});
