import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { randomNumbers } from "../random.ts";
import { mutations } from "./mutations.ts";

const python = `from typing import List

def count(items: List[int], least: int) -> int:
    """Counts (what is least), and 1 more."""
    found = 0
    for item in items:
        if item > least:
            found += 1  # as in (a)
    shown = str(found)
    print(shown.split("a"), len(shown), found - least)
    return found
`;

const typescript = `export function count(items: number[], least: number): number {
  const start = 0;
  let found = start;
  for (const item of items) {
    if (item > least) found = found + 1;
  }
  console.log("a".split(""), Math.abs(start));
  return found;
}
`;

/** What each makes of a text, with the first of the places that it finds; only the line that differs. */
const rows: [name: string, languageId: "python" | "typescript", wanted: string | undefined][] = [
  ["a bracket lost", "python", "def count(items: List[int, least: int) -> int:"],
  [
    "a bracket lost",
    "typescript",
    "export function count(items: number[, least: number): number {",
  ],
  [
    "a bracket too many",
    "typescript",
    "export function count(items: number[]], least: number): number {",
  ],
  ["a quote lost", "python", '    """Counts (what is least), and 1 more.""'],
  ["a quote lost", "typescript", '  console.log("a.split(""), Math.abs(start));'],
  ["a colon or an opening brace lost", "python", "def count(items: List[int], least: int) -> int"],
  [
    "a colon or an opening brace lost",
    "typescript",
    "export function count(items: number[], least: number): number ",
  ],
  ["a line at the wrong depth", "python", '"""Counts (what is least), and 1 more."""'],
  ["a line at the wrong depth", "typescript", undefined],
  ["a wrong name", "python", "        if item_ > least:"],
  ["a wrong name", "typescript", "  let found = start_;"],
  ["a wrong method", "python", '    print(shown.split_all("a"), len(shown), found - least)'],
  [
    "an argument too many",
    "python",
    '    print(shown.split("a"), len(0, 0, 0, 0, shown), found - least)',
  ],
  ["no argument", "python", '    print(shown.split("a"), len(), found - least)'],
  ["a wrong type", "python", '    return "none"'],
  ["a wrong type", "typescript", '  return "none";'],
  ["a wrong import", "python", "from collections import OrderdDict"],
  ["an operator turned around", "python", "        if item <= least:"],
  ["a number off by one", "python", "    found = 1"],
  ["another sign", "python", '    print(shown.split("a"), len(shown), found + least)'],
];

describe("faults put into code", () => {
  for (const [name, languageId, wanted] of rows)
    it(`${name}, ${languageId}`, () => {
      const code = languageId === "python" ? python : typescript;
      const mutation = mutations.find((each) => each.name === name);
      const mutated = mutation?.put(code, { languageId, random: () => 0 });
      const lines = new Set(code.split("\n"));
      assert.equal(
        mutated?.split("\n").find((line) => !lines.has(line)),
        wanted,
      );
    });

  it("a line lost that declares a name", () => {
    const mutation = mutations.find(({ name }) => name === "a line lost that declares a name");
    const put = (code: string, languageId: string) =>
      mutation?.put(code, { languageId, random: () => 0 });
    assert.equal(put(python, "python"), python.replace("    shown = str(found)\n", ""));
    assert.equal(put(typescript, "typescript"), typescript.replace("  const start = 0;\n", ""));
  });

  it("leave comments at their depth, and examples in docstrings", () => {
    const code = 'def f(a):\n    # Says so.\n    """\n    b = a\n    """\n    return a\n';
    for (const name of ["a line at the wrong depth", "a line lost that declares a name"]) {
      const mutation = mutations.find((each) => each.name === name);
      assert.equal(mutation?.put(code, { languageId: "python", random: () => 0 }), undefined, name);
    }
  });

  it("are never put into comments and strings", () => {
    const code = '# (a) < 1: b - c\nx = "(b) < 2 - 3: c"\n';
    const random = randomNumbers(1);
    for (const mutation of mutations.filter(({ name }) => !/import|quote/.test(name)))
      assert.equal(mutation.put(code, { languageId: "python", random }), undefined, mutation.name);
  });

  it("are always faults: the code is another one", () => {
    for (const [languageId, code] of Object.entries({ python, typescript }))
      for (const mutation of mutations)
        for (let seed = 0; seed < 20; seed += 1)
          assert.notEqual(mutation.put(code, { languageId, random: randomNumbers(seed) }), code);
  });
});
