import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { applyFilters } from "../../../server/completion/filters/all.ts";
import { noSyntax, syntaxAt } from "../../../server/completion/syntaxAt.ts";
import { createSyntax, type Syntax } from "../../../server/syntax/syntax.ts";
import { cursorAt } from "../../helpers/cursors.ts";

interface Wanted {
  left: string;
  /** The filters that cut, in order. */
  by?: string[];
  replaces?: number;
  languageId?: string;
}

/** Text with the cursor, the raw suggestion, what is left of it, and the filters that cut it. */
const rows: [name: string, text: string, raw: string, wanted: Wanted][] = [
  ["leaves a good line alone", "return █", "items.length;", { left: "items.length;" }],
  ["takes trailing white space", "return █", "items;  \n  ", { left: "items;", by: ["is blank"] }],
  ["is silent where nothing is left", "return █", "  \n", { left: "", by: ["is blank"] }],

  [
    "cuts before a control token written out",
    "let a = █",
    "1;<|fim_middle|>let b",
    { left: "1;", by: ["holds the model's own marks"] },
  ],
  [
    "cuts before DeepSeek's marks",
    "let a = █",
    "1;<｜end▁of▁sentence｜>",
    { left: "1;", by: ["holds the model's own marks"] },
  ],
  [
    "cuts before the fence of a chat model",
    "let a = █",
    "1;\n```\nThis",
    { left: "1;", by: ["holds the model's own marks"] },
  ],
  [
    "keeps a fence in Markdown",
    "█",
    "```\na\n```",
    { left: "```\na\n```", languageId: "markdown" },
  ],
  [
    "keeps the marks that a string holds",
    "let a = █;",
    "'<|fim_middle|>'",
    {
      left: "'<|fim_middle|>'",
    },
  ],
  ["keeps comparisons", "if (█", "a <b && c> d", { left: "a <b && c> d" }],

  [
    "cuts a loop of lines to its first round",
    "█",
    "a.push(1);\nb();\na.push(1);\nb();\na.push(1);\nb();\na.push(1);",
    { left: "a.push(1);\nb();", by: ["repeats itself"] },
  ],
  [
    "cuts a loop of numbered comments",
    "█",
    "// 1. Open it\n// 2. Open it\n// 3. Open it\n// 4. Open it",
    { left: "// 1. Open it", by: ["repeats itself"] },
  ],
  [
    "cuts a stutter within a line",
    "// █",
    "very good and very good and very good and very good and very good and ",
    { left: "very good and", by: ["is blank", "repeats itself"] },
  ],
  ["keeps a ruler", "// █", "-".repeat(60), { left: "-".repeat(60) }],
  [
    "keeps a table of numbers",
    "let a = [\n█\n];",
    "[1, 0],\n[2, 0],\n[3, 0],",
    { left: "[1, 0],\n[2, 0],\n[3, 0]," },
  ],
  ["keeps a line that comes twice", "█", "next();\nnext();", { left: "next();\nnext();" }],

  [
    "takes the space that stands already",
    "return █",
    " items;",
    { left: "items;", by: ["is indented otherwise"] },
  ],
  [
    "takes indentation that stands already",
    "if (a) {\n  b();\n  █\n}",
    "  c();\n  d();",
    { left: "c();\n  d();", by: ["is indented otherwise"] },
  ],
  ["keeps the level that an opener asks for", "if (a) {\n█\n}", "  b();", { left: "  b();" }],
  [
    "turns spaces into the file's tabs",
    "function a() {\n\tb();\n}\n\nfunction c() {█",
    "\n    if (d) {\n        e();\n    }\n}",
    { left: "\n\tif (d) {\n\t\te();\n\t}\n}", by: ["is indented otherwise"] },
  ],
  [
    "turns tabs into the file's spaces",
    "function a() {\n  b();\n}\n\nfunction c() {█",
    "\n\td();\n}",
    { left: "\n  d();\n}", by: ["is indented otherwise"] },
  ],
  ["keeps spaces that align behind tabs", "\tf(a,\n\t█", "b,\n\t  c)", { left: "b,\n\t  c)" }],

  [
    "is silent where the lines above come again",
    "  expect(first).toBe(1);\n  █",
    "expect(first).toBe(1);",
    { left: "", by: ["repeats the lines above"] },
  ],
  [
    "keeps what only resembles the line above",
    "  expect(a).toBe(1);\n  █",
    "expect(a).toBe(2);",
    {
      left: "expect(a).toBe(2);",
    },
  ],
  ["lets short lines repeat", "  break;\n  █", "break;", { left: "break;" }],

  [
    "cuts before a line that follows",
    "a();\n█\nreturn total;",
    "b();\nreturn total;\n}",
    { left: "b();", by: ["repeats the next line"] },
  ],
  [
    "is silent where the next line comes again",
    "{\n  █\n  return total;\n}",
    "return total;",
    { left: "", by: ["repeats the next line"] },
  ],
  [
    "sees the next line completed on this one",
    "  ret█\n  return total;",
    "urn total;",
    { left: "", by: ["repeats the next line"] },
  ],
  [
    "lets another block end as this one does",
    "  a() {\n    return █\n  }\n\n  b() {\n    return this;\n  }",
    "this;",
    { left: "this;", languageId: "plaintext" },
  ],
  [
    "is silent where the cursor's own line comes again",
    "  const total = sum(items)█\n",
    "\n  const total = sum(items)",
    { left: "", by: ["repeats the lines above"] },
  ],
  [
    "sees the next line in other quotes and spaces",
    "█\nimport { a, b } from 'c';",
    'import {a, b} from "c"',
    { left: "", by: ["repeats the next line"] },
  ],
  [
    "sees the beginning of the next line",
    "{\n  █\n  const total = sum(items, of);\n}",
    "const total = su",
    { left: "", by: ["repeats the next line"] },
  ],
  [
    "lets short lines repeat below",
    "if (a) {\n  █\n}",
    "b();\n}",
    {
      left: "b();",
      by: ["repeats what follows"],
    },
  ],
  [
    "takes several lines that follow",
    "  f(() => {\n    █\n  });\n}",
    "a();\n  });\n}",
    { left: "a();", by: ["repeats what follows"] },
  ],
  [
    "keeps a closer of another depth",
    "{\n  if (a) {\n    █\n}",
    "b();\n  }",
    { left: "b();\n  }" },
  ],

  [
    "takes closers that stand already",
    "foo(█)",
    "bar)",
    {
      left: "bar",
      by: ["repeats the rest of the line"],
    },
  ],
  [
    "takes closers and the semicolon",
    "foo(█);",
    "bar);",
    {
      left: "bar",
      by: ["repeats the rest of the line"],
    },
  ],
  [
    "takes a quote that stands already",
    "a('█')",
    "x')",
    {
      left: "x",
      by: ["repeats the rest of the line"],
    },
  ],
  ["keeps the closer of its own opener", "foo(█)", "bar()", { left: "bar()" }],
  ["keeps a word that the rest begins with by chance", "a = █b;", "c + b", { left: "c + b" }],
  [
    "takes a rest of several words",
    "const f = ({ a:█ }) => {\n  return 1;\n};",
    " number }) => { ",
    { left: " number", by: ["is blank", "repeats the rest of the line"] },
  ],
  [
    "is silent where the rest stands already",
    "foo(█bar);",
    "bar);",
    { left: "", by: ["repeats the rest of the line"] },
  ],

  [
    "takes the place of closers that it writes itself",
    "f(() => {█})",
    "\n  a();\n})",
    { left: "\n  a();\n})", replaces: 2 },
  ],
  [
    "takes the place of closers with a semicolon behind them",
    "f(() => {█});",
    "\n  a();\n}, 10);",
    { left: "\n  a();\n}, 10);", replaces: 3 },
  ],
  [
    "takes the place of a quote and a bracket",
    'map.set("█")',
    'key", value);',
    { left: 'key", value);', replaces: 2 },
  ],
  ["leaves closers that it does not write", "f(g(█))", "a).b", { left: "a).b", replaces: 1 }],

  [
    "cuts before a bracket that is closed behind words",
    'assert(█, "why");',
    'a === b, "so");',
    { left: 'a === b, "so"', by: ["closes what is not open"] },
  ],
  ["keeps its own brackets before words", "assert(█, why);", "a(b)", { left: "a(b)" }],

  [
    "takes the head of what the document has already",
    "█\nfunction sum(a, b) {\n  check(a, b);\n  return a + b;\n}",
    "a();\n\nfunction total(a, b) {\n  check(a, b);\n  return a + b;\n}",
    { left: "a();", by: ["repeats the next line", "stops in the middle"] },
  ],
  [
    "keeps a head whose body stands below",
    "f(a);\n█\n    a += 1\n    b += 1\n",
    "for a in all:\n    a += 1\n    b += 1",
    { left: "for a in all:", by: ["repeats the next line"], languageId: "python" },
  ],
  [
    "lets a line come again in another block",
    "  if (a) {\n    █\n  }\n  if (b) {\n    return false;\n  }",
    "return false;",
    { left: "return false;", languageId: "plaintext" },
  ],

  [
    "cuts what does not parse",
    "let a = 1;\n█\nlet c = 2;\n",
    "let b = 3;\n)) of",
    { left: "let b = 3;", by: ["does not parse"] },
  ],
  [
    "keeps what a bracket of the line before still waits for",
    "odd = [█\nprint(odd)\n",
    "x for x in all if x % 2",
    { left: "x for x in all if x % 2", languageId: "python" },
  ],
  [
    "is silent where no part parses",
    "let a = 1;\n█\n",
    ") => {{(",
    {
      left: "",
      by: ["does not parse"],
    },
  ],
  [
    "keeps a block that is still open",
    "let a = 1;\n█\n",
    "if (a) {\n  b(",
    { left: "if (a) {\n  b(" },
  ],
  ["keeps an open block of Python", "a = 1\n█\n", "if a:", { left: "if a:", languageId: "python" }],
  [
    "cuts a closer too many in Go",
    "package a\n\nfunc b() {\n\tc()\n\t█\n}\n",
    "d()\n)",
    { left: "d()", by: ["does not parse"], languageId: "go" },
  ],
];

