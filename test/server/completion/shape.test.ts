import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chooseShape, cutToShape } from "../../../server/completion/shape.ts";
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
    "closers behind the cursor do not make it a line",
    "f(() => {█})",
    "\n  a();\n})",
    { text: "\n  a();\n})", complete: false },
  ],
];

describe("the shape of a suggestion", () => {
  for (const [name, marked, streamed, wanted] of rows) {
    it(`is cut for ${name}`, () => {
      assert.deepEqual(cutToShape(streamed, chooseShape(cursorAt(marked))), wanted);
    });
  }
});
