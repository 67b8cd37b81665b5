import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { before, describe, it } from "mocha";
import { createOutlineParser } from "../../../server/syntax/outlineParser.ts";
import { languageOf } from "../../../server/text/languageOf.ts";
import { scratchFolder } from "../../helpers/scratch.ts";
import { openRepository } from "../echo/git.ts";
import { cleanedDocstring, cleanedSubject } from "./cleaned.ts";
import { answering, commitQuestions } from "./commitQuestions.ts";
import { documentedIn, withoutLines } from "./docstrings.ts";
import type { Question } from "./question.ts";
import { ranksOf, scoreOf } from "./score.ts";

describe("subjects of commits as questions", () => {
  const path = "src/cache/store.ts";
  const rows: [subject: string, question: string | undefined][] = [
    ["Keep expired entries while they are read (#12)", "Keep expired entries while they are read"],
    ["fix(cache): keep expired entries in memory", "keep expired entries in memory"],
    ["Keep expired entries of the store alive", "Keep expired entries of the alive"],
    [
      "Keep expired entries in src/cache/store.ts alive longer",
      "Keep expired entries in alive longer",
    ],
    ["Fixes #7: keep expired entries alive", "keep expired entries alive"],
    ["Keep entries", undefined],
    ["Fix a typo in the words about expired entries", undefined],
    ["chore: keep expired entries in memory", undefined],
    ["Bump the expired entries of something", undefined],
  ];
  for (const [subject, question] of rows)
    it(subject, () => assert.equal(cleanedSubject(subject, [path])?.replace(/^: /, ""), question));
});

describe("docstrings as questions", () => {
  const rows: [said: string, name: string, question: string | undefined][] = [
    ["Keeps entries that have expired. More of it.", "keep", "Keeps entries that have expired."],
    ["Sort orders books by their year.", "sort", "orders books by their year."],
    ["Returns it.", "get", undefined],
    ["@deprecated since the last version of this", "get", undefined],
  ];
  for (const [said, name, question] of rows)
    it(said, () => assert.equal(cleanedDocstring(said, name), question));

  const parser = createOutlineParser(resolve("dist/grammars"), () => {});
  const body = "    one()\n    two()\n    three()\n    four()\n";
  /** A file, its function's lines, and those of what it says; from one. */
  const files: [path: string, text: string, answer: [number, number], said: [number, number]][] = [
    [
      "a.py",
      `def keep(entry):\n    """Keeps the expired entries alive.\n\n    More.\n    """\n${body}`,
      [1, 9],
      [2, 5],
    ],
    [
      "a.ts",
      `\n/** Keeps the expired entries alive. */\nexport function keep() {\n${body}}\n`,
      [3, 8],
      [2, 2],
    ],
    [
      "a.go",
      `package a\n\n// Keeps the expired entries alive.\n// More.\nfunc Hold() {\n${body}}\n`,
      [5, 10],
      [3, 4],
    ],
  ];
  for (const [path, text, answer, said] of files)
    it(`are found in ${path}, and taken out of it`, async () => {
      const languageId = languageOf(path);
      await parser.load(languageId);
      const [found, ...others] = documentedIn({ path, languageId, text }, parser);
      assert.ok(found);
      assert.deepEqual(others, []);
      assert.equal(found.question, "Keeps the expired entries alive.");
      assert.deepEqual([found.answer.first, found.answer.last], answer);
      assert.deepEqual([found.lines.first, found.lines.last], said);
      const without = withoutLines(text, [found.lines]);
      assert.doesNotMatch(without, /expired/);
      assert.equal(without.split("\n").length, text.split("\n").length);
    });
});

describe("questions of a history", () => {
  const scratch = scratchFolder();
  const lines = Array.from({ length: 9 }, (_, index) => `export const value${index} = ${index};`);
  let questions: Question[] = [];

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
    const commit = (subject: string, files: Record<string, string[]>) => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(scratch.path, path)), { recursive: true });
        writeFileSync(join(scratch.path, path), `${content.join("\n")}\n`);
      }
      git("add", "-A");
      git("commit", "-q", "-m", subject);
    };
    git("init", "-q");
    commit("Make a beginning with several numbers", { "src/a.ts": lines, "src/b.ts": lines });
    commit("Give the third number another meaning", {
      "src/a.ts": lines.with(2, "export const value2 = 20;"),
      "test/a.test.ts": ["a test is no answer to it"],
    });
    commit("Bump several numbers of the project", { "src/a.ts": lines });
    commit("Count numbers that nobody counted before", {
      "src/b.ts": lines.toSpliced(4, 0, "one();"),
    });
    const repository = openRepository(scratch.path);
    questions = await commitQuestions(repository, { name: "a/b", commits: 100 });
    repository.close();
  });

  it("are those that change what is there, with the parent's lines", () => {
    assert.deepEqual(
      questions.map(({ text, answers }) => [text, answers]),
      [
        ["Give the third number another meaning", [{ path: "src/a.ts", first: 3, last: 3 }]],
        ["Count numbers that nobody counted before", [{ path: "src/b.ts", first: 4, last: 5 }]],
      ],
    );
  });

  const answers: [path: string, answers: boolean][] = [
    ["src/a.ts", true],
    ["src/a.test.ts", false],
    ["pkg/a_test.go", false],
    ["tests/a.py", false],
    ["README.md", false],
  ];
  for (const [path, does] of answers)
    it(`${path} ${does ? "may be" : "is no"} answer`, () => assert.equal(answering(path), does));

  it("are scored by the first right line and the first right file", () => {
    const [question] = questions;
    assert.ok(question);
    const found = [
      { path: "src/b.ts", first: 1, last: 9 },
      { path: "src/a.ts", first: 5, last: 9 },
      { path: "src/a.ts", first: 1, last: 3 },
    ];
    const { place, file } = ranksOf(question, { found, ms: 1 });
    assert.deepEqual([place, file], [3, 2]);
    assert.deepEqual(scoreOf([1, 2, undefined, 20]), {
      at1: 0.25,
      at5: 0.5,
      at10: 0.5,
      mrr: 0.3875,
    });
  });
});
