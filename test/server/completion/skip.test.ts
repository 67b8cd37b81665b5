import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { skipRuleFor } from "../../../server/completion/skip.ts";
import { cursorAt } from "../../helpers/cursors.ts";

const rows: [marked: string, rule: string | undefined][] = [
  ["█", "there is nothing to go by"],
  ["  \n█\n", "there is nothing to go by"],
  ["let na█me = 1", "the cursor is inside a word"],
  ["größ█er", "the cursor is inside a word"],
  ["let name█ = 1", undefined],
  ["foo();█\n", "the statement has ended"],
  ["foo(); █\n", "the statement has ended"],
  ["for (let i = 0;█", undefined],
  ["foo();\n█", undefined],
  ["  ;█ bar()", undefined],
];

describe("the rules by which no suggestion is asked for", () => {
  for (const [marked, rule] of rows) {
    it(`${rule ? `say that ${rule}` : "are silent"} at ${JSON.stringify(marked)}`, () => {
      assert.equal(skipRuleFor(cursorAt(marked))?.name, rule);
    });
  }
});
