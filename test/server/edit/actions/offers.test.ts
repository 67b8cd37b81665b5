import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { offersAt } from "../../../../server/edit/actions/offers.ts";
import type { ActionPlace } from "../../../../server/edit/actions/place.ts";
import { createSyntax, type Syntax } from "../../../../server/syntax/syntax.ts";
import { markedRange } from "../../../helpers/cursors.ts";

/** Milliseconds that no test needs. */
const plenty = 5_000;
const everything = { edit: true, explain: true, rename: true };
const long = Array.from({ length: 20 }, (_, line) => `  go(${line});`).join("\n");

/** A text with the cursor, or a selection between two `█`, and what is offered to who asks. */
const asked: [name: string, languageId: string, text: string, offered: string][] = [
  [
    "a function without types",
    "typescript",
    "function f█(a) {\n  return a;\n}\n",
    "document addTypes writeTests simplify rename explain",
  ],
  [
    "a function with types",
    "typescript",
    "function f(a: number): number {\n  return █a;\n}\n",
    "document writeTests simplify rename explain",
  ],
  [
    "a long function",
    "typescript",
    `function f(): void {█\n${long}\n}\n`,
    "document writeTests simplify split explain",
  ],
  ["nothing around", "typescript", "import a from █'a';\n", "explain"],
  [
    "an expression",
    "typescript",
    "function f(): number {\n  return █a + 1█;\n}\n",
    "simplify extractFunction extractVariable explain",
  ],
  [
    "statements",
    "typescript",
    "function f(): void {\n█  go();\n  stop();\n█}\n",
    "simplify extractFunction explain",
  ],
  ["part of an expression", "typescript", "const a = b █+ 1█;\n", "simplify explain"],
  [
    "a promise",
    "javascript",
    "function f() {█\n  return go().then((a) => a);\n}\n",
    "document addTypes writeTests simplify convertToAsync explain",
  ],
  [
    "a class",
    "typescript",
    "class A {█\n  a = 1;\n}\n",
    "document writeTests convertToFunction explain",
  ],
  [
    "a loop",
    "typescript",
    "function f(): void {\n  for (const a of b) {█\n    c.push(a);\n  }\n}\n",
    "document writeTests simplify convertToComprehension explain",
  ],
  [
    "a Python function",
    "python",
    "def f(a):█\n    return a\n",
    "document addTypes writeTests simplify explain",
  ],
  [
    "a Python loop",
    "python",
    "def f(a: int) -> int:\n    for b in c:█\n        d(b)\n",
    "document writeTests simplify convertToComprehension explain",
  ],
  [
    "a Python class",
    "python",
    "class A:█\n    b = 1\n",
    "document writeTests convertToFunction explain",
  ],
  [
    "a Go function",
    "go",
    "package a\n\nfunc b(c int) int {█\n\treturn c\n}\n",
    "document writeTests simplify explain",
  ],
  [
    "a Go loop",
    "go",
    "package a\n\nfunc b() {\n\tfor {█\n\t}\n}\n",
    "document writeTests simplify explain",
  ],
  [
    "a Rust function",
    "rust",
    "fn a(b: i32) -> i32 {█\n    b\n}\n",
    "document writeTests simplify explain",
  ],
  [
    "a Java method",
    "java",
    "class A {\n  int b(int c) {█\n    return c;\n  }\n}\n",
    "document writeTests simplify explain",
  ],
  [
    "a C# loop",
    "csharp",
    "class A {\n  void B() {\n    foreach (var c in d) {█\n    }\n  }\n}\n",
    "document writeTests simplify convertToComprehension explain",
  ],
  [
    "a PHP function",
    "php",
    "<?php\nfunction a($b) {█\n}\n",
    "document addTypes writeTests simplify explain",
  ],
  ["a Ruby method", "ruby", "def a(b)█\n  b\nend\n", "document writeTests simplify explain"],
  ["a shell function", "shellscript", "a() {█\n  echo 1\n}\n", "document simplify explain"],
  [
    "comments in German",
    "typescript",
    "// Das ist nicht für alle.█\nconst a = 1;\n",
    "translateComments explain",
  ],
  ["comments in English", "typescript", "// This is not for all.█\nconst a = 1;\n", "explain"],
  ["a language without a grammar", "kotlin", "fun █f() {}\n", "explain"],
  [
    "a selection in a language without a grammar",
    "kotlin",
    "█fun f() {}█\n",
    "document writeTests simplify explain",
  ],
];

