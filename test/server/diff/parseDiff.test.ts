import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { type FileDiff, parseDiff } from "../../../server/diff/parseDiff.ts";
import { unquotedPath } from "../../../server/diff/quotedPath.ts";
import { gitRepository } from "../../helpers/gitRepository.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

/** `added src/a.ts [0+one 1+two]`: what a test compares. */
function drawn({ path, oldPath, change, kind, modes, hunks }: FileDiff): string {
  const lines = hunks.flatMap((hunk) => hunk.lines.filter(({ sign }) => sign !== " "));
  return [
    kind === "text" ? change : `${kind} ${change}`,
    path,
    oldPath === undefined ? "" : `<- ${oldPath}`,
    modes === undefined ? "" : `${modes.old}:${modes.new}`,
    lines.map(({ sign, text, line }) => `${line}${sign}${text}`).join(" | "),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

const written: { name: string; diff: string; files: string[] }[] = [
  { name: "nothing", diff: "", files: [] },
  { name: "talk", diff: "There is nothing\nto see here\n", files: [] },
  {
    name: "a line that looks like a head of a file",
    diff: "diff --git a/a.sql b/a.sql\n--- a/a.sql\n+++ b/a.sql\n@@ -1,2 +1,2 @@\n one\n--- old comment\n+++ new comment\n",
    files: ["modified a.sql 1--- old comment | 1+++ new comment"],
  },
  {
    name: "a merge",
    diff: "diff --cc a.ts\nindex 1,2..3\n--- a/a.ts\n+++ b/a.ts\n@@@ -1,2 -1,2 +1,3 @@@ f()\n  same\n- ours\n -theirs\n++both\n++more\n",
    files: ["modified a.ts 1-ours | 1-theirs | 1+both | 2+more"],
  },
  {
    name: "no prefixes",
    diff: "diff --git b/a.ts b/a.ts\n--- b/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-x\n+y\n",
    files: ["modified b/a.ts 0-x | 0+y"],
  },
  {
    name: "prefixes that say what is compared",
    diff: "diff --git i/a.ts w/a.ts\n--- i/a.ts\n+++ w/a.ts\n@@ -1 +1 @@\n-x\n+y\n",
    files: ["modified a.ts 0-x | 0+y"],
  },
  {
    name: "line ends of Windows everywhere",
    diff: "diff --git a/a.ts b/a.ts\r\n--- a/a.ts\r\n+++ b/a.ts\r\n@@ -1,2 +1,2 @@\r\n x\r\n-y\r\n+z\r\n",
    files: ["modified a.ts 1-y | 1+z"],
  },
  {
    name: "a submodule's log",
    diff: "Submodule libs/tool 1a2b3c4..5d6e7f8:\n  > One more\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+q\n",
    files: ["submodule modified libs/tool", "modified x 0+q"],
  },
  {
    name: "a path that is not merged yet",
    diff: "* Unmerged path src/a.ts\ndiff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+q\n",
    files: ["unmerged src/a.ts", "modified x 0+q"],
  },
  {
    name: "a diff that was cut off",
    diff: "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1,9 +1,9 @@\n x\n+y",
    files: ["modified a.ts 1+y"],
  },
  {
    name: "an empty line that has lost its blank",
    diff: "diff --git a/a.ts b/a.ts\n--- a/a.ts\n+++ b/a.ts\n@@ -1,3 +1,3 @@\n x\n\n-y\n+z\n",
    files: ["modified a.ts 2-y | 2+z"],
  },
];

describe("a diff that is read", () => {
  for (const { name, diff, files } of written)
    it(`has ${name}`, () => assert.deepEqual(parseDiff(diff).map(drawn), files));

  it("has quoted paths", () => {
    assert.equal(unquotedPath('"b/\\303\\274ber \\"all\\"\\t.ts"'), 'b/über "all"\t.ts');
    assert.equal(unquotedPath("b/plain.ts"), "b/plain.ts");
  });
});

describe("a diff of git's own", () => {
  const scratch = scratchFolder();
  const text = "one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\n";
  const rows: {
    name: string;
    before?: Record<string, string | Buffer>;
    after?: Record<string, string | Buffer | null>;
    act?: string[][];
    files: string[];
  }[] = [
    { name: "an added file", after: { "src/a.ts": "x\ny\n" }, files: ["added src/a.ts 0+x | 1+y"] },
    { name: "an empty file", after: { "empty file.ts": "" }, files: ["added empty file.ts"] },
    {
      name: "a deleted file",
      before: { "a b.ts": "x\n" },
      after: { "a b.ts": null },
      files: ["deleted a b.ts 0-x"],
    },
    {
      name: "a change in the middle",
      before: { "a.ts": text },
      after: { "a.ts": text.replace("five\n", "5\nV\n") },
      files: ["modified a.ts 4-five | 4+5 | 5+V"],
    },
    {
      name: "lines that are gone",
      before: { "a.ts": text },
      after: { "a.ts": text.replace("two\n", "").replace("seven\n", "") },
      files: ["modified a.ts 1-two | 5-seven"],
    },
    {
      name: "a renamed file",
      before: { "old name.ts": text },
      after: { "old name.ts": null, "sub/new name.ts": `${text}nine\n` },
      files: ["renamed sub/new name.ts <- old name.ts 8+nine"],
    },
    {
      name: "a renamed file that did not change",
      before: { "a.ts": text },
      act: [["mv", "a.ts", "b.ts"]],
      files: ["renamed b.ts <- a.ts"],
    },
    {
      name: "a mode",
      before: { "run.sh": "x\n" },
      act: [["update-index", "--chmod=+x", "run.sh"]],
      files: ["modified run.sh 100644:100755"],
    },
    {
      name: "a binary file",
      before: { "a.bin": Buffer.from([0, 1, 2]) },
      after: { "a.bin": Buffer.from([0, 1, 3]) },
      files: ["binary modified a.bin"],
    },
    {
      name: "line ends of Windows in a file",
      before: { "a.ts": "x\r\ny\r\n" },
      after: { "a.ts": "x\r\nz\r\n" },
      files: ["modified a.ts 1-y | 1+z"],
    },
    {
      name: "no line end at the end",
      before: { "a.ts": "x\ny" },
      after: { "a.ts": "x\nz" },
      files: ["modified a.ts 1-y | 1+z"],
    },
    {
      name: "a line end that was added",
      before: { "a.ts": "x", "b.ts": "x\n" },
      after: { "a.ts": "x\n", "b.ts": "y\n" },
      files: ["modified a.ts 0-x | 0+x", "modified b.ts 0-x | 0+y"],
    },
    {
      name: "a name that has to be quoted",
      before: {},
      after: { 'ü "q".ts': "x\n", "日本.ts": "y\n" },
      files: ['added ü "q".ts 0+x', "added 日本.ts 0+y"],
    },
    {
      name: "a submodule",
      act: [
        [
          "update-index",
          "--add",
          "--cacheinfo",
          "160000,1234567890123456789012345678901234567890,libs/tool",
        ],
      ],
      files: [
        "submodule added libs/tool 0+Subproject commit 1234567890123456789012345678901234567890",
      ],
    },
  ];
  for (const [index, { name, before = {}, after = {}, act = [], files }] of rows.entries())
    it(`has ${name}`, () => {
      const repository = gitRepository(join(scratch.path, String(index)));
      mkdirSync(join(repository.path, "sub"));
      repository.write(before);
      repository.commit("First");
      repository.write(after);
      if (act.length === 0) repository.git("add", "--all");
      for (const args of act) repository.git(...args);
      const found = parseDiff(repository.git("diff", "--cached")).map(drawn);
      assert.deepEqual(found.sort(), files.sort());
    });

  it("has a merge with a conflict", () => {
    const repository = gitRepository(join(scratch.path, "merge"));
    repository.write({ "a.ts": text });
    repository.commit("First");
    repository.git("checkout", "-q", "-b", "other");
    repository.write({ "a.ts": text.replace("two", "2") });
    repository.commit("Other");
    repository.git("checkout", "-q", "main");
    repository.write({ "a.ts": text.replace("two", "II") });
    repository.commit("Ours");
    assert.throws(() => repository.git("merge", "other"));
    const [file] = parseDiff(repository.git("diff"));
    assert.equal(file?.path, "a.ts");
    const added = file?.hunks.flatMap(({ lines }) => lines).filter(({ sign }) => sign === "+");
    assert.deepEqual(
      added?.map(({ line, text: said }) => `${line}${said}`),
      ["1<<<<<<< HEAD", "2II", "3=======", "42", "5>>>>>>> other"],
    );
    const [staged] = parseDiff(repository.git("diff", "--cached"));
    assert.equal(staged?.change, "unmerged");
  });
});
