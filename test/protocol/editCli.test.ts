import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, beforeEach, describe, it } from "mocha";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const BOOKS = "export function titleOf(book) {\r\n  return book.titel;\r\n}\r\n";
const FIXED = "export function titleOf(book) {\n  return book.title;\n}\n";
const BROKEN = "export function titleOf(book) {\n  return book.title;\n";
const TESTS = "import './books.js';\n";

const fenced = (code: string): string => `\`\`\`js\n${code}\`\`\`\n`;

describe("ingle edit", function () {
  this.timeout(60_000);
  const scratch = scratchFolder();
  const file = join(scratch.path, "books.js");
  let chat: ScriptedServer;

  before(async () => {
    chat = await startScriptedServer({
      rules: [],
      chats: [
        { asked: "half of it", answer: fenced(BROKEN) },
        { asked: "did not work", answer: fenced(BROKEN) },
        { asked: "cannot be used", answer: fenced(BROKEN) },
        { asked: "Instruction: title", answer: fenced(FIXED) },
        { asked: "Write tests for `titleOf`", answer: fenced(TESTS) },
        { asked: "talk", answer: "It would be better with a title." },
        { asked: "titel", answer: fenced(FIXED) },
      ],
    });
  });
  after(() => chat.stop());
  beforeEach(() => writeFileSync(file, BOOKS));

  interface Run {
    status: number;
    stdout: string;
    stderr: string;
  }

  // Not in one step: the scripted server lives in this process.
  const ingle = (...args: string[]): Promise<Run> =>
    new Promise((done) => {
      const all = [resolve("dist/cli.js"), "edit", ...args];
      const cwd = scratch.path;
      const child = execFile(process.execPath, all, { cwd }, (_, stdout, stderr) =>
        done({ status: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  const edit = (...args: string[]): Promise<Run> => ingle(...args, "--server", chat.url);

  /** How often the model was asked. */
  const questions = (): number =>
    chat.requests.filter(({ path }) => path === "/v1/chat/completions").length;

  const DIFF = `--- a/books.js
+++ b/books.js
@@ -1,3 +1,3 @@
 export function titleOf(book) {\r
-  return book.titel;\r
+  return book.title;\r
 }\r
`;

  it("prints a diff and what was checked, and writes nothing", async () => {
    const { status, stdout, stderr } = await edit("books.js:2", "title");
    assert.equal(stdout, DIFF, stderr);
    assert.match(stderr, /It parses as before\./);
    assert.equal(status, 0);
    assert.equal(readFileSync(file, "utf8"), BOOKS);
  });

  it("writes the file where that is asked for, with its mode and its line ends", async () => {
    chmodSync(file, 0o640);
    const { status, stdout, stderr } = await edit("books.js:2", "title", "--apply");
    assert.equal(status, 0, stderr);
    assert.equal(stdout, DIFF);
    assert.match(stderr, /Written: books\.js/);
    assert.equal(readFileSync(file, "utf8"), FIXED.replaceAll("\n", "\r\n"));
  });

  it("carries out an action, in a new file too", async () => {
    const { status, stdout, stderr } = await edit(
      "books.js:1",
      "--action",
      "writeTests",
      "--apply",
    );
    assert.equal(status, 0, stderr);
    assert.equal(
      stdout,
      "--- /dev/null\n+++ b/books.test.js\n@@ -0,0 +1,1 @@\n+import './books.js';\r\n",
    );
    assert.equal(
      readFileSync(join(scratch.path, "books.test.js"), "utf8"),
      "import './books.js';\r\n",
    );
    assert.equal(existsSync(file), true);
    rmSync(join(scratch.path, "books.test.js"));
  });

  it("adds tests to a file that has some, and leaves it alone where it changes meanwhile", async () => {
    const tests = join(scratch.path, "books.test.js");
    writeFileSync(tests, "// mine\n");
    const action = ["books.js:1", "--action", "writeTests"];
    const { stdout, stderr } = await edit(...action);
    assert.equal(
      stdout,
      "--- a/books.test.js\n+++ b/books.test.js\n@@ -1,1 +1,1 @@\n-// mine\n+import './books.js';\n",
      stderr,
    );
    const answers = questions();
    const running = edit(...action, "--apply");
    while (questions() === answers) await new Promise((then) => setTimeout(then, 5));
    writeFileSync(tests, "// mine and more\n");
    assert.equal((await running).status, 4);
    assert.equal(readFileSync(tests, "utf8"), "// mine and more\n");
    rmSync(tests);
  });

  it("takes lines", async () => {
    const { stdout, stderr } = await edit("books.js:1-3", "title");
    assert.equal(stdout, DIFF, stderr);
  });

  it("prints everything as JSON", async () => {
    const { stdout } = await edit("books.js:2", "title", "--json");
    const told = JSON.parse(stdout) as { kind: string; diff: string; written: boolean };
    assert.deepEqual([told.kind, told.diff, told.written], ["proposal", DIFF, false]);
  });

  it("writes nothing that is worse than before", async () => {
    const { status, stdout, stderr } = await edit("books.js:2", "half of it", "--apply");
    assert.equal(status, 3, stderr);
    assert.match(stdout, /^--- a\/books\.js/);
    assert.match(stderr, /books\.js:\d+:\d+: error: /);
    assert.match(stderr, /Nothing was written/);
    assert.equal(readFileSync(file, "utf8"), BOOKS);
  });

  it("checks nothing where that is not wanted", async () => {
    const { status, stderr } = await edit("books.js:2", "title", "--no-checks");
    assert.equal(status, 0, stderr);
    assert.match(stderr, /Nobody asked for a check/);
  });

  it("refuses to write over a change that came meanwhile", async () => {
    const answers = questions();
    const running = edit("books.js:2", "title", "--apply");
    while (questions() === answers) await new Promise((then) => setTimeout(then, 5));
    writeFileSync(file, `// mine\r\n${BOOKS}`);
    const { status, stderr } = await running;
    assert.match(stderr, /was changed in the meantime/);
    assert.equal(status, 4);
    assert.equal(readFileSync(file, "utf8"), `// mine\r\n${BOOKS}`);
  });

  it("colours nothing that is not for a terminal", async () => {
    assert.ok(!(await edit("books.js:2", "title")).stdout.includes("\u001b"));
  });

  /** Arguments, the exit code, and what is said. */
  const wrong: [name: string, args: string[], code: number, said: RegExp][] = [
    ["no range", ["books.js", "title"], 2, /Usage/],
    ["nothing to do", ["books.js:1"], 2, /Usage/],
    ["an unknown action", ["books.js:1", "--action", "paint"], 2, /must be one of fix, document/],
    ["a line too many", ["books.js:9", "title"], 1, /has fewer lines/],
    ["no such file", ["none.js:1", "title"], 1, /none\.js cannot be read/],
    ["an answer without code", ["books.js:1", "talk", "--no-checks"], 1, /ingle: /],
    [
      "an action for a selection",
      ["books.js:1", "--action", "extractVariable"],
      1,
      /Select the exp/,
    ],
  ];
  for (const [name, args, code, said] of wrong)
    it(`explains itself when it is given ${name}`, async () => {
      const { status, stderr } = await edit(...args);
      assert.match(stderr, said);
      assert.equal(status, code);
    });

  it("explains itself where a file is in another encoding", async () => {
    mkdirSync(join(scratch.path, "latin"), { recursive: true });
    writeFileSync(join(scratch.path, "latin/a.js"), Buffer.from("// gr\u00fcn\n", "latin1"));
    const { status, stderr } = await edit("latin/a.js:1", "title");
    assert.match(stderr, /not written in UTF-8/);
    assert.equal(status, 1);
  });

  it("explains itself where no model can follow instructions", async () => {
    const { status, stderr } = await ingle("books.js:1", "title");
    assert.match(stderr, /--model FILE or --server URL/);
    assert.equal(status, 1);
  });

  it("explains itself where a server is not there", async () => {
    const { status, stderr } = await ingle("books.js:1", "title", "--server", "http://127.0.0.1:9");
    assert.match(stderr, /127\.0\.0\.1:9/);
    assert.equal(status, 1);
  });
});
