import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { createSyntax } from "../../../server/syntax/syntax.ts";

/** A text with `█`, and the signature that is around it. */
const signatures: [languageId: string, text: string, signature: string, name: string][] = [
  [
    "typescript",
    "export async function █f<T>(a: T): R {\n  return a;\n}",
    "export async function f<T>(a: T): R",
    "f",
  ],
  ["typescript", "function f() {\n  █go();\n}", "function f()", "f"],
  ["typescript", "export const f = (a: A): B => █a;", "export const f = (a: A): B =>", "f"],
  ["typescript", "class C {\n  static m█(a = 1) {}\n}", "static m(a = 1)", "m"],
  ["typescript", "interface I { m█(a: A): void; }", "m(a: A): void", "m"],
  ["python", "@dec\nasync def █f(a, *, b=1) -> R:\n    pass", "async def f(a, *, b=1) -> R:", "f"],
  ["go", "package p\nfunc (s *S) █Run(a int) error {\n}", "func (s *S) Run(a int) error", "Run"],
  ["rust", "pub fn █run(&self, a: u8) -> u8 {\n  a\n}", "pub fn run(&self, a: u8) -> u8", "run"],
  ["java", "class A {\n  int █run(int a) {\n    return a;\n  }\n}", "int run(int a)", "run"],
];

/** A text with `█` at a name, and the call's arguments and its statement. */
const calls: [languageId: string, text: string, args: string[] | undefined, statement: string][] = [
  [
    "typescript",
    "const x = await this.a.█f(1, g(2));",
    ["1", "g(2)"],
    "const x = await this.a.f(1, g(2));",
  ],
  ["typescript", "new █Foo<T>(...a);", ["...a"], "new Foo<T>(...a);"],
  ["typescript", "use(█f);", undefined, ""],
  ["typescript", "import { █f } from 'x';", undefined, ""],
  ["python", "if x:\n    return a.█f(1, b=2)\n", ["1", "b=2"], "return a.f(1, b=2)"],
  ["go", "package p\nfunc a() {\n\tx.█Run(1)\n}\n", ["1"], "x.Run(1)"],
  ["rust", "fn a() { x.█run(1); }", ["1"], "x.run(1);"],
  ["java", "class A { void a() { x.█run(1, 2); } }", ["1", "2"], "x.run(1, 2);"],
];

describe("functions as they look from outside", () => {
  const syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  before(async () => {
    for (const language of ["typescript", "python", "go", "rust", "java"])
      await syntax.ready(language);
  });
  after(() => syntax.dispose());
  const at = (languageId: string, marked: string, number: number) => ({
    document: { uri: `test:${number}`, languageId, version: 1, text: marked.replace("█", "") },
    offset: marked.indexOf("█"),
  });

  for (const [number, [languageId, marked, wanted, name]] of signatures.entries())
    it(`have a signature: ${wanted}`, () => {
      const { document, offset } = at(languageId, marked, number);
      const found = syntax.signature(document, offset, 1_000);
      assert.ok(found);
      assert.equal(document.text.slice(found.start, found.end), wanted);
      assert.equal(found.name, name);
      assert.ok(document.text.startsWith(name, found.nameStart));
    });

  for (const [number, [languageId, marked, args, statement]] of calls.entries())
    it(`${args ? "are" : "are not"} called: ${marked.replaceAll("\n", "⏎")}`, () => {
      const { document, offset } = at(languageId, marked, 100 + number);
      const found = syntax.call(document, offset, 1_000);
      assert.deepEqual(
        found?.arguments.map(({ text }) => text),
        args,
      );
      if (found) {
        const { start, end } = found.statement;
        assert.equal(document.text.slice(start, end), statement);
      }
    });
});
