import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "mocha";
import type { FormatOutcome } from "../../../server/check/checks.ts";
import type { Formatter } from "../../../server/check/format/formatters.ts";
import { createProject, type Files, type Project } from "../../helpers/check/project.ts";

const signal = new AbortController().signal;

interface Row {
  files?: Files;
  /** Packages of this repository that the project brings. */
  packages?: readonly string[];
  file: string;
  before: string | null;
  after: string;
  /** The text, or why there is none. */
  becomes: string | RegExp;
  by?: RegExp;
  /** A program that has to be on this machine. */
  needs?: readonly string[];
}

const biome = '{ "root": true, "formatter": { "indentStyle": "space", "indentWidth": 2 } }';

const rows: Record<string, Row> = {
  "Biome formats what is edited": {
    files: { "biome.json": biome },
    packages: ["@biomejs"],
    file: "a.ts",
    before: "const a = 1;\n",
    after: "const a = 1;\nconst  b={c:1}\n",
    becomes: "const a = 1;\nconst b = { c: 1 };\n",
    by: /^Biome \d/,
  },
  "a file that is not in the project's format is left alone": {
    files: { "biome.json": biome },
    packages: ["@biomejs"],
    file: "a.ts",
    before: "const a=1\n",
    after: "const a=1\nconst  b={c:1}\n",
    becomes: /^Biome [\d.]+ would also change lines that this edit leaves alone\.$/,
  },
  "a new file is formatted": {
    files: { "biome.json": biome },
    packages: ["@biomejs"],
    file: "new.ts",
    before: null,
    after: "const  b={c:1}\n",
    becomes: "const b = { c: 1 };\n",
    by: /^Biome/,
  },
  "Biome says what it cannot read": {
    files: { "biome.json": biome },
    packages: ["@biomejs"],
    file: "a.ts",
    before: "const a = 1;\n",
    after: "const = ;\n",
    becomes: /^Biome [\d.]+ has failed: it ended with code 1/,
  },
  "Prettier formats what is edited": {
    files: { ".prettierrc": '{ "singleQuote": true }' },
    packages: ["prettier"],
    file: "a.ts",
    before: "const a = 'x';\r\n",
    after: 'const a = "y"\r\n',
    becomes: "const a = 'y';\n",
    by: /^Prettier \d/,
  },
  "Prettier is named in package.json": {
    files: { "package.json": '{ "prettier": { "semi": false } }' },
    packages: ["prettier"],
    file: "a.ts",
    before: 'const a = "x"\n',
    after: 'const a = "y";\n',
    becomes: 'const a = "y"\n',
    by: /^Prettier/,
  },
  "Prettier is not asked because it is installed": {
    files: { "package.json": '{ "devDependencies": { "prettier": "3.0.0" } }' },
    packages: ["prettier"],
    file: "a.ts",
    before: 'const a = "x";\n',
    after: "const a = 1\n",
    becomes: "The project names no formatter for this language.",
  },
  "a formatter that is named and not there": {
    files: { ".prettierrc": "{}" },
    file: "a.ts",
    before: 'const a = "x";\n',
    after: "const a = 1\n",
    becomes: "The project names no formatter for this language.",
  },
  "Biome, where it leaves the formatting to Prettier": {
    files: { "biome.json": '{ "formatter": { "enabled": false } }', ".prettierrc": "{}" },
    packages: ["@biomejs", "prettier"],
    file: "a.ts",
    before: 'const a = "x";\n',
    after: "const a = 1\n",
    becomes: "const a = 1;\n",
    by: /^Prettier/,
  },
  "gofmt formats what is edited": {
    file: "a.go",
    before: "package a\n\nvar x = 1\n",
    after: "package a\n\nvar x   =  2\n",
    becomes: "package a\n\nvar x = 2\n",
    by: /^gofmt$/,
    needs: ["gofmt", "-h"],
  },
  "rustfmt formats what is edited": {
    files: { "Cargo.toml": '[package]\nname = "a"\nedition = "2024"\n' },
    file: "a.rs",
    before: "fn a() {}\n",
    after: "fn a() {let x=1;}\n",
    becomes: "fn a() {\n    let x = 1;\n}\n",
    by: /^rustfmt$/,
    needs: ["rustfmt", "--version"],
  },
};

