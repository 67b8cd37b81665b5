import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { gate, thresholdsFor } from "../../../server/completion/gate.ts";

const limits = { unsure: 0.05, drop: 3, mean: -1.5, worth: 4 };

/** Pieces with their probabilities, the text after the filters, and what is left of it. */
type Row = [
  name: string,
  pieces: [text: string, confidence?: number][],
  text: string,
  left: string,
  why?: string,
];
const rows: Row[] = [
  ["passes what has no probabilities", [["foo"], ["()"]], "foo()", "foo()"],
  [
    "passes what is sure",
    [
      ["foo", 0.9],
      ["()", 0.8],
    ],
    "foo()",
    "foo()",
  ],
  [
    "cuts before a token that is very unsure",
    [
      ["items", 0.9],
      [".map", 0.7],
      ["(to", 0.03],
      ["Row)", 0.9],
    ],
    "items.map(toRow)",
    "items.map",
    "is unsure from there on",
  ],
  [
    "cuts a word that breaks off back to its beginning",
    [
      ["items", 0.9],
      [".to", 0.7],
      ["Rows", 0.03],
    ],
    "items.toRows",
    "items.",
    "is unsure from there on",
  ],
  [
    "cuts after whole lines where there are several",
    [
      ["a();", 0.9],
      ["\n  ", 0.9],
      ["b(", 0.9],
      ["c", 0.01],
      [");", 0.9],
    ],
    "a();\n  b(c);",
    "a();",
    "is unsure from there on",
  ],
  [
    "is silent where what is sure is not worth showing",
    [
      ["a", 0.9],
      ["b", 0.01],
      ["c", 0.9],
    ],
    "abc",
    "",
    "is unsure from its start",
  ],
  [
    "is silent where the first token is very unsure",
    [
      ["items", 0.01],
      [".map", 0.9],
    ],
    "items.map",
    "",
    "is unsure from its start",
  ],
  [
    "is silent where the mean is low",
    [
      ["items", 0.2],
      [".map", 0.2],
      ["(to)", 0.2],
    ],
    "items.map(to)",
    "",
    "is unsure as a whole",
  ],
  [
    "minds no token that the filters have cut",
    [
      ["bar", 0.9],
      [")", 0.01],
    ],
    "bar",
    "bar",
  ],
  [
    "finds its place where filters changed the white space",
    [
      [" ", 0.9],
      ["items", 0.9],
      [" +", 0.9],
      [" total", 0.01],
    ],
    "items + total",
    "items +",
    "is unsure from there on",
  ],
  [
    "minds no white space",
    [
      ["foo();", 0.9],
      ["\n", 0.01],
      ["bar();", 0.9],
    ],
    "foo();\nbar();",
    "foo();\nbar();",
  ],
];

describe("the gate", () => {
  for (const [name, pieces, text, left, why] of rows)
    it(name, () => {
      const judged = gate(
        text,
        pieces.map(([piece, confidence]) => ({
          text: piece,
          ...(confidence !== undefined && { confidence }),
        })),
        limits,
      );
      assert.equal(judged.text, left);
      assert.equal(judged.why, why);
    });

  it("cuts at a fall below what came before, although no single token is very unsure", () => {
    const pieces = [1, 1, 1, 0.06].map((confidence, index) => ({ text: `a${index}.`, confidence }));
    assert.equal(gate("a0.a1.a2.a3.", pieces, { ...limits, drop: 2 }).text, "a0.a1.a2.");
    assert.equal(gate("a0.a1.a2.a3.", pieces, limits).text, "a0.a1.a2.a3.");
  });

  it("has thresholds for any language", () => {
    for (const languageId of ["typescript", "cobol", "constructor"])
      assert.ok(thresholdsFor(languageId).unsure < 1, languageId);
  });
});