describe("the filters", () => {
  let syntax: Syntax;
  before(() => {
    syntax = createSyntax({ folder: resolve("dist/grammars"), log: assert.fail });
  });
  after(() => syntax.dispose());

  for (const [
    name,
    text,
    raw,
    { left, by = [], replaces = 0, languageId = "typescript" },
  ] of rows) {
    it(name, async () => {
      await syntax.ready(languageId);
      const cursor = cursorAt(text, { languageId, uri: `file:///${encodeURIComponent(name)}` });
      const at = syntaxAt(syntax, cursor, text.replace("█", ""), { budget: 5_000 });
      const judged = applyFilters({ cursor, raw, errors: at.errorCounter() });
      assert.equal(judged.text, left);
      assert.deepEqual(
        judged.cuts.map(({ filter }) => filter),
        by,
      );
      assert.equal(judged.replaces, replaces);
      assert.equal(judged.silencedBy, left === "" ? by.at(-1) : undefined);
    });
  }

  it("leave a suggestion alone whose syntax is not known in time", () => {
    const cursor = cursorAt("let a = 1;\n█\n");
    assert.equal(
      applyFilters({ cursor, raw: ") => {{(", errors: noSyntax.errorCounter() }).text,
      ") => {{(",
    );
  });

  it("tell what each of them cut", () => {
    const cursor = cursorAt("foo(█)");
    assert.deepEqual(applyFilters({ cursor, raw: "bar) ", errors: noSyntax.errorCounter() }).cuts, [
      { filter: "is blank", before: "bar) ", after: "bar)" },
      { filter: "repeats the rest of the line", before: "bar)", after: "bar" },
    ]);
  });
});
