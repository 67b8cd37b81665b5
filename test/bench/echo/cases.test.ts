import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { before, describe, it } from "mocha";
import { scratchFolder } from "../../helpers/scratch.ts";
import { type CaseOptions, type Step, stepsOf } from "./cases.ts";

/** The files of a commit; an empty text removes the file. */
type Commit = Record<string, string>;

const first = "export function one() {\n  return compute(1);\n}\n";
const history: Commit[] = [
  { "src/a.ts": first, "notes.md": "A long line of text in a file that is no source.\n" },
  { "src/a.ts": `${first}export const two = one() + one();\n`, "src/b.py": "" },
  {
    "src/a.ts": `${first.replace("compute(1)", "computeAll(1, 2)")}export const two = one() + one();\n`,
    "vendor/c.ts": "export const vendored = 'a line that nobody typed';\n",
  },
  {
    "src/a.ts": "",
    "src/moved.ts": `${first.replace("compute(1)", "computeAll(1, 2)")}export const two = one() + one();\n`,
  },
  { "src/b.py": "def few():\n    return 'three times'\n" },
];

describe("cases in time order", () => {
  const scratch = scratchFolder();
  const options: CaseOptions = { most: 100, commits: 100, seed: 1, lineStarts: 0.3 };
  let steps: Step[] = [];

  before(async () => {
    const git = (...args: string[]) =>
      execFileSync("git", [
        "-C",
        scratch.path,
        "-c",
        "user.name=a",
        "-c",
        "user.email=a@b.c",
        ...args,
      ]);
    git("init", "-q");
    for (const [index, commit] of history.entries()) {
      for (const [path, text] of Object.entries(commit)) write(path, text);
      git("add", "-A");
      git("commit", "-q", "-m", "change", "--date", `2020-01-0${index + 1}T00:00:00Z`);
    }
    steps = await all(options);
  });

  function write(path: string, text: string): void {
    const file = join(scratch.path, path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === "") rmSync(file, { force: true });
    else writeFileSync(file, text);
  }

  async function all(wanted: CaseOptions): Promise<Step[]> {
    const found: Step[] = [];
    for await (const step of stepsOf(scratch.path, wanted)) found.push(step);
    return found;
  }

  const cases = () => steps.flatMap((step) => (step.kind === "case" ? [step.given] : []));

  it("are the added lines of source files, oldest first", () => {
    assert.deepEqual(
      cases().map(({ path, prefix, rest }) => [path, lineOf(prefix) + rest]),
      [
        ["src/a.ts", "export const two = one() + one();"],
        ["src/a.ts", "  return computeAll(1, 2);"],
        ["src/b.py", "    return 'three times'"],
        // Shorter lines, the first commit, what was moved, prose and vendored code are none.
      ],
    );
  });

  it("have the new text above the cursor, and below the old one without what was replaced", () => {
    const [, replaced] = cases();
    assert.ok(replaced?.prefix.startsWith("export function one() {\n  "));
    assert.equal(replaced?.suffix, "\n}\nexport const two = one() + one();\n");
    assert.equal(replaced?.languageId, "typescript");
  });

  it("stand at line starts or inside lines, as they say", () => {
    for (const { where, prefix, rest } of cases()) {
      assert.equal(where === "line start", lineOf(prefix).trim() === "");
      assert.notEqual(rest, "");
    }
  });

  it("find the project as the parent left it, the cursor's file aside", () => {
    const files = new Map<string, string>();
    const seen: Record<string, string>[] = [];
    for (const step of steps) {
      if (step.kind === "case") {
        assert.equal(files.get(step.given.path), step.given.prefix + step.given.suffix);
        seen.push(Object.fromEntries([...files].filter(([path]) => path !== step.given.path)));
      } else if (step.text === undefined) files.delete(step.path);
      else files.set(step.path, step.text);
    }
    assert.deepEqual(seen, [{}, {}, { "src/moved.ts": history[3]?.["src/moved.ts"] }]);
  });

  it("are the same for the same seed, and others for another", async () => {
    assert.deepEqual(await all(options), steps);
    assert.notDeepEqual(await all({ ...options, seed: 2 }), steps);
  });

  it("are no more than were asked for", async () => {
    const few = await all({ ...options, most: 2 });
    assert.equal(few.filter(({ kind }) => kind === "case").length, 2);
  });
});

function lineOf(prefix: string): string {
  return prefix.slice(prefix.lastIndexOf("\n") + 1);
}
