import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Declaration } from "../../../server/syntax/outline.ts";
import { createSyntax, type Syntax } from "../../../server/syntax/syntax.ts";
import { marked } from "../../helpers/cursors.ts";
import { eventually } from "../../helpers/eventually.ts";

/** Milliseconds that no test needs. */
const plenty = 5_000;

const flat = (declared: readonly Declaration[] = []): string[] =>
  declared.flatMap(({ name, kind, within }) => [
    ...(kind === "scope" ? [] : [name]),
    ...flat(within),
  ]);

describe("syntax", () => {
  const lines: string[] = [];
  let syntax: Syntax;
  before(() => {
    syntax = createSyntax({ folder: resolve("dist/grammars"), log: (line) => lines.push(line) });
  });
  after(() => syntax.dispose());

  let opened = 0;
  async function open(text: string, languageId: string) {
    opened += 1;
    await syntax.ready(languageId);
    return { uri: `file:///${opened}`, languageId, version: 1, text };
  }

  /** A text without errors in each language, what it declares, and a text with one error. */
  const languages: [languageId: string, good: string, names: string[], bad: string][] = [
    ["typescript", "class A {\n  b(): void {}\n}\nconst c = 1;\n", ["A", "b", "c"], "const = 1;"],
    ["typescriptreact", "function A() {\n  return <p>{1}</p>;\n}\n", ["A"], "const a = <p>;"],
    ["javascript", "function a() {}\nconst b = <i />;\n", ["a", "b"], "function () {"],
    ["javascriptreact", "const a = () => <p />;\n", ["a"], "const a = <p>;"],
    ["python", "class A:\n    def b(self):\n        return 1\n", ["A", "b"], "def f(:\n  pass\n"],
    ["go", "package a\n\nfunc B() {}\n\ntype C struct{}\n", ["B", "C"], "package a\nfunc {}\n"],
    ["rust", "struct A;\nimpl A {\n    fn b() {}\n}\n", ["A", "b"], "fn a( {}\n"],
    ["java", "class A {\n  void b() {}\n}\n", ["A", "b"], "class A { void b( {} }"],
    ["c", "struct A { int x; };\nint b(void) { return 1; }\n", ["A", "x", "b"], "int a( { }"],
    ["cpp", "class A { public: void b() {} };\n", ["A", "b"], "class A { void b( };"],
    ["csharp", "class A {\n  void B() {}\n}\n", ["A", "B"], "class A { void B( {} }"],
    ["css", "a { color: red; }\n", [], "a { color: }}"],
    ["php", "<?php\nfunction a() {}\n", ["a"], "<?php\nfunction () {"],
    ["ruby", "class A\n  def b\n  end\nend\n", ["A", "b"], "class A\n  def b(\nend\n"],
    ["shellscript", "a() {\n  echo 1\n}\n", ["a"], "if true; then\n"],
  ];
  for (const [languageId, good, names, bad] of languages)
    it(`reads ${languageId}`, async () => {
      const document = await open(good, languageId);
      assert.equal(syntax.errors(document, undefined, plenty), 0);
      assert.deepEqual(flat(syntax.outline(document, plenty)), names);
      assert.notEqual(syntax.errors(await open(bad, languageId), undefined, plenty), 0);
    });

  /** A text with the cursor, and what stands around it. */
  const places: [languageId: string, text: string, wanted: object][] = [
    ["typescript", "let a = '█';", { inside: "string" }],
    ["typescript", "let a = ''█;", { inside: "code" }],
    ["typescript", "let a = `b $" + "{█c}`;", { inside: "code" }],
    ["typescript", "// so█\nlet a;", { inside: "comment" }],
    ["typescript", "// so\n█let a;", { inside: "code" }],
    ["python", "# so█", { inside: "comment" }],
    ["python", "def f():\n    '''so\n    █\n    '''\n", { inside: "string" }],
    ["typescript", "if (a) {█\n}", { opened: "empty" }],
    ["typescript", "if (a) {█\n  b();\n}", { opened: "filled" }],
    ["typescript", "if (a) {█\n\nfunction b() {}", { opened: "empty" }],
    ["typescript", "call(█);", { opened: "empty" }],
    ["python", "def f():█\n    return 1\n", { opened: "filled" }],
    ["python", "def f():█\n\ndef g():\n    return 1\n", { opened: "empty" }],
    ["typescript", "let a = b█;", { opened: undefined }],
    ["typescript", "{\n  a();\n  █\n  b();\n}", { continued: true }],
    ["typescript", "{\n  a();\n  █\n}", { continued: false }],
    ["typescript", "a();\n█\nb();\n", { continued: true }],
    ["go", "package a\n\nfunc b() {\n\tc()\n\t█\n\td()\n}\n", { continued: true }],
    ["python", "def f():\n    while a:\n        █\n    return b\n", { continued: false }],
  ];
  for (const [languageId, text, wanted] of places)
    it(`sees ${JSON.stringify(wanted)} in ${languageId} at ${JSON.stringify(text)}`, async () => {
      const { plain, offset } = marked(text);
      const found = syntax.surroundings(await open(plain, languageId), offset, plenty);
      for (const [key, value] of Object.entries(wanted))
        assert.equal(found?.[key as keyof typeof found], value, JSON.stringify(found));
    });

  it("follows a document from version to version", async () => {
    const first = await open("let a = (1;\n", "typescript");
    assert.notEqual(syntax.errors(first, undefined, plenty), 0);
    const second = { ...first, version: 2, text: "let a = (1);\n" };
    assert.equal(syntax.errors(second, undefined, plenty), 0);
    const third = { ...first, version: 3, text: "let a = (1);\nlet s = '👋';\nlet (;" };
    assert.notEqual(syntax.errors(third, undefined, plenty), 0);
  });

  it("counts the errors that an edit would make, and makes it not", async () => {
    const document = await open("let a = 1;\n", "typescript");
    assert.notEqual(syntax.errors(document, { start: 8, end: 9, text: "((" }, plenty), 0);
    assert.equal(syntax.errors(document, { start: 8, end: 9, text: "(2)" }, plenty), 0);
    assert.equal(syntax.errors(document, undefined, plenty), 0);
  });

  it("has no answer while there is no time, and has it after that", async () => {
    const document = await open("let a = [1, 2];\n".repeat(8_000), "typescript");
    const from = performance.now();
    assert.equal(syntax.surroundings(document, 5, 1), undefined);
    assert.ok(performance.now() - from < 500, `${performance.now() - from} ms`);
    while (!syntax.surroundings(document, 5, 0))
      await new Promise((resolve) => setTimeout(resolve, 5));
  }).timeout(20_000);

  it("says that it parses in the background until the tree is there", async () => {
    const document = await open("const a = [1, 2, 3];\n".repeat(500), "typescript");
    syntax.changed(document);
    assert.equal(syntax.isParsing(document.uri), true);
    await eventually(() => !syntax.isParsing(document.uri));
    assert.equal(syntax.errors(document, undefined, 0), 0);
  });

  it("has no answer for a language without a grammar, nor for a huge document", async () => {
    assert.equal(syntax.errors(await open("a", "plaintext"), undefined, plenty), undefined);
    const huge = await open("a;\n".repeat(200_000), "typescript");
    assert.equal(syntax.errors(huge, undefined, plenty), undefined);
  });

  it("says once in the log that a grammar cannot be loaded, and goes on without it", async () => {
    const said: string[] = [];
    const lacking = createSyntax({ folder: resolve("nowhere"), log: (line) => said.push(line) });
    await lacking.ready("go");
    const document = { uri: "file:///a.go", languageId: "go", version: 1, text: "package a\n" };
    assert.equal(lacking.errors(document, undefined, plenty), undefined);
    assert.equal(said.length, 1);
    assert.match(said[0] ?? "", /^the grammar go could not be loaded/);
  });
});
