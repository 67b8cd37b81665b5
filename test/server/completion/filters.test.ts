import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { applyFilters } from "../../../server/completion/filters/all.ts";
import { cursorAt } from "../../helpers/cursors.ts";

/** Text with the cursor, the raw suggestion, what is left, and what silenced it. */
const rows: [name: string, marked: string, raw: string, left: string, silencedBy?: string][] = [
  ["leaves a good line alone", "return █", "items.length;", "items.length;"],
  ["takes trailing white space", "return █", "items;  \n  ", "items;"],
  ["is silent where nothing is left", "return █", "  \n", "", "is blank"],
  ["takes closers that stand already", "foo(█)", "bar)", "bar"],
  ["takes closers and the semicolon", "foo(█);", "bar);", "bar"],
  ["takes a quote that stands already", "a('█')", "x')", "x"],
  ["keeps the closers of several lines", "f(() => {█})", "\n  a();\n})", "\n  a();\n})"],
  [
    "is silent where the rest stands already",
    "foo(█bar);",
    "bar);",
    "",
    "repeats the rest of the line",
  ],
  ["cuts before a line that follows", "a();\n█\nreturn total;", "b();\nreturn total;\n}", "b();"],
  [
    "is silent where the next line comes again",
    "{\n  █\n  return total;\n}",
    "return total;",
    "",
    "repeats the next line",
  ],
  [
    "sees the next line completed on this one",
    "  ret█\n  return total;",
    "urn total;",
    "",
    "repeats the next line",
  ],
  ["lets short lines repeat", "if (a) {\n  █\n}", "b();\n}", "b();\n}"],
];

describe("the filters", () => {
  for (const [name, marked, raw, left, silencedBy] of rows) {
    it(name, () => {
      const judged = applyFilters(raw, cursorAt(marked));
      assert.equal(judged.text, left);
      assert.equal(judged.silencedBy, silencedBy);
    });
  }
});
