import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import { createFiles } from "../../../../server/context/files.ts";
import {
  findTests,
  rustTestLines,
  testsInstruction,
} from "../../../../server/edit/actions/tests.ts";
import { createGuard } from "../../../../server/guard/guard.ts";
import { languageOf } from "../../../../server/text/languageOf.ts";
import { scratchFolder } from "../../../helpers/scratch.ts";

/** The files of a project, of which the first is tested, and where its tests go with what. */
const rows: [
  name: string,
  files: Record<string, string>,
  place: string,
  framework: RegExp,
  example: string | undefined,
][] = [
  ["a project without tests", { "src/a.ts": "" }, "src/a.test.ts", /node:test/, undefined],
  [
    "a framework that only the manifest names",
    { "src/a.ts": "", "package.json": '{ "devDependencies": { "jest": "30" } }' },
    "src/a.test.ts",
    /^Jest$/,
    undefined,
  ],
  [
    "tests that say more than the manifest",
    {
      "src/a.ts": "",
      "package.json": '{ "devDependencies": { "jest": "30" } }',
      "test/b.test.ts": 'import { it } from "vitest";\n',
    },
    "test/a.test.ts",
    /^Vitest$/,
    "test/b.test.ts",
  ],
  [
    "tests of its own, which show the manner",
    {
      "src/a.ts": "",
      "src/a.spec.ts": 'import { expect } from "chai";\n',
      "src/b.spec.ts": "// b\n",
    },
    "src/a.spec.ts",
    /Chai/,
    undefined,
  ],
  [
    "a package in a repository of several",
    {
      "packages/x/src/a.ts": "",
      "packages/x/package.json": '{ "devDependencies": { "vitest": "3" } }',
      "package.json": '{ "devDependencies": { "jest": "30" } }',
    },
    "packages/x/src/a.test.ts",
    /^Vitest$/,
    undefined,
  ],
  [
    "Python's unittest",
    { "shop/a.py": "", "tests/test_b.py": "class B(unittest.TestCase):\n    pass\n" },
    "tests/test_a.py",
    /^unittest$/,
    "tests/test_b.py",
  ],
  [
    "pytest",
    { "a.py": "", "pyproject.toml": "[tool.pytest]\n" },
    "tests/test_a.py",
    /^pytest$/,
    undefined,
  ],
  ["Go", { "a/b.go": "package a\n" }, "a/b_test.go", /table of cases/, undefined],
  ["Rust", { "src/a.rs": "fn a() {}\n" }, "src/a.rs", /#\[cfg\(test\)\]/, undefined],
  [
    "Maven with JUnit 4",
    { "src/main/java/x/A.java": "", "pom.xml": "<artifactId>junit</artifactId>" },
    "src/test/java/x/ATest.java",
    /^JUnit 4$/,
    undefined,
  ],
  [
    "tests that must not be read",
    { "src/a.ts": "", ".gitignore": "hidden\n", "hidden/b.spec.ts": "// hidden\n" },
    "src/a.test.ts",
    /node:test/,
    undefined,
  ],
];

describe("the tests of a source", () => {
  const scratch = scratchFolder();

  for (const [at, [name, files, place, framework, example]] of rows.entries())
    it(`in ${name}`, async () => {
      const root = join(scratch.path, String(at));
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), text);
      }
      const guard = createGuard({ roots: [root], log: () => {} });
      const [source = ""] = Object.keys(files);
      const found = await findTests(
        {
          uri: pathToFileURL(join(root, source)).href,
          languageId: languageOf(source),
          text: files[source] ?? "",
        },
        {
          ...{ guard, folderOf: () => root, signal: new AbortController().signal },
          files: createFiles({ texts: { get: () => undefined }, guard }),
        },
      );
      assert.ok(found);
      assert.equal(found.path, place);
      assert.equal(fileURLToPath(found.uri), join(root, place));
      assert.equal(found.text, files[place]);
      assert.match(found.framework, framework);
      assert.equal(found.example?.path, example);
    });

  it("are unknown where a source lies on no disk", async () => {
    const guard = createGuard({ roots: [], log: () => {} });
    const options = { guard, folderOf: () => undefined, signal: new AbortController().signal };
    const files = createFiles({ texts: { get: () => undefined }, guard });
    const source = { uri: "untitled:a.ts", languageId: "typescript", text: "" };
    assert.equal(await findTests(source, { ...options, files }), undefined);
  });

  it("are asked for with the code, the framework, an example, and where they go", () => {
    const words = testsInstruction(
      {
        ...{ uri: "file:///w/a.test.ts", path: "a.test.ts", text: undefined, framework: "Vitest" },
        example: { path: "b.test.ts", text: "// b\n" },
      },
      { path: "a.ts", subject: "`a`", languageId: "typescript", code: "a();\n" },
    );
    for (const said of [
      "`a`",
      "a.ts:",
      "a();",
      "Use Vitest.",
      "b.test.ts",
      "// b",
      "whole new file",
    ])
      assert.ok(words.includes(said), said);
  });

  const rust: [text: string, lines: [number, number]][] = [
    ["fn a() {}\n", [1, 1]],
    ["fn a() {}\n\n#[cfg(test)]\nmod tests {\n    fn b() {}\n}\n", [2, 6]],
    ["mod tests {\n}\nfn a() {}\n", [0, 2]],
  ];
  for (const [text, [firstLine, endLine]] of rust)
    it(`of Rust lie in ${JSON.stringify(text)}`, () => {
      assert.deepEqual(rustTestLines(text), { firstLine, endLine });
    });
});
