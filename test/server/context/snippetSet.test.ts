import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { situationOf } from "../../../server/context/situation.ts";
import {
  chooseSnippets,
  type Doubt,
  doubtOf,
  type Moment,
  type SnippetSet,
} from "../../../server/context/snippetSet.ts";
import type { ContextSnippet } from "../../../server/context/snippets.ts";
import type { SourceName } from "../../../server/context/source.ts";

const uri = "file:///w/a.ts";
const situation = { uri, line: 100, scope: "function f() {", imports: 'import "./b"' };
const set: SnippetSet = { snippets: [], situation, chosenAt: 10_000 };
const typing: Moment = {
  situation,
  time: 60_000,
  askedAt: 59_900,
  elsewhere: false,
  answeredLate: false,
};

describe("a set of snippets", () => {
  const rows: [name: string, moment: Partial<Moment>, doubt: Doubt["kind"]][] = [
    ["a person types", {}, "none"],
    ["the cursor is 40 lines on", { situation: { ...situation, line: 140 } }, "none"],
    ["the cursor is 41 lines on", { situation: { ...situation, line: 141 } }, "stale"],
    ["the cursor is 41 lines back", { situation: { ...situation, line: 59 } }, "stale"],
    [
      "the cursor is in another function",
      { situation: { ...situation, scope: "function g() {" } },
      "stale",
    ],
    ["an import was added", { situation: { ...situation, imports: "" } }, "stale"],
    ["another file was shown meanwhile", { elsewhere: true }, "stale"],
    ["a late source has answered", { answeredLate: true }, "incomplete"],
    ["a person paused for two seconds", { askedAt: 58_000 }, "review"],
    ["a person paused a little less", { askedAt: 58_001 }, "none"],
    ["a person paused, but the set is young", { askedAt: 11_000, time: 14_999 }, "none"],
  ];
  for (const [name, moment, kind] of rows)
    it(`${kind === "none" ? "stays" : `is in doubt (${kind})`} when ${name}`, () => {
      assert.equal(doubtOf(set, { ...typing, ...moment }).kind, kind);
    });

  it("is missing at first", () => {
    assert.equal(doubtOf(undefined, typing).kind, "stale");
  });
});

function snippet(name: string, score: number, source: SourceName = "similar"): ContextSnippet {
  const path = `${name}.ts`;
  return {
    uri: `file:///w/${path}`,
    path,
    text: name.repeat(10),
    first: 0,
    last: 0,
    source,
    score,
  };
}

const a = snippet("a", 0.5);
const b = snippet("b", 0.4);

describe("chooseSnippets", () => {
  const rows: [
    name: string,
    candidates: ContextSnippet[],
    how: { present?: ContextSnippet[]; doubt?: "stale" | "review"; room?: number },
    chosen: string,
  ][] = [
    ["all that fit, the best first", [b, a, snippet("c", 0.1)], { room: 32 }, "a b"],
    ["nothing where there is no room", [a, b], { room: 10 }, ""],
    ["a smaller one where the next best is too long", [snippet("long", 0.9), a], { room: 20 }, "a"],
    ["something of each source", [a, b, snippet("i", 0.1, "imports")], { room: 35 }, "i a"],
    [
      "what changes least first",
      [snippet("e", 0.9, "recent edits"), snippet("s", 0.8), snippet("i", 0.1, "imports")],
      {},
      "i s e",
    ],
    [
      "those that stay in their places",
      [a, b, snippet("i", 0.9, "imports")],
      { present: [b, a] },
      "b a i",
    ],
    [
      "the present one against one that is a little better",
      [a, snippet("n", 0.7)],
      { present: [a], doubt: "review", room: 20 },
      "a",
    ],
    [
      "a newcomer that is clearly better",
      [a, snippet("n", 0.8)],
      { present: [a], doubt: "review", room: 20 },
      "n",
    ],
    [
      "a newcomer that is better, where the set is stale",
      [a, snippet("n", 0.6)],
      { present: [a], doubt: "stale", room: 20 },
      "n",
    ],
  ];
  for (const [name, candidates, { present = [], doubt = "stale", room = 1000 }, chosen] of rows)
    it(`takes ${name}`, () => {
      const expected = chosen === "" ? [] : chosen.split(" ");
      for (const order of [candidates, candidates.toReversed()])
        assert.deepEqual(
          chooseSnippets(order, { present, doubt, room }).map(({ text }) => text[0]),
          expected,
        );
    });
});

describe("situationOf", () => {
  const rows: [name: string, prefix: string, scope: string, imports: string][] = [
    ["nothing", "", "", ""],
    ["a function", "function f(a) {\n  x", "function f(a) {", ""],
    ["the nearer of two", "def f():\n  pass\ndef g(x):\n  ", "def g(x):", ""],
    ["a method", "class A {\n  run(a: B): C {\n    x", "run(a: B): C {", ""],
    ["no statement", "fn f() {\n  if (x) {\n    y", "fn f() {", ""],
    ["not the line that is typed", "let a;\nfunction f() {", "", ""],
    ["imports", 'import a from "a";\nuse b::c;\n\nx', "", 'import a from "a";\nuse b::c;'],
    ["not the import that is typed", 'import a from "a";\nimport b', "", 'import a from "a";'],
    ["an import over several lines", 'import {\n  a,\n} from "a";\n', "", 'import {\n} from "a";'],
  ];
  for (const [name, prefix, scope, imports] of rows)
    it(`sees ${name}`, () => {
      const position = { line: 0, character: 0 };
      const found = situationOf({ uri, languageId: "x", position, prefix, suffix: "" });
      assert.deepEqual([found.scope, found.imports], [scope, imports]);
    });
});