/** What a formatter does, as a program of Node. */
const fakes: Record<string, { program: string; becomes: RegExp; budgetMs?: number }> = {
  "never answers": {
    program: "setInterval(() => {}, 1000)",
    becomes: /^fake did not answer in time\.$/,
    budgetMs: 500,
  },
  "fails and says why": {
    program: "console.error('fake: no such style'); process.exit(2)",
    becomes: /^fake has failed: it ended with code 2 \(“fake: no such style”\)\.$/,
  },
  "answers with nothing": {
    program: "process.stdin.resume()",
    becomes: /^fake has answered with nothing\.$/,
  },
  "does not read what it is given": {
    program: "process.stdin.destroy(); console.log('fine')",
    becomes: /^fake would also change lines that this edit leaves alone\.$/,
  },
  "writes without end": {
    program:
      "const more = () => { while (process.stdout.write('x'.repeat(65536))); }; process.stdout.on('drain', more); more()",
    becomes: /^fake has failed: it wrote more than can be read\.$/,
  },
};

describe("the project's format:", function () {
  this.timeout(60_000);
  for (const [what, row] of Object.entries(rows))
    it(what, async function () {
      const [program, ...args] = row.needs ?? [];
      if (program && spawnSync(program, args).error) {
        console.log(`      ${program} is not on this machine: this is not tested here.`);
        this.skip();
      }
      const project = createProject(row.files ?? {});
      for (const each of row.packages ?? []) project.bring(each);
      const outcome = await formatted(project, row);
      if (typeof row.becomes === "string" && row.by) {
        assert.ok(outcome.kind === "formatted", JSON.stringify(outcome));
        assert.equal(outcome.text.replaceAll("\r\n", "\n"), row.becomes);
        assert.match(outcome.by, row.by);
      } else {
        assert.ok(outcome.kind === "unformatted", JSON.stringify(outcome));
        if (typeof row.becomes === "string") assert.equal(outcome.reason, row.becomes);
        else assert.match(outcome.reason, row.becomes);
      }
    });

  for (const [what, { program, becomes, budgetMs }] of Object.entries(fakes))
    it(`a formatter that ${what}`, async () => {
      const project = createProject({}, { formatters: [fakeFormatter(program)] });
      const edit = { file: "a.ts", before: "const a = 1;\n", after: "const a = 2;\n" };
      const outcome = await formatted(project, edit, budgetMs);
      assert.match(outcome.kind === "unformatted" ? outcome.reason : outcome.text, becomes);
    });

  it("nothing is run in a workspace that is not trusted", async () => {
    const project = createProject(
      { ".prettierrc": "{}" },
      {
        trusted: () => false,
        formatters: [{ ids: ["typescript"], find: () => assert.fail("it was looked for") }],
      },
    );
    const outcome = await formatted(project, { file: "a.ts", before: "", after: "const a = 1\n" });
    assert.deepEqual(outcome, {
      kind: "unformatted",
      reason: "This workspace is not trusted, so that none of its tools is run.",
    });
  });
});

function formatted(
  project: Project,
  { file, before, after }: Pick<Row, "file" | "before" | "after">,
  budgetMs = 40_000,
): Promise<FormatOutcome> {
  const [shadow] = project.shadow({ [file]: after }, { [file]: before });
  assert.ok(shadow);
  return project.checks.format({ ...shadow, after }, { budgetMs, signal });
}

function fakeFormatter(program: string): Formatter {
  return {
    ids: ["typescript"],
    find: ({ root }) => ({
      by: "fake",
      command: { file: process.execPath, args: ["-e", program], folder: root, environment: {} },
    }),
  };
}
