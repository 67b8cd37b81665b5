import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { fitsOldCalls, rearranged } from "../../../../server/edit/signature/rearrange.ts";
import { createSyntax } from "../../../../server/syntax/syntax.ts";

/** The parameters before and after, a call's arguments, and those that it has then. */
const rows: [
  languageId: string,
  before: string,
  after: string,
  call: string,
  wanted: string,
  given?: Record<string, string>,
][] = [
  ["typescript", "a: A, b: B", "b: B, a: A", "1, f(2, 3)", "f(2, 3), 1"],
  ["typescript", "a: A, b: B, c: C", "a: A, c: C", "1, 2, 3", "1, 3"],
  ["typescript", "a: A", "a: A, b = 1", "x", "x"],
  ["typescript", "a: A, c?: C", "a: A, b?: B, c?: C", "1, 2", "1, undefined, 2"],
  ["typescript", "a: A, c?: C", "a: A, b?: B, c?: C", "1", "1"],
  ["typescript", "a: A", "b: B, a: A", "1", "missing b"],
  ["typescript", "a: A", "b: B, a: A", "1", "x.y, 1", { b: "x.y" }],
  ["typescript", "a: A, b: B", "z: A, b: B", "1, 2", "1, 2"],
  ["typescript", "a: A", "b: B", "1", "missing b"],
  ["typescript", "a: A, ...r: R[]", "...r: R[]", "1, 2, 3", "2, 3"],
  ["typescript", "a: A, b: B", "b: B, a: A", "...all", "unclear"],
  ["typescript", "a: A", "a: A, b: B", "1, 2", "unclear"],
  ["typescript", "", "a: A", "", "missing a"],
  ["javascript", "a, { b, c }", "{ b, c }, a", "1, { b: 2 }", "{ b: 2 }, 1"],
  ["python", "a, b=1, c=2", "a, c=2, b=1", "1, 2, c=3", "1, c=3, b=2"],
  ["python", "a, c=2", "a, b=1, c=2", "1, 3", "1, c=3"],
  ["python", "a", "a, *, b", "1", "1, b=2", { b: "2" }],
  ["python", "a, b", "b, a", "b=2, a=1", "b=2, a=1"],
  ["python", "a, b", "a, c", "1, b=2", "1, c=2"],
  ["python", "a, b", "a, b", "*args", "unclear"],
  ["python", "self, a", "self, b, a", "1", "2, 1", { b: "2" }],
];

const fits: [languageId: string, before: string, after: string, fits: boolean][] = [
  ["typescript", "a: A", "a: A, b = 1", true],
  ["typescript", "a: A", "a: A, b?: B", true],
  ["typescript", "a: A", "a: A, b: B", false],
  ["typescript", "a: A, b: B", "a: A", false],
  ["typescript", "a: A, b: B", "b: B, a: A", false],
  ["typescript", "a?: A", "a: A", false],
  ["python", "a", "a, *, b=1", true],
  ["python", "a, b", "a, *, b", false],
];

describe("the arguments of a call", () => {
  const syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  before(async () => {
    for (const language of ["typescript", "javascript", "python"]) await syntax.ready(language);
  });
  after(() => syntax.dispose());
  let documents = 0;
  const documentOf = (languageId: string, text: string) => {
    documents += 1;
    return { uri: `test:${documents}`, languageId, version: 1, text };
  };
  const functionOf = (languageId: string, list: string): string => {
    if (languageId !== "python") return `function f(${list}) {}`;
    return list.startsWith("self") ? `class C:\n  def f(${list}): pass` : `def f(${list}): pass`;
  };
  const parametersOf = (languageId: string, list: string) => {
    const text = functionOf(languageId, list);
    const found = syntax.signature(documentOf(languageId, text), text.indexOf("f("), 1_000);
    assert.ok(found, text);
    return found.parameters;
  };

  for (const [languageId, from, to, call, wanted, given] of rows)
    it(`become (${wanted}) of (${call}) for (${from}) → (${to})`, () => {
      const text = `f(${call})`;
      const found = syntax.call(documentOf(languageId, text), 0, 1_000);
      assert.ok(found);
      const change = {
        before: parametersOf(languageId, from),
        after: parametersOf(languageId, to),
        byName: languageId === "python",
      };
      const got = rearranged(found.arguments, change, new Map(Object.entries(given ?? {})));
      const told = {
        arguments: () => (got.kind === "arguments" ? got.texts.join(", ") : ""),
        missing: () =>
          got.kind === "missing"
            ? `missing ${got.parameters.map(({ name }) => name).join(" ")}`
            : "",
        unclear: () => "unclear",
      }[got.kind]();
      assert.equal(told, wanted);
    });

  for (const [languageId, from, to, wanted] of fits)
    it(`${wanted ? "may" : "may not"} stay for (${from}) → (${to})`, () =>
      assert.equal(
        fitsOldCalls({
          before: parametersOf(languageId, from),
          after: parametersOf(languageId, to),
        }),
        wanted,
      ));
});
