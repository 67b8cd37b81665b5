import assert from "node:assert/strict";
import { resolve } from "node:path";
import { before, describe, it } from "mocha";
import { analyse } from "../../../server/index/analysis.ts";
import { longestChunk } from "../../../server/index/chunks.ts";
import { textLines } from "../../../server/index/textLines.ts";
import { createOutlineParser, type OutlineParser } from "../../../server/syntax/outlineParser.ts";

const body = (lines: number, indentation = "  "): string =>
  Array.from({ length: lines }, (_, at) => `${indentation}call(argument${at});\n`).join("");

/** A file, and its chunks: kind, the names around it and its own, lines from one. */
const rows: [name: string, path: string, text: string, chunks: string[]][] = [
  [
    "each function for itself, with the comment above it",
    "a.ts",
    `import a from "a";\n\n// First.\nfunction one() {\n${body(9)}}\n\n/** Second. */\nfunction two() {\n${body(9)}}\n`,
    ["text  1-2", "function one 3-14", "function two 16-27"].map((each) =>
      each.replace("1-2", "1-1"),
    ),
  ],
  [
    "what is tiny together",
    "a.ts",
    "const a = 1;\nconst b = 2;\n\nfunction c() {}\n\ntype D = string;\n",
    ["text  1-6"],
  ],
  ["a single declaration by its name", "a.ts", "export type Only = string;\n", ["type Only 1-1"]],
  [
    "a small type as a whole",
    "a.ts",
    `class A {\n  x = 1;\n  one() {\n${body(4, "    ")}  }\n  two() {\n${body(4, "    ")}  }\n}\n`,
    ["type A 1-15"],
  ],
  [
    "a large type by its members, and the rest of it by its own name",
    "a.ts",
    `class A {\n  x = 1;\n\n  one() {\n${body(50, "    ")}  }\n\n  two() {\n${body(50, "    ")}  }\n}\n`,
    ["type A 1-2", "function A/one 4-55", "function A/two 57-108"],
  ],
  [
    "a function within a class within a namespace by all their names",
    "a.cs",
    `namespace N {\n  class C {\n    void M() {\n${body(100, "      ")}    }\n  }\n}\n`,
    ["type N 1-1", "type N/C 2-2", "function N/C/M 3-77", "function N/C/M 78-104"],
  ],
  [
    "a long function between its statements, every piece by its name",
    "a.py",
    `def long():\n${Array.from({ length: 6 }, () => `    if a:\n${body(20, "        ")}`).join("")}`,
    [],
  ],
  [
    "the sections of Markdown with the headings around",
    "a.md",
    `# Top\n\nIntroduction.\n\n## One\n\n${"Text of one. ".repeat(120)}\n\n### Inner\n\n${"Text. ".repeat(60)}\n\n## Two\n\n${"Text of two. ".repeat(30)}\n`,
    [
      "section Top 1-3",
      "section Top/One 5-7",
      "section Top/One/Inner 9-11",
      "section Top/Two 13-15",
    ],
  ],
  [
    "no heading in a fenced block, and headings that are underlined",
    "a.md",
    `Top\n===\n\n${"Text. ".repeat(100)}\n\n\`\`\`sh\n# no heading\n\`\`\`\n\nTwo\n---\n\n${"Text of two. ".repeat(100)}\n`,
    ["section Top 1-8", "section Top/Two 10-13"],
  ],
  ["other texts by blank lines", "a.conf", `${`${"a = b\n".repeat(60)}\n`.repeat(8)}`, []],
  ["nothing of what has no word", "a.json", "{\n}\n\n[\n]\n", []],
  ["nothing of nothing", "a.ts", "", []],
];

describe("chunks", () => {
  let parser: OutlineParser;
  before(async () => {
    parser = createOutlineParser(resolve("dist/grammars"), () => {});
    for (const language of ["typescript", "csharp", "python"]) await parser.load(language);
  });

  const languages: Record<string, string> = {
    ts: "typescript",
    cs: "csharp",
    py: "python",
    md: "markdown",
  };

  for (const [name, path, text, wanted] of rows)
    it(`are ${name}`, () => {
      const language = languages[path.split(".")[1] ?? ""] ?? "plaintext";
      const { chunks } = analyse({ path, root: "/root", language, text }, (plain) =>
        parser.outline(plain, language),
      );
      const shown = chunks.map(
        ({ kind, scope, name: own, firstLine, lastLine }) =>
          `${kind} ${[...scope, own].join("/")} ${firstLine + 1}-${lastLine + 1}`,
      );
      if (wanted.length > 0) assert.deepEqual(shown, wanted);
      holdAllWords(text, chunks);
      for (const chunk of chunks) assert.ok(chunk.text.length <= longestChunk, shown.join("\n"));
    });

  it("keep their hash where the text around them changes, and lose it with their own", () => {
    const hashes = (text: string): string[] =>
      analyse({ path: "a.ts", root: "/root", language: "typescript", text }, (plain) =>
        parser.outline(plain, "typescript"),
      ).chunks.map(({ hash }) => Buffer.from(hash).toString("hex"));
    const one = `function one() {\n${body(9)}}\n`;
    const two = `function two() {\n${body(9)}}\n`;
    const [first, second] = hashes(`${one}\n${two}`);
    assert.deepEqual(hashes(`${one.replace("call(", "other(")}\n\n\n${two}`)[1], second);
    assert.notEqual(hashes(`${one.replace("call(", "other(")}\n${two}`)[0], first);
  });
});

/** No line with a word is left out, and none is in two chunks. */
function holdAllWords(text: string, chunks: readonly { firstLine: number; lastLine: number }[]) {
  const lines = textLines(text);
  const times = Array.from({ length: lines.count }, () => 0);
  for (const { firstLine, lastLine } of chunks)
    for (let at = firstLine; at <= lastLine; at += 1) times[at] = (times[at] ?? 0) + 1;
  for (const [at, count] of times.entries()) {
    assert.ok(count <= 1, `line ${at + 1} is in ${count} chunks`);
    if (/[\p{L}\p{N}]/u.test(lines.line(at))) assert.equal(count, 1, `line ${at + 1} is in none`);
  }
}