describe("what the light bulb offers", () => {
  let syntax: Syntax;
  before(() => {
    syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  });
  after(() => syntax.dispose());

  async function placeOf(
    text: string,
    languageId: string,
    more: Partial<ActionPlace> = {},
  ): Promise<ActionPlace> {
    const { plain, from, to } = markedRange(text);
    await syntax.ready(languageId);
    const document = { uri: `file:///${plain}`, languageId, version: 1, text: plain };
    return {
      ...{ languageId, path: "src/a.x", isAsked: true, locale: "en" },
      isSelection: plain.slice(from, to).trim() !== "",
      line: plain.slice(0, from).split("\n").length - 1,
      structure: syntax.structure(document, [from, to], plenty),
      ...more,
    };
  }

  const names = (place: ActionPlace, only?: string[]): string =>
    offersAt(place, { reported: [], abilities: everything, only })
      .map(({ action }) => action)
      .join(" ");

  for (const [name, languageId, text, offered] of asked)
    it(`${name} (${languageId})`, async () => {
      assert.equal(names(await placeOf(text, languageId)), offered);
    });

  const moved: [name: string, text: string, offered: string][] = [
    [
      "a head",
      "function f(█a: number): void {\n  go(a);\n}\n",
      "document writeTests simplify rename explain",
    ],
    [
      "a name",
      "function █f(): void {\n  go();\n}\n",
      "document writeTests simplify rename explain",
    ],
    ["a body", "function f(): void {\n  go█();\n}\n", ""],
    ["a selection", "function f(): void {\n█  go();█\n}\n", "simplify extractFunction explain"],
    ["a foreign comment", "// Das ist nicht für alle.█\n", "translateComments"],
  ];
  for (const [name, text, offered] of moved)
    it(`a cursor that only moves, on ${name}`, async () => {
      assert.equal(names(await placeOf(text, "typescript", { isAsked: false })), offered);
    });

  it("offers no tests of tests", async () => {
    const place = await placeOf("function f(): void {█\n}\n", "typescript", {
      path: "src/a.test.ts",
    });
    assert.equal(names(place), "document simplify explain");
  });

  it("offers to translate into the editor's language what is in English", async () => {
    const place = await placeOf("// This is not for all.█\n", "typescript", { locale: "de" });
    const [first] = offersAt(place, { reported: [], abilities: everything });
    assert.equal(first?.title, "Translate Comments into German with Ingle");
  });

  const kinds: [only: string[], offered: string][] = [
    [["refactor"], "simplify extractFunction extractVariable"],
    [["refactor.extract"], "extractFunction extractVariable"],
    [["refactor.extract.constant"], ""],
    [["source"], ""],
    [["quickfix"], ""],
    [["quickfix", "refactor.rewrite"], "simplify"],
    [[""], "simplify extractFunction extractVariable explain"],
  ];
  for (const [only, offered] of kinds)
    it(`offers what is of the kinds ${JSON.stringify(only)}`, async () => {
      const place = await placeOf("function f(): number {\n  return █a + 1█;\n}\n", "typescript");
      assert.equal(names(place, only), offered);
    });

  it("offers to fix and to explain what is reported, by name where there is more than one", async () => {
    const place = await placeOf("const a = █b;\n", "typescript", { isAsked: false });
    const titles = (...messages: string[]): string[] =>
      offersAt(place, {
        reported: messages.map((message) => ({ message })),
        abilities: everything,
        only: ["quickfix"],
      }).map(({ title }) => title);
    assert.deepEqual(titles("no b"), ["Fix with Ingle", "Explain with Ingle"]);
    assert.deepEqual(titles("no b", "x".repeat(100), "c", "d"), [
      "Fix with Ingle: no b",
      `Fix with Ingle: ${"x".repeat(59)}…`,
      "Fix with Ingle: c",
      "Explain with Ingle: no b",
      `Explain with Ingle: ${"x".repeat(59)}…`,
      "Explain with Ingle: c",
    ]);
  });

  it("offers what can be done", async () => {
    const place = await placeOf("function f█(): void {\n}\n", "typescript");
    const actions = (abilities: typeof everything): string =>
      offersAt(place, { reported: [{ message: "no" }], abilities })
        .map(({ action }) => action)
        .join(" ");
    assert.equal(actions({ edit: false, explain: true, rename: false }), "explain");
    assert.equal(
      actions({ edit: true, explain: false, rename: false }),
      "fix document writeTests simplify",
    );
  });
});
