import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Declaration, touchedDeclarations } from "../../../server/check/declarations.ts";

const names = new Map<Declaration["name"], string>();

const declarations: Declaration[] = [
  declaration("function", 0, 4),
  declaration("class", 6, 16, "container", [
    declaration("constructor", 7, 9, "constructor"),
    declaration("first", 10, 12),
    declaration("second", 13, 15, "other", [declaration("inner", 14, 14)]),
  ]),
];

const rows: Record<string, { lines: [number, number][]; touched: string[] }> = {
  "a function, in its middle": { lines: [[2, 3]], touched: ["function"] },
  "a function, in its last line": { lines: [[4, 5]], touched: ["function"] },
  "nothing, between two": { lines: [[5, 6]], touched: [] },
  "nothing, by lines that are put before a function": { lines: [[0, 0]], touched: [] },
  "a function, by lines that are put into it": { lines: [[3, 3]], touched: ["function"] },
  "a member, before its class": { lines: [[11, 12]], touched: ["first", "class"] },
  "a class, by its constructor": { lines: [[8, 9]], touched: ["class"] },
  "a member, by what is declared in it": { lines: [[14, 15]], touched: ["second", "class"] },
  several: {
    lines: [
      [1, 2],
      [11, 14],
    ],
    touched: ["first", "second", "function", "class"],
  },
};

describe("an edit touches", () => {
  for (const [what, { lines, touched }] of Object.entries(rows))
    it(what, () => {
      const ranges = lines.map(([first, end]) => ({ first, end }));
      const found = touchedDeclarations(declarations, ranges);
      assert.deepEqual(
        found.map(({ name }) => names.get(name)),
        touched,
      );
    });
});

function declaration(
  called: string,
  firstLine: number,
  lastLine: number,
  kind: Declaration["kind"] = "other",
  children: Declaration[] = [],
): Declaration {
  const name = { line: firstLine, character: 0 };
  names.set(name, called);
  return { kind, firstLine, lastLine, name, children };
}
