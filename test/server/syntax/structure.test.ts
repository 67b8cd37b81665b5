import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Structure } from "../../../server/syntax/structure.ts";
import { createSyntax, type Syntax } from "../../../server/syntax/syntax.ts";
import { markedRange } from "../../helpers/cursors.ts";

/** Milliseconds that no test needs. */
const plenty = 5_000;

/** A text with a range between two `█`, or one for a cursor, and what stands there. */
const rows: [name: string, languageId: string, text: string, wanted: string][] = [
  [
    "a cursor on a head",
    "typescript",
    "function f█(a) {\n  return a;\n}\n",
    "in f 0-2; name; untyped",
  ],
  [
    "a cursor in a method",
    "typescript",
    "class A {\n  b(c: number): void {\n    c█ += 1;\n  }\n}\n",
    "in b 1-3, A! 0-4; name",
  ],
  ["a cursor before a head", "typescript", "█export function f(): void {}\n", "in f 0-0"],
  ["a cursor before an arrow", "typescript", "expo█rt const f = (): void => {};\n", "in f 0-0"],
  ["a cursor behind a function", "typescript", "function f(): void {}█\n", "in f 0-0"],
  [
    "a cursor in an indentation",
    "python",
    "class A:\n  █  def b(self) -> int:\n        pass\n",
    "in b 1-2, A! 0-2",
  ],
  ["a cursor before a decorator", "python", "█@a\ndef b(self) -> int:\n    pass\n", "in b 1-2"],
  ["a typed arrow", "typescript", "const f = (a: number): number => █a;\n", "in f 0-0; name"],
  ["a head over lines", "typescript", "function f(\n  a: number█,\n): void {\n}\n", "in f 0-3"],
  ["an expression", "typescript", "const a = █(b + 2)█;\n", "expression"],
  [
    "a call alone",
    "typescript",
    "function f(): void {\n  █go()█;\n}\n",
    "in f 0-2; expression; name",
  ],
  ["a name", "typescript", "const a = █b█;\n", "other; name"],
  [
    "statements",
    "typescript",
    "function f(): void {\n█  const a = 1;\n  go(a);\n█}\n",
    "in f 0-3; statements",
  ],
  ["half a statement", "typescript", "const a = b.c(█1) + 2█;\n", "other"],
  ["a whole function", "javascript", "█function f(a) {}█\n", "in f 0-0; with f; other; untyped"],
  ["a loop", "python", "def f(a: int) -> int:\n    for b in c:█\n        d(b)\n", "in f 0-2; loop"],
  [
    "the body of a loop",
    "python",
    "def f(a: int) -> int:\n    for b in c:\n        d█(b)\n",
    "in f 0-2; name",
  ],
  [
    "a loop that is selected",
    "typescript",
    "█for (const a of b) {\n  c(a);\n}█\n",
    "statements; loop",
  ],
  ["Python without types", "python", "def f█(self, a):\n    pass\n", "in f 0-1; name; untyped"],
  ["Python with types", "python", "def █f(self, a: int) -> None:\n    pass\n", "in f 0-1; name"],
  ["a Python class", "python", "class █A:\n    b = 1\n", "in A! 0-1; name"],
  [
    "a promise's then",
    "typescript",
    "function f█(): void {\n  go().then((a) => a);\n}\n",
    "in f 0-2; name; callback",
  ],
  [
    "Node's callbacks",
    "javascript",
    "function f(a) {█\n  read(a, (err, b) => {});\n}\n",
    "in f 0-2; untyped; callback",
  ],
  ["a comment", "typescript", "// Hallo█\nconst a = 1;\n", "comment // Hallo"],
  [
    "comments in a selection",
    "go",
    "package a\n\n█// b\nfunc c() {\n\t// d\n}█\n",
    "with c; other; untyped; comment // b|// d",
  ],
  ["Rust", "rust", "fn f█(a: i32) -> i32 {\n    a\n}\n", "in f 0-2; name"],
  [
    "Java",
    "java",
    "class A {\n  int b█(int c) {\n    return c;\n  }\n}\n",
    "in b 1-3, A! 0-4; name; untyped",
  ],
];

describe("the structure of a part of a text", () => {
  let syntax: Syntax;
  before(() => {
    syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  });
  after(() => syntax.dispose());

  for (const [name, languageId, text, wanted] of rows)
    it(`of ${languageId}: ${name}`, async () => {
      const { plain, from, to } = markedRange(text);
      await syntax.ready(languageId);
      const document = { uri: `file:///${name}`, languageId, version: 1, text: plain };
      const found = syntax.structure(document, [from, to], plenty);
      assert.ok(found);
      assert.equal(told(found), wanted);
    });

  it("knows where a head ends", async () => {
    await syntax.ready("java");
    const text = "class A {\n  int b(\n      int c)\n  {\n    return c;\n  }\n}\n";
    const document = { uri: "file:///head", languageId: "java", version: 1, text };
    const at = text.indexOf("return");
    assert.equal(syntax.structure(document, [at, at], plenty)?.around[0]?.headLine, 2);
  });

  it("knows nothing of a language without a grammar", () => {
    const document = { uri: "file:///none", languageId: "kotlin", version: 1, text: "fun f() {}" };
    assert.equal(syntax.structure(document, [0, 0], plenty), undefined);
  });
});

function told({ around, within, covers, onName, loop, untyped, callback, comments }: Structure) {
  const place = ({ name, firstLine, lastLine, isClass }: Structure["around"][number]): string =>
    `${name}${isClass && name === "A" && around.length > 0 ? "!" : ""} ${firstLine}-${lastLine}`;
  return [
    around.length > 0 ? `in ${around.map(place).join(", ")}` : "",
    within.length > 0 ? `with ${within.map(({ name }) => name).join(", ")}` : "",
    covers === "nothing" ? "" : covers,
    onName ? "name" : "",
    loop ? "loop" : "",
    untyped ? "untyped" : "",
    callback ? "callback" : "",
    comments === "" ? "" : `comment ${comments.replaceAll("\n", "|")}`,
  ]
    .filter((part) => part !== "")
    .join("; ");
}
