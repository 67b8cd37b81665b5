import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chooseShape, cutToShape } from "../../../server/completion/shape.ts";
import type { Surroundings } from "../../../server/syntax/surroundings.ts";
import { cursorAt } from "../../helpers/cursors.ts";

/** Text with the cursor, what the model streams, and how much of it belongs to the suggestion. */
const rows: [
  name: string,
  marked: string,
  streamed: string,
  wanted: { text: string; complete: boolean },
][] = [
  ["a line that is still written", "let x = █", "foo(", { text: "foo(", complete: false }],
  ["a line that has ended", "let x = █", "foo();\nlet y", { text: "foo();", complete: true }],
  ["a line with code behind the cursor", "let x = █ + 1;", "a\n+", { text: "a", complete: true }],
  [
    "a block after an opener",
    "if (a) {█\n}",
    "\n  b();\n}\nelse",
    { text: "\n  b();\n}", complete: true },
  ],
  [
    "a block after a colon",
    "def f():█\n",
    "\n    return 1\nx = 2\n",
    { text: "\n    return 1", complete: true },
  ],
  [
    "a block on an empty line",
    "{\n  █\n}",
    "a();\n  b();\n}\n",
    { text: "a();\n  b();", complete: true },
  ],
  ["a block up to an empty line", "  █", "a();\n\n  b();", { text: "a();", complete: true }],
  ["a block whose last line is not whole", "  █", "a();\n", { text: "a();\n", complete: false }],
  [
    "a block of more than twelve lines",
    "█",
    "a\n".repeat(20),
    { text: "a\n".repeat(12).trimEnd(), complete: true },
  ],
  [
    "a line that opens a block",
    "for (const a of █\n\nb();",
    "as) {\n  c(a);\n\n  d(a);\n}\ne();",
    { text: "as) {\n  c(a);\n\n  d(a);\n}", complete: true },
  ],
  [
    "a line that opens a block which is there already",
    "for (const a of █\n  c(a);\n}",
    "as) {\n  c(a);\n}",
    { text: "as) {", complete: true },
  ],
  [
    "a line in the midst of others",
    "{\n  █\n  b();\n}",
    "a();\n  c();\n",
    { text: "a();", complete: true },
  ],
  [
    "the line after a finished one",
    "  a();█\n}",
    "\n  b();\n  c();",
    { text: "\n  b();", complete: true },
  ],
  [
    "a block with another branch",
    "if (a) {█\n",
    "\n  b();\n} else {\n  c();\n}\nd();",
    { text: "\n  b();\n} else {\n  c();\n}", complete: true },
  ],
  [
    "a block with another branch in Python",
    "█\n",
    "if a:\n    b()\nelse:\n    c()\nd()\n",
    { text: "if a:\n    b()\nelse:\n    c()\nd()\n", complete: false },
  ],
  [
    "a line that opens a block with another branch in Python",
    "x = 1\n█\ny = 1",
    "if a:\n    b()\nelse:\n    c()\nd()\n",
    { text: "if a:\n    b()\nelse:\n    c()", complete: true },
  ],
  [
    "a block whose lines open brackets of their own",
    "{\n    █\n}",
    "if (a) {\n  b();\n  }\n    c();\n}",
    { text: "if (a) {", complete: true },
  ],
  [
    "closers behind the cursor do not make it a line",
    "f(() => {█})",
    "\n  a();\n})",
    { text: "\n  a();\n})", complete: false },
  ],
];

/** The same, with what syntax knows of the surroundings. */
const bySyntax: [
  name: string,
  marked: string,
  around: Partial<Surroundings>,
  streamed: string,
  wanted: { text: string; complete: boolean },
][] = [
  [
    "a line in a comment",
    "// a {█",
    { inside: "comment" },
    "\n  b();",
    { text: "", complete: true },
  ],
  [
    "a line in a string of several lines",
    "`\n  █\n`",
    { inside: "string" },
    "a\nb",
    { text: "a", complete: true },
  ],
  [
    "a line where the block has its lines",
    "if (a) {█\n\n  b();\n}",
    { opened: "filled" },
    " // so\n  c();",
    { text: " // so", complete: true },
  ],
  [
    "a block where what is deeper belongs to another",
    "f(() => {█\n    .then()",
    { opened: "empty" },
    "\n  a();\n}\n",
    { text: "\n  a();\n}", complete: true },
  ],
  [
    "a line where the block goes on below",
    "{\n  █\n\n  b();\n}",
    { continued: true },
    "a();\n  c();\n",
    { text: "a();", complete: true },
  ],
  [
    "a block where the level below is another's",
    "def f():\n█\nx = 1",
    { continued: false },
    "    return 1\n    y()\nz",
    { text: "    return 1\n    y()\nz", complete: false },
  ],
];

describe("the shape of a suggestion", () => {
  for (const [name, marked, streamed, wanted] of rows) {
    it(`is cut for ${name}`, () => {
      assert.deepEqual(cutToShape(streamed, chooseShape(cursorAt(marked))), wanted);
    });
  }

  for (const [name, marked, around, streamed, wanted] of bySyntax) {
    it(`is cut by syntax for ${name}`, () => {
      const shape = chooseShape(cursorAt(marked), {
        inside: "code",
        continued: false,
        nodes: [],
        ...around,
      });
      assert.deepEqual(cutToShape(streamed, shape), wanted);
    });
  }

  it("takes a brace on the next line along in C#, and waits for it", () => {
    const shape = chooseShape(cursorAt("  void A(int █", { languageId: "csharp" }));
    assert.deepEqual(cutToShape("b)\n", shape), { text: "b)\n", complete: false });
    assert.deepEqual(cutToShape("b)\n  {\n    c();\n  }\n", shape), {
      text: "b)\n  {\n    c();\n  }",
      complete: true,
    });
    assert.deepEqual(cutToShape("b)\n  c();\n", shape), { text: "b)", complete: true });
  });
});
