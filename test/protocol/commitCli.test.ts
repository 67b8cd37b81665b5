import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { gitEnvironment, gitRepository } from "../helpers/gitRepository.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";

describe("ingle commit and ingle review", function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  let http: ScriptedServer;
  let repositories = 0;
  before(async () => {
    http = await startScriptedServer({
      rules: [],
      contextSize: 100_000,
      chats: [
        { asked: "What is wrong", answer: "2 | warning | The list is never filled." },
        { asked: "loans", answer: "Add a list of loans" },
        { asked: "", answer: "I cannot tell." },
      ],
    });
  });
  after(() => http.stop());

  function repository() {
    repositories += 1;
    const made = gitRepository(join(scratch.path, `project ${repositories}`));
    made.write({ "books.ts": "export const books = [];\n" });
    made.commit("Add the books");
    return made;
  }

  /** The scripted server lives in this process, so the command has to run beside it. */
  function ingle(
    ...args: string[]
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    return new Promise((done) => {
      const child = spawn(process.execPath, [resolve("dist/cli.js"), ...args], {
        env: gitEnvironment,
      });
      let stdout = "";
      let stderr = "";
      child.stdout.on("data", (bytes) => (stdout += bytes));
      child.stderr.on("data", (bytes) => (stderr += bytes));
      child.once("close", (status) => done({ status, stdout, stderr }));
    });
  }

  it("prints the message for what is staged, and changes nothing", async () => {
    const { path, write, git } = repository();
    write({
      "books.ts": "export const books = [];\nexport const loans = [];\n",
      "b.ts": "secret plan\n",
    });
    git("add", "books.ts");
    const before = git("status", "--porcelain", "--branch");
    const { status, stdout, stderr } = await ingle(
      "commit",
      "--folder",
      path,
      "--server",
      http.url,
    );
    assert.deepEqual([status, stdout, stderr], [0, "Add a list of loans\n", ""]);
    assert.equal(git("status", "--porcelain", "--branch"), before);
    const prompt = JSON.stringify(http.requests.at(-1)?.body);
    assert.ok(!prompt.includes("secret plan"), "what is not staged is in the prompt");
  });

  it("describes all changes where nothing is staged, and says so", async () => {
    const { path, write } = repository();
    write({ "loans.ts": "export const loans = [];\n" });
    const { status, stdout, stderr } = await ingle(
      "commit",
      "--folder",
      path,
      "--server",
      http.url,
    );
    assert.deepEqual([status, stdout], [0, "Add a list of loans\n"]);
    assert.match(stderr, /Nothing is staged/);
  });

  it("commits with --commit, what is staged alone", async () => {
    const { path, write, git } = repository();
    write({ "loans.ts": "export const loans = [];\n", "other.ts": "1;\n" });
    git("add", "loans.ts");
    const { status } = await ingle("commit", "--commit", "--folder", path, "--server", http.url);
    assert.equal(status, 0);
    assert.equal(git("log", "-1", "--format=%B").trim(), "Add a list of loans");
    assert.equal(git("show", "--name-only", "--format=").trim(), "loans.ts");
    assert.match(git("status", "--porcelain"), /\?\? other\.ts/);
  });

  it("does not commit where nothing is staged", async () => {
    const { path, write, git } = repository();
    write({ "loans.ts": "export const loans = [];\n" });
    const { status, stderr } = await ingle(
      "commit",
      "--commit",
      "--folder",
      path,
      "--server",
      http.url,
    );
    assert.equal(status, 3);
    assert.match(stderr, /Nothing is staged\. Stage with git add/);
    assert.equal(git("rev-list", "--count", "HEAD").trim(), "1");
  });

  it("prints everything as JSON", async () => {
    const { path, write, git } = repository();
    write({ "loans.ts": "export const loans = [];\n" });
    git("add", "--all");
    const { stdout } = await ingle("commit", "--json", "--folder", path, "--server", http.url);
    assert.deepEqual(JSON.parse(stdout), {
      message: "Add a list of loans",
      staged: true,
      notes: [],
    });
  });

  it("works before the first commit", async () => {
    const made = gitRepository(join(scratch.path, "empty"));
    made.write({ "loans.ts": "export const loans = [];\n" });
    made.git("add", "--all");
    const { status, stdout } = await ingle("commit", "--folder", made.path, "--server", http.url);
    assert.deepEqual([status, stdout], [0, "Add a list of loans\n"]);
  });

  it("reads the diff as it is, whatever the person's settings make of it", async () => {
    const { path, write, git } = repository();
    for (const [name, value] of [
      ["diff.noprefix", "true"],
      ["color.ui", "always"],
      ["diff.external", "false"],
    ] as const)
      git("config", name, value);
    write({ "über loans.ts": "export const list = [];\n" });
    git("add", "--all");
    const { status, stdout } = await ingle("commit", "--folder", path, "--server", http.url);
    assert.deepEqual([status, stdout], [0, "Add a list of loans\n"]);
    assert.match(JSON.stringify(http.requests.at(-1)?.body), /added über loans\.ts \+1 -0/);
  });

  it("says what is wrong, with an exit code", async () => {
    const { path, write } = repository();
    const plain = join(scratch.path, "plain");
    mkdirSync(plain);
    const rows: [args: string[], status: number, said: RegExp][] = [
      [["commit", "--folder", path, "--server", http.url], 3, /There are no changes/],
      [["commit", "--folder", plain, "--server", http.url], 2, /is in no git repository/],
      [["commit", "--folder", join(path, "none")], 2, /is no folder/],
      [["commit", "more"], 2, /Usage/],
      [["review", "--folder", path, "--server", http.url], 3, /There are no changes/],
      [["review", "--against", "nobody", "--folder", path], 2, /git knows no nobody/],
    ];
    for (const [args, code, said] of rows) {
      const { status, stderr } = await ingle(...args);
      assert.equal(status, code, args.join(" "));
      assert.match(stderr, said);
    }
    write({ "other.ts": "1;\n" });
    const refused = await ingle("commit", "--folder", path, "--server", http.url);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /no message that can be used/);
    const gone = await ingle("commit", "--folder", path, "--model", join(plain, "none.gguf"));
    assert.equal(gone.status, 1);
    assert.match(gone.stderr, /There is no model file/);
  });

  it("reviews what has changed, what is staged, and what a branch holds", async () => {
    const { path, write, git, commit } = repository();
    const review = (...args: string[]) =>
      ingle("review", "--folder", path, "--server", http.url, ...args);
    write({ "books.ts": "export const books = [];\nexport const loans = [];\n" });
    const found = "books.ts:2: warning: The list is never filled.\n";
    assert.equal((await review()).stdout, found);
    assert.equal((await review("--staged")).status, 3);
    git("add", "--all");
    assert.equal((await review("--staged")).stdout, found);
    git("checkout", "-q", "-b", "loans");
    commit("Loans");
    assert.equal((await review()).status, 3);
    assert.deepEqual(await review("--against", "main"), { status: 0, stdout: found, stderr: "" });
    const { stdout } = await review("--against", "main", "--json");
    assert.equal(JSON.parse(stdout).findings[0].line, 1);
  });
});
