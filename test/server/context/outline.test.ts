import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { outline } from "../../../server/context/outline.ts";

/** A language, a text, and what others see of it, a line each. */
const rows: [extension: string, name: string, text: string, seen: string[]][] = [
  [
    "ts",
    "functions without their bodies, and nothing private",
    "import x from 'x';\nexport async function run(a: A, b = 1): Promise<B> {\n  return a;\n}\nfunction hidden() {\n  return 1;\n}\n",
    ["run: export async function run(a: A, b = 1): Promise<B>;"],
  ],
  [
    "ts",
    "a signature over several lines",
    "export function run(\n  a: A,\n  b: B,\n): C {\n  return a;\n}\n",
    ["run: export function run(", "  a: A,", "  b: B,", "): C;"],
  ],
  [
    "ts",
    "members of types, and the methods of a class",
    "export class A extends B {\n  #x = 1;\n  y = 2;\n  private z = 3;\n\n  run(n: number): void {\n    if (n) {\n      stop();\n    }\n  }\n}\n",
    ["A: export class A extends B {", "  y = 2;", "  run(n: number): void;", "}"],
  ],
  [
    "ts",
    "arrow functions and constants",
    "export const max = 3;\nexport const list: A[] = [\n  a,\n];\nexport const add = (a: number) => {\n  return a;\n};\n",
    [
      "max: export const max = 3;",
      "list: export const list: A[];",
      "add: export const add = (a: number);",
    ],
  ],
  [
    "ts",
    "CRLF",
    "export interface A {\r\n  b: string;\r\n}\r\n",
    ["A: export interface A {", "  b: string;", "}"],
  ],
  [
    "py",
    "functions, classes and their methods",
    "LIMIT = 3\nasync def run(a: int) -> str:\n    return a\n\nclass A(B):\n    name: str\n\n    def __init__(self, x):\n        self.x = x\n\n    def go(self):\n        pass\n\n    def _own(self):\n        pass\n\ndef _hidden():\n    pass\n",
    [
      "LIMIT: LIMIT = 3",
      "run: async def run(a: int) -> str: ...",
      "A: class A(B):",
      "    name: str",
      "    def __init__(self, x): ...",
      "    def go(self): ...",
    ],
  ],
  [
    "go",
    "what begins with a capital",
    "func (s *Store) Get(k string) (V, error) {\n\treturn s.m[k]\n}\n\nfunc own() {\n}\n\ntype Store struct {\n\tName string\n}\n",
    [
      "Get: func (s *Store) Get(k string) (V, error)",
      "Store: type Store struct {",
      "\tName string",
      "}",
    ],
  ],
  [
    "rs",
    "what is public",
    "pub fn run(a: &str) -> Result<()> {\n    ok()\n}\nfn own() {}\npub struct A {\n    pub b: u32,\n}\nimpl A {\n    pub fn new() -> Self {\n        A { b: 1 }\n    }\n    fn own(&self) {}\n}\n",
    [
      "run: pub fn run(a: &str) -> Result<()>;",
      "A: pub struct A {",
      "    pub b: u32,",
      "}",
      "A: impl A {",
      "    pub fn new() -> Self;",
      "}",
    ],
  ],
  [
    "java",
    "a class with its methods",
    "package a.b;\n\npublic final class A {\n    private int x;\n    public int get(int i) {\n        return x;\n    }\n}\n",
    ["A: public final class A {", "    public int get(int i);", "}"],
  ],
  [
    "h",
    "structs, functions and macros",
    "#define MAX(a, b) ((a) > (b) ? (a) : (b))\nstruct point {\n  int x;\n};\nint length_of(const char *s);\nstatic int own(void) {\n  return 1;\n}\n",
    [
      "MAX: #define MAX(a, b) ((a) > (b) ? (a) : (b))",
      "point: struct point {",
      "  int x;",
      "};",
      "length_of: int length_of(const char *s);",
    ],
  ],
  ["txt", "nothing in a language that it does not know", "export function a() {}", []],
];

describe("the outline of a file", () => {
  for (const [extension, name, text, seen] of rows)
    it(`has ${name} (${extension})`, () => {
      const found = outline(text, extension).flatMap(({ name: declared, lines }) =>
        lines.map((line, index) => (index === 0 ? `${declared}: ${line.text}` : line.text)),
      );
      assert.deepEqual(found, seen);
    });

  it("numbers its lines as the file does", () => {
    const [first] = outline("\n\nexport interface A {\n\n  b: string;\n}\n", "ts");
    assert.deepEqual(
      first?.lines.map(({ number }) => number),
      [2, 4, 5],
    );
  });

  it("is quick with long lines", () => {
    const from = performance.now();
    outline(`export function ${"a ".repeat(100_000)}\n`.repeat(3), "ts");
    outline(`${"a ".repeat(100_000)}\n`.repeat(3), "c");
    assert.ok(performance.now() - from < 500);
  });
});
