import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { replacementFor } from "../../../../src/chat/apply/replacement.ts";

const FILE = `import { a } from "./a.ts";

/** Says one. */
export function one(): number {
  return 1;
}

export class Desk {
  // Counts.
  count(): number {
    return 0;
  }

  close() {
    a();
  }
}
`;

const PYTHON = `import csv


def read(path):
    with open(path) as file:
        return list(csv.reader(file))


def main():
    print(read("a.csv"))
`;

const rows: [name: string, file: string, block: string, wanted: string][] = [
  [
    "a function takes the place of the one of its name",
    FILE,
    "export function one(): number {\n  const n = 2;\n  return n;\n}",
    FILE.replace("  return 1;", "  const n = 2;\n  return n;"),
  ],
  [
    "its comment takes the place of the comment",
    FILE,
    "/** Says two. */\nexport function one(): number {\n  return 2;\n}\n",
    FILE.replace("Says one", "Says two").replace("return 1", "return 2"),
  ],
  [
    "a method gets the indentation of the one of its name",
    FILE,
    "count(): number {\n  return 7;\n}",
    FILE.replace("return 0;", "return 7;"),
  ],
  [
    "what the file has not follows what stood before it in the block",
    FILE,
    "export function one(): number {\n  return 1;\n}\n\nexport function two(): number {\n  return 2;\n}\n",
    FILE.replace(
      "  return 1;\n}\n",
      "  return 1;\n}\n\nexport function two(): number {\n  return 2;\n}\n",
    ),
  ],
  [
    "a block with all that the file declares is the file",
    FILE,
    'import "./b.ts";\n\nexport function one() {\n  return 3;\n}\n\nexport class Desk {\n}\n',
    'import "./b.ts";\n\nexport function one() {\n  return 3;\n}\n\nexport class Desk {\n}\n',
  ],
  [
    "without its imports it is not the file, which keeps them",
    FILE,
    "export function one(): number {\n  return 3;\n}\n\nexport class Desk {}\n",
    `${FILE.slice(0, FILE.indexOf("export class")).replace("return 1", "return 3")}export class Desk {}\n`,
  ],
  [
    "in Python, by indentation",
    PYTHON,
    "def read(path):\n    with open(path, newline='') as file:\n        return list(csv.DictReader(file))",
    PYTHON.replace("open(path)", "open(path, newline='')").replace("csv.reader", "csv.DictReader"),
  ],
  ["an empty file becomes the block", "\n", "const a = 1;", "const a = 1;\n"],
];

describe("where a code block belongs in a file", () => {
  for (const [name, file, block, wanted] of rows)
    it(name, () => {
      const found = replacementFor(file, block);
      assert.equal(found.kind === "text" ? found.text : found.why, wanted);
    });

  it("is unclear where the block leaves something out", () => {
    const block = "export function one() {\n  // ... existing code ...\n  return 2;\n}";
    assert.deepEqual(replacementFor(FILE, block), { kind: "unclear", why: "elided" });
  });

  it("is unclear where it declares nothing that the file has", () => {
    assert.deepEqual(replacementFor(FILE, "one();"), { kind: "unclear", why: "no place" });
  });

  it("follows the outline of a language server rather than its own", () => {
    const outline = [{ name: "second", firstLine: 1, lastLine: 1, indent: 0 }];
    const found = replacementFor("a\nb\nc\n", "function second() {}", outline);
    assert.equal(found.kind === "text" && found.text, "a\nfunction second() {}\nc\n");
  });
});
