import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Module, ModuleImport, ModuleStatement } from "../../../server/syntax/moduleParts.ts";
import { createSyntax } from "../../../server/syntax/syntax.ts";

/** A text, and what each of its statements declares, imports, exports and uses. */
const rows: [languageId: string, text: string, told: string][] = [
  [
    "typescript",
    `import fs, { a, type B as C } from "./one";
import type * as two from "./two";
import "./three";
export { a as z, type B } from "./one";
export * from "./four";
export * as five from "./five";
export { fs };
export default fs;`,
    `import fs, { a, type B as C } from ./one
     import type * as two from ./two
     import {} from ./three
     export a as z, type B from ./one
     export * from ./four
     export * as five from ./five
     export fs
     export fs as default`,
  ],
  [
    "typescript",
    `export function f(x: T, { y, z: [w] = d } = e): R {
  const local = g(x, y, w);
  let { p, q = later } = local;
  p = outside;
  return h(() => local + p + q);
}`,
    `named function f: T type later d later e later R type later g later later later outside later h later`,
  ],
  [
    "typescript",
    `const a = f(b), c = () => d, e = (() => g)();
let m = 0;
m = a;
m += 1;
n++;`,
    `constant a, constant c, constant e: f b d later g
     variable m
     none: m! a
     none: m!
     none: n!`,
  ],
  [
    "typescript",
    `@dec({ x }) class A<T extends U> extends B implements I {
  static s = one;
  i = two;
  [k]() { return this.three(four) as T; }
  constructor(private readonly p: P) { super(p); }
}`,
    `class A: dec x{} U type B I type one two later k four later P type later`,
  ],
  [
    "typescript",
    `interface I<K> extends J { [key: string]: K; m(x: X): typeof v; n: ns.N }
type M<T> = { [P in keyof T]: T[P] extends (infer U)[] ? U : Q };
enum E { A = one }
declare const known: string;`,
    `type I: J type X type v type ns.N type
     type M: Q type
     enum E: one
     constant known`,
  ],
  ["typescriptreact", "const x = <div a={b}><Foo.Bar c={d} /></div>;", "constant x: b Foo.Bar d"],
  [
    "javascript",
    "function f(a, b = c, ...r) { for (const i of a) i(b, r); }",
    "function f: c later",
  ],
  ["javascript", "try { a(); } catch (e) { b(e); }", "none: a b"],
  ["javascript", "a: for (;;) break a;", "none"],
  [
    "javascript",
    "const o = { k: v, s, m() { return w; }, [c]: 1 };",
    "constant o: v s{} w later c",
  ],
  [
    "python",
    `import os, a.b as c
from . import one
from ..pkg.two import x as y, z
from three import *`,
    `import * as os from os; import * as c from a.b
     import { one } from .
     import { x as y, z } from ..pkg.two
     import all from three`,
  ],
  [
    "python",
    `@dec(one)
def f(a: T, b=two, *args, c: "Q[R]" = None, **kw) -> "S":
    x = g(a, b, args, kw, key=three)
    for i in x:
        with four(i) as j:
            pass
    return [k for k in j if k.x] + [c] + lam(lambda q: q + r)`,
    `function f: dec one T two g later three later four later lam later r later Q type later R type later S type later`,
  ],
  [
    "python",
    `class A(B, metaclass=M):
    x = one
    def m(self):
        return self.y + C.z`,
    `class A: B M one C.z later`,
  ],
  [
    "python",
    `LIMIT: int = compute(1)
a, b = pair
if TYPE:
    from x import Thing
def f():
    global LIMIT
    LIMIT = 2`,
    `constant LIMIT: int compute
     constant a, constant b: pair
     variable Thing?: TYPE
     function f: LIMIT! later`,
  ],
  [
    "python",
    "from __future__ import annotations\ndef f(a: T = U): pass",
    "import { annotations } from __future__\nfunction f: T later U",
  ],
];

describe("a module", () => {
  const syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  before(async () => {
    for (const language of ["typescript", "typescriptreact", "javascript", "python"])
      await syntax.ready(language);
  });
  after(() => syntax.dispose());

  function read(languageId: string, text: string, at: number): Module {
    const module = syntax.module({ uri: `test:${at}`, languageId, version: 1, text }, 1_000);
    assert.ok(module);
    return module;
  }

  for (const [at, [languageId, text, told]] of rows.entries())
    it(`is read: ${text.replaceAll("\n", "⏎").slice(0, 70)}`, () => {
      const said = read(languageId, text, at).statements.map(tell).join("\n");
      assert.equal(said, told.replaceAll(/^\s+/gm, ""));
    });

  const heads: [languageId: string, text: string, head: string][] = [
    ["typescript", "// far\n\n// near\n/** doc */\nconst █a = 1;", "// near"],
    ["typescript", "const b = 2; // of b\nconst █a = 1;", "const a"],
    ["typescript", "// Copyright by somebody.\nconst █a = 1;", "const a"],
    ["typescript", "// @ts-check\nconst █a = 1;", "const a"],
    ["python", "# near\n@dec\ndef █f(): pass", "# near"],
    ["python", "#!/usr/bin/python\ndef █f(): pass", "def f"],
  ];
  for (const [at, [languageId, marked, head]] of heads.entries())
    it(`has its comments with its statements: ${marked.replaceAll("\n", "⏎")}`, () => {
      const text = marked.replace("█", "");
      const place = marked.indexOf("█");
      const own = read(languageId, text, 100 + at).statements.find(
        ({ start, end }) => start <= place && place < end,
      );
      assert.ok(text.slice(own?.head).startsWith(head), text.slice(own?.head));
    });
});

function tell(statement: ModuleStatement): string {
  const { declares, exported, imports, exports, uses, conditional } = statement;
  if (imports.length > 0) return imports.map(tellImport).join("; ");
  if (exports) {
    const names = exports.names.map(
      ({ name, as, typeOnly }) =>
        (typeOnly ? "type " : "") + (name === as ? name : `${name} as ${as}`),
    );
    const all = exports.all && (exports.all.as === undefined ? "*" : `* as ${exports.all.as}`);
    const from = exports.from ? ` from ${exports.from.source}` : "";
    return `export ${[...names, ...(all ? [all] : [])].join(", ")}${from}`;
  }
  const names = declares.map(({ kind, name }) => `${kind} ${name}`).join(", ") || "none";
  const used = uses.map(
    ({ name, when, isType, assigned, member, shorthand }) =>
      ` ${name}${member ? `.${member.name}` : ""}${assigned ? "!" : ""}${shorthand ? "{}" : ""}${isType ? " type" : ""}${when === "later" ? " later" : ""}`,
  );
  const head = `${exported ? `${exported} ` : ""}${names}${conditional ? "?" : ""}`;
  return used.length === 0 ? head : `${head}:${used.join("")}`;
}

function tellImport({
  source,
  typeOnly,
  defaultName,
  namespace,
  named,
  all,
}: ModuleImport): string {
  if (all) return `import all from ${source}`;
  const list = named.map(
    ({ name, local, typeOnly }) =>
      (typeOnly ? "type " : "") + (name === local ? name : `${name} as ${local}`),
  );
  const parts = [
    ...(defaultName === undefined ? [] : [defaultName]),
    ...(namespace === undefined ? [] : [`* as ${namespace}`]),
    ...(list.length > 0 || (namespace === undefined && defaultName === undefined)
      ? [list.length > 0 ? `{ ${list.join(", ")} }` : "{}"]
      : []),
  ];
  return `import ${typeOnly ? "type " : ""}${parts.join(", ")} from ${source}`;
}
