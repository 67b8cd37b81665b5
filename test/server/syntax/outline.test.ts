import assert from "node:assert/strict";
import { resolve } from "node:path";
import { describe, it } from "mocha";
import type { Declaration } from "../../../server/syntax/outline.ts";
import { createOutlineParser } from "../../../server/syntax/outlineParser.ts";

/** A text in each language, and what it declares: kind, name, lines from one, what is within. */
const rows: [language: string, text: string, declared: string][] = [
  [
    "typescript",
    `export const limit = 10, other = 2;
export const run = async () => {
  const local = 1;
  function nested() {}
};
export default class Foo<T> extends Bar {
  private x = 1;
  constructor() { super(); }
  handler = () => {};
}
interface Shape { area(): number; name: string }
namespace N { export type A = string }
module.exports.thing = function () {};
const { a, b } = c;
const table = {
  method() {},
  arrow: () => 2,
  plain: 3,
};`,
    `value limit 1
     value other 1
     function run 2-5 (function nested 4)
     type Foo 6-10 (value x 7, function constructor 8, function handler 9)
     type Shape 11 (function area 11, value name 11)
     scope N 12 (type A 12)
     function thing 13
     value table 15-19 (function method 16, function arrow 17)`,
  ],
  [
    "javascript",
    "exports.a = () => {};\nclass B {\n  c() {}\n}\n",
    "function a 1\ntype B 2-4 (function c 3)",
  ],
  [
    "python",
    `LIMIT = 10
class A(B):
    field = 1
    @property
    def b(self):
        local = 1
        def inner():
            pass
async def c(): pass
handler = lambda x: x
if True:
    def d(): pass
`,
    `value LIMIT 1
     type A 2-8 (value field 3, function b 5-8 (function inner 7-8))
     function c 9
     function handler 10
     function d 12`,
  ],
  [
    "go",
    `package a
const (
  A = iota
  B
)
type T struct { Name string }
type I interface { Do(x int) error }
func (t *T) Method() {}
func Free[T any](a T) { f := func() {}; f() }
`,
    `value A 3
     value B 4
     type T 6
     type I 7
     function Method 8
     function Free 9`,
  ],
  [
    "rust",
    `pub mod m { pub fn inner() {} }
pub const MAX: usize = 1;
pub struct P { x: i32 }
pub enum E { A, B(i32) }
impl<T> Trait for P<T> {
  fn a(&self) {}
}
macro_rules! mac { () => {} }
`,
    `scope m 1 (function inner 1)
     value MAX 2
     type P 3 (value x 3)
     type E 4 (value A 4, value B 4)
     scope P 5-7 (function a 6)
     function mac 8`,
  ],
  [
    "java",
    `class A<T> {
  private static final int MAX = 1;
  @Override public void run() { int local = 1; }
  enum E { X, Y }
}
`,
    "type A 1-5 (value MAX 2, function run 3, type E 4 (value X 4, value Y 4))",
  ],
  [
    "cpp",
    `#define MAX 10
namespace foo {
class Vec : public Base {
 public:
  ~Vec() {}
  int size() const { return n_; }
  int n_;
};
int Vec::other() const { return 1; }
enum class E { A };
typedef struct { int x; } Point;
int *pointer(void);
}
`,
    `value MAX 1
     scope foo 2-13 (type Vec 3-8 (function ~Vec 5, function size 6, value n_ 7), function other 9, type E 10 (value A 10), type Point 11, function pointer 12)`,
  ],
  [
    "csharp",
    `namespace A.B {
  public class C {
    private readonly int _x = 1;
    public int Prop { get; set; }
    public void M() { void Local() {} }
  }
}
`,
    "scope A.B 1-7 (type C 2-6 (value _x 3, value Prop 4, function M 5 (function Local 5)))",
  ],
  [
    "php",
    "<?php\nfunction free() {}\nclass B { public $x = 1; public function m() {} }\n",
    "function free 2\ntype B 3 (value x 3, function m 3)",
  ],
  [
    "ruby",
    "module M\n  MAX = 1\n  class A\n    def run(x)\n      y = 1\n    end\n  end\nend\n",
    "type M 1-8 (value MAX 2, type A 3-7 (function run 4-6))",
  ],
  ["shellscript", "NAME=1\nbuild() {\n  local x=1\n}\n", "value NAME 1\nfunction build 2-4"],
];

const shown = ({ kind, name, firstLine, lastLine, within }: Declaration): string => {
  const lines = firstLine === lastLine ? `${firstLine + 1}` : `${firstLine + 1}-${lastLine + 1}`;
  const inner = within.length === 0 ? "" : ` (${within.map(shown).join(", ")})`;
  return `${kind} ${name} ${lines}${inner}`;
};

describe("the outline of a text", () => {
  const lines: string[] = [];
  const parser = createOutlineParser(resolve("dist/grammars"), (line) => lines.push(line));

  for (const [language, text, declared] of rows)
    it(`in ${language}`, async () => {
      await parser.load(language);
      const found = parser.outline(text, language) ?? [];
      assert.deepEqual(
        found.map(shown),
        declared.split("\n").map((line) => line.trim()),
      );
    });

  it("says where a name stands", async () => {
    await parser.load("cpp");
    const [declared] = parser.outline("int *A::b() { return 0; }\n", "cpp") ?? [];
    assert.deepEqual([declared?.line, declared?.character], [0, 8]);
  });

  it("is none without a grammar, and none of a text that is too long", async () => {
    await parser.load("plaintext");
    assert.equal(parser.outline("a", "plaintext"), undefined);
    await parser.load("python");
    assert.equal(parser.outline("a = 1\n".repeat(60_000), "python"), undefined);
  });

  it("has an end where everything is nested without one", async () => {
    await parser.load("typescript");
    const deep = `${"function f() {\n".repeat(5_000)}${"}\n".repeat(5_000)}`;
    let depth = 0;
    for (let [at] = parser.outline(deep, "typescript") ?? []; at; [at] = at.within) depth += 1;
    assert.ok(depth > 50 && depth < 5_000, `${depth}`);
  });
});
