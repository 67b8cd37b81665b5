import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { numberedText } from "../../../server/diff/diffText.ts";
import { parseDiff } from "../../../server/diff/parseDiff.ts";
import { parseFindings } from "../../../server/scm/review/parseFindings.ts";
import { placeFinding } from "../../../server/scm/review/placeFinding.ts";

const answers: { name: string; answer: string; found: string[] }[] = [
  {
    name: "the form that was asked for",
    answer: "12 | error | It is null.",
    found: ["12 error It is null."],
  },
  {
    name: "several, with empty lines",
    answer: "12 | error | It is null.\n\n30 | note | A name is spelled wrongly.\n",
    found: ["12 error It is null.", "30 note A name is spelled wrongly."],
  },
  { name: "nothing", answer: "NONE", found: [] },
  { name: "nothing, with a full stop", answer: "None.", found: [] },
  { name: "nothing, in words", answer: "I found no issues in these changes.", found: [] },
  { name: "nothing, in the form", answer: "12 | note | No issues found here.", found: [] },
  { name: "an empty answer", answer: "", found: [] },
  {
    name: "a fence",
    answer: "```\n12 | error | It is null.\n```",
    found: ["12 error It is null."],
  },
  {
    name: "a list",
    answer: "- 12 | error | It is null.\n* Line 30: warning: It leaks.",
    found: ["12 error It is null.", "30 warning It leaks."],
  },
  {
    name: "a numbered list",
    answer: "1. Line 12 | error | It is null.\n2. Line 30 | note | So.",
    found: ["12 error It is null.", "30 note So."],
  },
  { name: "a table", answer: "| 12 | error | It is null. |", found: ["12 error It is null."] },
  {
    name: "bold",
    answer: "**Line 12** | **Warning** | It leaks.",
    found: ["12 warning It leaks."],
  },
  { name: "colons", answer: "12: error: It is null.", found: ["12 error It is null."] },
  {
    name: "a path in front",
    answer: "src/a.ts:12: error: It is null.",
    found: ["12 error It is null."],
  },
  { name: "L12", answer: "L12 | bug | It is null.", found: ["12 error It is null."] },
  { name: "a range", answer: "12-15 | medium | It leaks.", found: ["12 warning It leaks."] },
  { name: "no severity", answer: "12 | It may be null.", found: ["12 warning It may be null."] },
  { name: "another severity", answer: "12 | high | It is null.", found: ["12 error It is null."] },
  {
    name: "a sentence in two lines",
    answer: "12 | error | It is null\nwhen nothing is found.\n",
    found: ["12 error It is null when nothing is found."],
  },
  {
    name: "words around",
    answer: "Here is what I found:\n\n12 | error | It is null.\n\nThe rest is fine.",
    found: ["12 error It is null."],
  },
  {
    name: "the same twice",
    answer: "12 | error | It is null.\n12 | error | It is null.",
    found: ["12 error It is null."],
  },
  {
    name: "JSON",
    answer: '```json\n[{"line": 12, "severity": "error", "message": "It is null."}]\n```',
    found: ["12 error It is null."],
  },
  { name: "an empty list in JSON", answer: "[]", found: [] },
  { name: "half of JSON", answer: '[{"line": 12, "severity": "err', found: [] },
  { name: "praise alone", answer: "The changes look good to me.", found: [] },
];

describe("an answer with findings", () => {
  for (const { name, answer, found } of answers)
    it(`is read: ${name}`, () =>
      assert.deepEqual(
        parseFindings(answer).map(({ line, severity, text }) => `${line} ${severity} ${text}`),
        found,
      ));
});

const diff = `diff --git a/a.ts b/a.ts
--- a/a.ts
+++ b/a.ts
@@ -10,4 +10,5 @@ function f() {
 ten
-gone
+eleven
+twelve
 thirteen
 fourteen
@@ -60,2 +61,2 @@ function g() {
 sixty-one
-gone
+sixty-two
`;

describe("a finding", () => {
  const [file] = parseDiff(diff);
  const rows: [name: string, line: number, placed: number | undefined][] = [
    ["a new line", 12, 12],
    ["a line beside the new ones", 13, 13],
    ["a line close below", 16, 12],
    ["a line close above", 8, 11],
    ["a line far from all", 40, undefined],
    ["no line of any file", 5_000, undefined],
    ["the line 0", 0, undefined],
    ["a line between two hunks, near the second", 59, 62],
  ];
  for (const [name, line, placed] of rows)
    it(`is placed that names ${name}`, () =>
      assert.equal(
        placeFinding(line, file?.hunks ?? []),
        placed === undefined ? undefined : placed - 1,
      ));

  it("is asked for with the numbers in front of the lines", () => {
    assert.ok(file);
    assert.equal(
      numberedText(file),
      [
        "modified a.ts +3 -2",
        "@@ function f() {",
        "10   ten",
        "   - gone",
        "11 + eleven",
        "12 + twelve",
        "13   thirteen",
        "14   fourteen",
        "@@ function g() {",
        "61   sixty-one",
        "   - gone",
        "62 + sixty-two",
      ].join("\n"),
    );
  });
});
