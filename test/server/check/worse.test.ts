import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Finding } from "../../../server/check/checker.ts";
import { touchedLines, worse } from "../../../server/check/worse.ts";

/** Texts in which `‹message›` at the end of a line is what was found there. */
interface Row {
  before: string;
  after: string;
  /** Line and message of what is worse. */
  worse: readonly string[];
}

const rows: Record<string, Row> = {
  "a fault that was not there is": { before: "a\nb\n", after: "a\nc‹wrong›\n", worse: ["2 wrong"] },
  "a fault that was there is not": { before: "a‹wrong›\nb\n", after: "a‹wrong›\nc\n", worse: [] },
  "a fault that has moved is not": {
    before: "a\nb‹wrong›\n",
    after: "new\nlines\na\nb‹wrong›\n",
    worse: [],
  },
  "a fault that has moved up is not": {
    before: "old\nlines\na\nb‹wrong›\n",
    after: "a\nb‹wrong›\n",
    worse: [],
  },
  "a fault in a line that is written anew is not, once": {
    before: "a = 1‹wrong›\n",
    after: "a = 2‹wrong›\na = 3‹wrong›\n",
    worse: ["2 wrong"],
  },
  "a fault that others rely on is, in a line that was left alone": {
    before: "f(1)\ng(1)\n",
    after: "f(2)\ng(1)‹wrong›\n",
    worse: ["2 wrong"],
  },
  "another message for what was wrong at that place is not": {
    before: "a\nb‹7:no A›\n",
    after: "c\nb‹7:no C›\n",
    worse: [],
  },
  "another fault at that place is": {
    before: "a\nb‹7:no A›\n",
    after: "c\nb‹8:no C›\n",
    worse: ["2 no C"],
  },
  "a second fault of the same words elsewhere is": {
    before: "a\nb‹wrong›\nc\n",
    after: "a\nb‹wrong›\nd‹wrong›\n",
    worse: ["3 wrong"],
  },
  "one fault that takes another's place is": {
    before: "a‹wrong›\nb\nc\n",
    after: "a\nb\nd‹wrong›\n",
    worse: ["3 wrong"],
  },
  "a function that is moved brings its faults along": {
    before: "one\ntwo‹wrong›\nthree\nfour\n",
    after: "three\nfour\none\ntwo‹wrong›\n",
    worse: [],
  },
  "the last line without an end is like others": {
    before: "a‹wrong›",
    after: "a‹wrong›\nb‹worse›",
    worse: ["2 worse"],
  },
  "all that is wrong in a new file is": { before: "", after: "a‹wrong›\n", worse: ["1 wrong"] },
};

describe("of what a checker finds after an edit,", () => {
  for (const [what, { before, after, worse: expected }] of Object.entries(rows))
    it(`${what} worse`, () => {
      const found = worse({ before: marked(before), after: marked(after) });
      assert.deepEqual(
        found.map(({ range, message }) => `${range.start.line + 1} ${message}`),
        expected,
      );
    });

  it("the lines that an edit touches are those of the text before", () => {
    assert.deepEqual(touchedLines("a\nb\nc\n", "a\nx\ny\nc\nz\n"), [
      { first: 1, end: 2 },
      { first: 3, end: 3 },
    ]);
  });
});

function marked(text: string): { text: string; findings: Finding[] } {
  const findings = text.split("\n").flatMap((line, index) => {
    const [, code, message = ""] = /‹(?:(\d):)?(.*)›/.exec(line) ?? [];
    const place = { line: index, character: 0 };
    const finding = { severity: "error" as const, message, range: { start: place, end: place } };
    return message === "" ? [] : [code ? { ...finding, code } : finding];
  });
  return { text: text.replace(/‹.*›/g, ""), findings };
}
