import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, it } from "mocha";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  type ChatModelState,
  chatModelNotification,
  chatModelRequest,
} from "../../server/protocol/chat.ts";
import {
  type BranchNameOutcome,
  type BranchNameParams,
  type CommitMessageOutcome,
  type CommitMessageParams,
  type ConflictOutcome,
  type ConflictParams,
  type ReviewOutcome,
  type ReviewParams,
  type ScmEvent,
  scmBranchNameRequest,
  scmCommitMessageRequest,
  scmConflictRequest,
  scmEventNotification,
  scmReviewRequest,
} from "../../server/protocol/scm.ts";
import { eventually } from "../helpers/eventually.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { gitRepository } from "../helpers/gitRepository.ts";
import {
  type ScriptedChat,
  type ScriptedServer,
  startScriptedServer,
} from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const KEY = "AKIAIOSFODNN7EXAMPLE";

describe("source control in the server", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const repository = gitRepository(join(scratch.path, "project"));
  repository.write({
    "src/books.ts": "export const books = [];\nexport const count = 0;\n",
    "tracked.log": "a\n",
    ".gitignore": "*.log\n",
  });
  repository.git("add", "--force", "tracked.log");
  repository.commit("Add the books");
  const typing = scratch.write("typing.gguf", scriptedModel({ rules: [] }));
  const wordless = Buffer.from(scriptedModel({ rules: [] }));
  wordless.write("tokenizer.chat_nothing_", wordless.indexOf("tokenizer.chat_template"));
  const root = pathToFileURL(repository.path).href;
  const file = (name: string, ...lines: string[]): string =>
    [
      `diff --git a/${name} b/${name}`,
      `--- a/${name}`,
      `+++ b/${name}`,
      `@@ -1,1 +1,${lines.length + 1} @@`,
      " export const books = [];",
      ...lines.map((line) => `+${line}`),
      "",
    ].join("\n");
  const books = file(
    "src/books.ts",
    "export const loans = [];",
    "export const late = loans[1].late;",
  );

  let server: TestServer;
  let http: ScriptedServer | undefined;
  let events: ScmEvent[] = [];
  afterEach(async () => {
    await server?.close();
    await http?.stop();
    http = undefined;
    events = [];
  });

  async function start(
    chats: readonly ScriptedChat[],
    options: { contextSize?: number; pieceMs?: number } = {},
  ): Promise<void> {
    http = await startScriptedServer({ rules: [], contextSize: 100_000, ...options, chats });
    server = await startServer(typing, {
      folder: repository.path,
      options: { chat: { model: { url: http.url } } },
    });
    server.connection.onNotification(scmEventNotification, (event: ScmEvent) => {
      events.push(event);
    });
    const seen: ChatModelState[] = [];
    server.connection.onNotification(chatModelNotification, (state: ChatModelState) => {
      seen.push(state);
    });
    seen.push(await server.connection.sendRequest<ChatModelState>(chatModelRequest));
    await eventually(() => seen.some(({ kind }) => kind === "ready"));
  }

  const prompts = (): string[] =>
    (http?.requests ?? [])
      .filter(({ path }) => path.endsWith("chat/completions"))
      .map(({ body }) =>
        (body.messages as { content: string }[]).map(({ content }) => content).join("\n"),
      );

  describe("commit messages", () => {
    const ask = (
      params: Partial<CommitMessageParams>,
      source = new CancellationTokenSource(),
    ): Promise<CommitMessageOutcome> =>
      server.connection.sendRequest<CommitMessageOutcome>(
        scmCommitMessageRequest,
        { request: "1", root, diff: books, recent: [], ...params } satisfies CommitMessageParams,
        source.token,
      );

    it("are streamed, cleaned up, in the style of the repository", async () => {
      await start([
        {
          asked: "",
          answer: "Here is the commit message:\n\n```\nfeat: add a list of loans (#12)\n```",
        },
      ]);
      const recent = ["feat: add the books", "fix: close the file", "feat: sort the books"];
      const outcome = await ask({ recent, branch: "loans" });
      assert.deepEqual(outcome, { kind: "message", text: "feat: add a list of loans", notes: [] });
      const texts = events.flatMap((event) => (event.kind === "text" ? [event.text] : []));
      assert.ok(texts.length >= 5, `${texts.length}`);
      assert.ok(
        texts.every((text) => text.startsWith("feat:")),
        texts[0],
      );
      const [prompt = ""] = prompts();
      assert.match(prompt, /Conventional Commits\. Seen here: feat, fix\./);
      assert.match(prompt, /fix: close the file/);
      assert.match(prompt, /\+export const loans = \[\];/);
      assert.match(prompt, /The branch is called loans/);
    });

    it("keep what a person has begun", async () => {
      await start([{ asked: "ABC-7", answer: "Add a list of loans" }]);
      const outcome = await ask({ hint: "ABC-7" });
      assert.deepEqual(outcome, { kind: "message", text: "ABC-7: Add a list of loans", notes: [] });
    });

    it("are asked for once more where the answer will not do", async () => {
      await start([
        { asked: "It was code", answer: "Add a list of loans" },
        { asked: "", answer: "export const loans = [];" },
      ]);
      assert.deepEqual(await ask({}), { kind: "message", text: "Add a list of loans", notes: [] });
      assert.equal(prompts().length, 2);
    });

    it("are refused where the second answer will not do either", async () => {
      await start([{ asked: "", answer: "I cannot see any changes." }]);
      const outcome = await ask({});
      assert.equal(outcome.kind, "refused");
      assert.match(outcome.kind === "refused" ? outcome.reason : "", /no message that can be used/);
      assert.equal(prompts().length, 2);
    });

    it("never show the model what may not be read, and say so", async () => {
      await start([{ asked: "", answer: "Add a list" }]);
      const diff = [
        books,
        file(".env", "PASSWORD=of-mine"),
        file("tracked.log", "ignored words"),
        file("src/keys.ts", `const key = "${KEY}";`, "const open = 1;"),
        file("package-lock.json", '"resolved": "somewhere"'),
      ].join("");
      const outcome = await ask({ diff });
      assert.equal(outcome.kind, "message");
      const [prompt = ""] = prompts();
      for (const word of ["of-mine", "ignored words", KEY, "somewhere", ".env"])
        assert.ok(!prompt.includes(word), word);
      assert.match(prompt, /const open = 1/);
      assert.match(prompt, /modified package-lock\.json \+1 -0 \(a lock file\)/);
      const notes = outcome.kind === "message" ? outcome.notes.join("\n") : "";
      assert.match(notes, /^\.env was left out: its name says/m);
      assert.match(notes, /^tracked\.log was left out: it is ignored/m);
      assert.match(notes, /A line that looks like a secret was left out\./);
      assert.match(notes, /Named, not shown to the model: package-lock\.json \(a lock file\)\./);
    });

    it("know new files that git does not", async () => {
      await start([{ asked: "", answer: "Add a reader" }]);
      repository.write({ "src/reader.ts": "export const reader = 1;\r\n" });
      const outcome = await ask({ diff: "", untracked: ["src/reader.ts"] });
      repository.write({ "src/reader.ts": null });
      assert.equal(outcome.kind, "message");
      assert.match(
        prompts()[0] ?? "",
        /added src\/reader\.ts \+1 -0\n@@\n\+export const reader = 1;\n/,
      );
    });

    it("are made of a sentence a file where the changes are too long", async () => {
      await start(
        [
          { asked: "first_long", answer: "It counts the books." },
          { asked: "second_long", answer: "It sorts them." },
          { asked: "It counts the books", answer: "Count and sort the books" },
        ],
        { contextSize: 100_000 },
      );
      const long = (name: string): string =>
        file(
          `${name}.ts`,
          ...Array.from({ length: 700 }, (_, at) => `export const ${name}${at} = ${at};`),
        );
      const outcome = await ask({ diff: long("first_long") + long("second_long") + books });
      assert.equal(outcome.kind, "message");
      const last = prompts().at(-1) ?? "";
      assert.match(last, /modified first_long\.ts \+700 -0: It counts the books\./);
      assert.match(last, /second_long\.ts \+700 -0: It sorts them\./);
      assert.match(last, /\+export const loans = \[\];/);
      assert.ok(!last.includes("first_long5 "), "the long file is in the prompt");
      const notes = outcome.kind === "message" ? outcome.notes.join(" ") : "";
      assert.match(notes, /it read 2 files one by one/);
      const read = events.flatMap((event) => (event.kind === "file" ? [event.path] : []));
      assert.deepEqual(read, ["first_long.ts", "second_long.ts"]);
    });

    it("stop when they are cancelled", async () => {
      await start([{ asked: "", answer: "Add a list ".repeat(300) }], { pieceMs: 10 });
      const source = new CancellationTokenSource();
      const asking = ask({}, source);
      await eventually(() => events.filter(({ kind }) => kind === "text").length > 3);
      source.cancel();
      assert.deepEqual(await asking, { kind: "cancelled" });
      await eventually(() => http?.open === 0);
    });

    it("need changes", async () => {
      await start([]);
      const outcome = await ask({ diff: "" });
      assert.equal(outcome.kind === "refused" && outcome.cause, "nothing");
      const secret = await ask({ diff: file(".env", "PASSWORD=of-mine") });
      assert.equal(secret.kind === "refused" && secret.cause, "guard");
      assert.equal(prompts().length, 0);
    });

    it("say that the model is gone", async () => {
      await start([]);
      await http?.stop();
      const outcome = await ask({});
      assert.equal(outcome.kind === "refused" && outcome.cause, "model");
    });

    it("need a model that can hold a conversation", async () => {
      server = await startServer(scratch.write("wordless.gguf", wordless), {
        folder: repository.path,
      });
      await server.settled();
      const outcome = await ask({});
      assert.deepEqual(outcome, {
        kind: "refused",
        cause: "noModel",
        reason: "There is no model here that can hold a conversation.",
        remedy: "Choose a chat model.",
      });
    });
  });

  describe("reviews", () => {
    const ask = (params: Partial<ReviewParams>): Promise<ReviewOutcome> =>
      server.connection.sendRequest<ReviewOutcome>(scmReviewRequest, {
        ...{ request: "2", root, diff: books },
        ...params,
      } satisfies ReviewParams);

    it("tell what was found at lines of the diff, file by file", async () => {
      const other = file("src/other.ts", "export const other = 1;");
      await start([
        {
          asked: "loans",
          answer:
            "- Line 3 | error | The second loan may be missing.\n3 | error | The second loan may be missing.\n90 | note | Nowhere.",
        },
        { asked: "other", answer: "NONE" },
      ]);
      const outcome = await ask({ diff: books + other + file("go.sum", "x") });
      const finding = {
        ...{ path: "src/books.ts", line: 2, severity: "error" as const },
        text: "The second loan may be missing.",
      };
      assert.deepEqual(outcome, {
        kind: "review",
        findings: [finding],
        files: 2,
        notes: [
          "Not reviewed: go.sum (a lock file).",
          "A finding named no line of the changes, and was dropped.",
        ],
      });
      assert.match(prompts()[0] ?? "", /3 \+ export const late = loans\[1\]\.late;/);
      assert.deepEqual(
        events.map((event) =>
          event.kind === "file" ? `${event.at} of ${event.of} ${event.path}` : event.kind,
        ),
        ["1 of 2 src/books.ts", "finding", "2 of 2 src/other.ts"],
      );
    });

    it("say that there is nothing", async () => {
      await start([{ asked: "", answer: "NONE" }]);
      assert.deepEqual(await ask({}), { kind: "review", findings: [], files: 1, notes: [] });
    });

    it("read a long file part by part, with its own numbers", async () => {
      await start([
        { asked: "late500 ", answer: "501 | error | The middle is wrong." },
        { asked: "", answer: "NONE" },
      ]);
      const lines = Array.from({ length: 900 }, (_, at) => `export const late${at + 1} = ${at};`);
      const outcome = await ask({ diff: file("src/long.ts", ...lines) });
      assert.ok(prompts().length > 1, `${prompts().length}`);
      assert.deepEqual(
        outcome.kind === "review" ? outcome.findings.map(({ line }) => line) : outcome,
        [500],
      );
    });
  });

  describe("branch names", () => {
    const ask = (params: Partial<BranchNameParams>): Promise<BranchNameOutcome> =>
      server.connection.sendRequest<BranchNameOutcome>(scmBranchNameRequest, {
        ...{ request: "3", root, diff: books, branches: ["main", "feature/books", "feature/desk"] },
        ...params,
      } satisfies BranchNameParams);

    it("come from the changes, as the others are called", async () => {
      await start([{ asked: "loans", answer: "Branch name: `List Loans`" }]);
      assert.deepEqual(await ask({}), { kind: "name", name: "feature/list-loans", notes: [] });
      assert.match(prompts()[0] ?? "", /one of these and a slash: feature\./);
    });

    it("come from a sentence", async () => {
      await start([{ asked: "sort the loans", answer: "fix/sort-loans" }]);
      const outcome = await ask({ text: "I want to sort the loans by date" });
      assert.deepEqual(outcome, { kind: "name", name: "fix/sort-loans", notes: [] });
    });

    it("are made of the sentence itself where the model gives none", async () => {
      await start([{ asked: "", answer: "I cannot do that." }]);
      const outcome = await ask({ text: "Sort the loans" });
      assert.equal(outcome.kind === "name" && outcome.name, "feature/sort-the-loans");
    });
  });

  describe("conflicts", () => {
    const ask = (params: Partial<ConflictParams>): Promise<ConflictOutcome> =>
      server.connection.sendRequest<ConflictOutcome>(scmConflictRequest, {
        uri: pathToFileURL(join(repository.path, "src/books.ts")).href,
        ...{ firstLine: 3, lastLine: 9 },
        ours: {
          name: "HEAD",
          text: "const a = 1;\n",
          commits: ["Count the books\n\nThe desk asks."],
        },
        theirs: { name: "other", text: `const key = "${KEY}";\n`, commits: [] },
        base: "const a = 0;\n",
        ...params,
      } satisfies ConflictParams);

    it("become a question with both sides, their base and their commits", async () => {
      await start([]);
      const outcome = await ask({});
      assert.equal(outcome.kind, "question");
      if (outcome.kind !== "question") return;
      assert.match(outcome.text, /`src\/books\.ts`, lines 4 to 10/);
      assert.match(outcome.attached, /checked out \(HEAD\):\n```typescript\nconst a = 1;\n```/);
      assert.match(outcome.attached, /- Count the books/);
      assert.match(outcome.attached, /come from:\n```typescript\nconst a = 0;/);
      assert.ok(!outcome.attached.includes(KEY));
    });

    it("are not shown from a file that may not be read", async () => {
      await start([]);
      const uri = pathToFileURL(join(repository.path, ".env")).href;
      const outcome = await ask({ uri });
      assert.equal(outcome.kind === "refused" && outcome.cause, "guard");
    });
  });
});
