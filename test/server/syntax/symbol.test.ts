import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import type { NamedSymbol } from "../../../server/syntax/symbol.ts";
import { createSyntax } from "../../../server/syntax/syntax.ts";

/** A text with `█` at a name, and what is said of it. */
const rows: [languageId: string, text: string, symbol: NamedSymbol | undefined][] = [
  [
    "typescript",
    "function f(b█: Book[]) {\n  return b;\n}",
    { name: "b", kind: "value", declaration: { firstLine: 0, lastLine: 2 }, type: "Book[]" },
  ],
  [
    "typescript",
    "function f() {\n  const x = getUser();\n  return █x;\n}",
    { name: "x", kind: "value", declaration: { firstLine: 0, lastLine: 3 }, value: "getUser()" },
  ],
  [
    "typescript",
    "for (const █b of books) {\n}",
    { name: "b", kind: "value", declaration: { firstLine: 0, lastLine: 1 }, each: "books" },
  ],
  [
    "typescript",
    "export const r█un = async () => 1;",
    {
      name: "run",
      kind: "function",
      declaration: { firstLine: 0, lastLine: 0 },
      value: "async () => 1",
    },
  ],
  [
    "typescript",
    "class █Foo {\n  a = 1;\n}",
    { name: "Foo", kind: "type", declaration: { firstLine: 0, lastLine: 2 } },
  ],
  ["typescript", "other█(1);", { name: "other", kind: "function" }],
  ["typescript", "let y: █Thing;", { name: "Thing", kind: "type" }],
  ["typescript", "const a = █1;", undefined],
  [
    "python",
    "def f(items█: list[Book]):\n    pass\n",
    {
      name: "items",
      kind: "value",
      declaration: { firstLine: 0, lastLine: 1 },
      type: "list[Book]",
    },
  ],
  [
    "python",
    "x = load_user()\nprint(x█)\n",
    { name: "x", kind: "value", declaration: { firstLine: 0, lastLine: 0 }, value: "load_user()" },
  ],
  [
    "python",
    "def █go():\n    return 1\n",
    { name: "go", kind: "function", declaration: { firstLine: 0, lastLine: 1 } },
  ],
  [
    "go",
    "package a\nfunc run() {\n\tx█ := newStore()\n\tx.go()\n}\n",
    { name: "x", kind: "value", declaration: { firstLine: 1, lastLine: 4 }, value: "newStore()" },
  ],
];

describe("the symbol at a place", () => {
  const syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  before(async () => {
    for (const language of ["typescript", "python", "go"]) await syntax.ready(language);
  });
  after(() => syntax.dispose());

  for (const [at, [languageId, marked, wanted]] of rows.entries()) {
    it(`is told: ${marked.replaceAll("\n", "⏎")}`, () => {
      const text = marked.replace("█", "");
      const document = { uri: `test:${at}`, languageId, version: 1, text };
      assert.deepEqual(syntax.symbol(document, marked.indexOf("█"), 1_000), wanted);
    });
  }
});
