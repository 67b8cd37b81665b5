import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, afterEach, before, describe, it } from "mocha";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  type Answer,
  type AnswerState,
  type ChatCommand,
  type ChatEvent,
  type ChatModelState,
  type ChatQuestionParams,
  type ChatSummary,
  type Conversation,
  chatAskRequest,
  chatBranchRequest,
  chatCommandsRequest,
  chatDeleteRequest,
  chatEventNotification,
  chatExportRequest,
  chatListRequest,
  chatModelNotification,
  chatModelRequest,
  chatOpenRequest,
} from "../../server/protocol/chat.ts";
import { eventually } from "../helpers/eventually.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const WORDS = "It counts the books of one author.";

describe("chat in the server", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const project = join(scratch.path, "project");
  mkdirSync(join(project, ".github/prompts"), { recursive: true });
  const files: Record<string, string> = {
    "books.ts": "export const books = 7;\n",
    ".env": "TOKEN=secret-of-mine\n",
    "AGENTS.md": "Speak like a librarian.\n",
    ".github/prompts/haiku.prompt.md": "---\ndescription: A haiku\n---\nAnswer in a haiku.\n",
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  const uri = (name: string): string => pathToFileURL(join(project, name)).href;
  const dot = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
    "base64",
  );
  writeFileSync(join(project, "dot.png"), dot);
  const typing = scratch.write("typing.gguf", scriptedModel({ rules: [] }));
  const own = scratch.write(
    "chat.gguf",
    scriptedModel({
      name: "Scripted chat",
      rules: [{ after: "assistant\n", text: WORDS }],
    }),
  );
  let server: TestServer;
  let events: ChatEvent[] = [];
  let storages = 0;
  afterEach(async () => {
    await server?.close();
    events = [];
  });

  async function start(chat: object | undefined, storage?: string): Promise<void> {
    storages += 1;
    server = await startServer(typing, {
      folder: project,
      options: {
        storage: storage ?? join(scratch.path, `storage-${storages}`),
        ...(chat && { chat: { model: chat } }),
      },
    });
    server.connection.onNotification(chatEventNotification, (event: ChatEvent) => {
      events.push(event);
    });
  }

  const ask = (params: ChatQuestionParams): Promise<AnswerState> =>
    server.connection.sendRequest<AnswerState>(chatAskRequest, params);
  const open = async (conversation: string): Promise<Conversation> => {
    const found = await server.connection.sendRequest<Conversation | null>(chatOpenRequest, {
      conversation,
    });
    assert.ok(found);
    return found;
  };
  const latest = async (): Promise<Conversation> => {
    const [first] = await server.connection.sendRequest<ChatSummary[]>(chatListRequest, {});
    assert.ok(first);
    return open(first.id);
  };
  const answerIn = (conversation: Conversation): Answer => {
    const answer = conversation.messages.findLast(({ role }) => role === "assistant");
    assert.ok(answer?.role === "assistant");
    return answer;
  };

  describe("with a model file", () => {
    it("leaves out pictures, which it cannot read, and says so", async () => {
      await start({ path: own });
      const attachments = [{ kind: "picture" as const, uri: uri("dot.png") }];
      await ask({ text: "What is this?", attachments });
      const { text, notes } = answerIn(await latest());
      assert.equal(text, WORDS);
      assert.match(notes.join(), /cannot read it/);
    });

    it("streams an answer, counts the context, and writes it down", async () => {
      await start({ path: own });
      const text = "What does it do?";
      const attachments = [{ kind: "file" as const, uri: uri("books.ts") }];
      assert.deepEqual(await ask({ text, attachments }), { kind: "done" });
      const streamed = events.flatMap((event) => (event.kind === "piece" ? [event.text] : []));
      assert.ok(streamed.length > 3);
      assert.equal(streamed.join(""), WORDS);
      const conversation = await latest();
      assert.equal(conversation.title, text);
      const answer = answerIn(conversation);
      assert.equal(answer.text, WORDS);
      assert.equal(answer.model, "Scripted chat");
      assert.deepEqual(
        answer.sources.map(({ path }) => path),
        ["books.ts"],
      );
      assert.equal(answer.meter?.estimated, false);
      const parts = answer.meter?.parts.map(({ name }) => name);
      assert.deepEqual(parts, ["instructions", "rules", "attachments", "question"]);
    });

    it("goes on with a conversation after the server was killed in the middle", async () => {
      const endless = scratch.write(
        "endless.gguf",
        scriptedModel({
          rules: [{ after: "assistant\n", text: "On and on it goes. ", ending: "repeat" }],
        }),
      );
      const storage = join(scratch.path, "killed");
      await start({ path: endless }, storage);
      void ask({ text: "Go on" }).catch(() => {});
      await eventually(() => events.filter(({ kind }) => kind === "piece").length > 40);
      const before = events.flatMap((event) => (event.kind === "piece" ? [event.text] : []));
      await new Promise((resolve) => setTimeout(resolve, 300));
      process.kill(server.pid, "SIGKILL");
      await new Promise((resolve) => setTimeout(resolve, 200));
      events = [];
      await start({ path: own }, storage);
      const conversation = await latest();
      const answer = answerIn(conversation);
      assert.deepEqual(answer.state, { kind: "interrupted" });
      assert.ok(answer.text.startsWith(before.join("")), `${answer.text.length}`);
      assert.deepEqual(await ask({ conversation: conversation.id, text: "And now?" }), {
        kind: "done",
      });
      assert.equal((await open(conversation.id)).messages.length, 4);
    });

    it("refuses a file that does not write, in words", async () => {
      await start({ path: join(scratch.path, "none.gguf") });
      const state = await modelState("failed");
      assert.match(state.reason, /There is no model file/);
    });
  });

  async function modelState<Kind extends ChatModelState["kind"]>(kind: Kind) {
    const seen: ChatModelState[] = [];
    server.connection.onNotification(chatModelNotification, (state: ChatModelState) => {
      seen.push(state);
    });
    seen.push(await server.connection.sendRequest<ChatModelState>(chatModelRequest));
    await eventually(() => seen.some((state) => state.kind === kind));
    return seen.findLast((state) => state.kind === kind) as Extract<ChatModelState, { kind: Kind }>;
  }

  describe("with a server on this machine", () => {
    let http: ScriptedServer;
    before(async () => {
      http = await startScriptedServer({
        rules: [],
        contextSize: 100_000,
        chats: [
          { asked: "long", answer: "on and on ".repeat(400) },
          { asked: "Write a summary", answer: "They spoke of books." },
          { asked: "", answer: WORDS },
        ],
      });
    });
    after(() => http.stop());

    const asked = (): { role: string; content: string }[] =>
      http.requests.findLast(({ path }) => path.endsWith("chat/completions"))?.body
        .messages as never;

    it("tells the model the project's rules, what was said, and what is attached", async () => {
      await start({ url: http.url });
      await modelState("ready");
      await ask({ text: "How many books?", attachments: [{ kind: "file", uri: uri("books.ts") }] });
      const { id } = await latest();
      await ask({ conversation: id, text: "And why?" });
      const messages = asked();
      assert.deepEqual(
        messages.map(({ role }) => role),
        ["system", "user", "assistant", "user"],
      );
      assert.match(messages[0]?.content ?? "", /Speak like a librarian/);
      assert.match(
        messages[1]?.content ?? "",
        /books\.ts:1\n```typescript\nexport const books = 7;/,
      );
      assert.equal(messages[2]?.content, WORDS);
      assert.equal(messages[3]?.content, "And why?");
    });

    it("asks the guard for every file of a diff that is attached", async () => {
      await start({ url: http.url });
      await modelState("ready");
      const change = (name: string, line: string): string =>
        `diff --git a/${name} b/${name}\n--- a/${name}\n+++ b/${name}\n@@ -1 +1 @@\n-old\n+${line}\n`;
      const text =
        change(".env", "TOKEN=another-secret") + change("books.ts", "export const more = 8;");
      const root = pathToFileURL(project).href;
      await ask({ text: "What changes?", attachments: [{ kind: "diff", root, text }] });
      const sent = asked().at(-1)?.content ?? "";
      assert.match(sent, /\+export const more = 8;/);
      assert.doesNotMatch(sent, /another-secret/);
      assert.match(answerIn(await latest()).notes.join(), /\.env was left out/);
    });

    it("sends a picture beside the question, and again with what follows", async () => {
      await start({ url: http.url });
      await modelState("ready");
      const picture = { kind: "picture" as const, uri: uri("dot.png") };
      await ask({ text: "What is this?", attachments: [picture] });
      const { id } = await latest();
      await ask({ conversation: id, text: "And why?" });
      const url = `data:image/png;base64,${dot.toString("base64")}`;
      assert.deepEqual(asked()[1]?.content, [
        { type: "image_url", image_url: { url } },
        { type: "text", text: "What is this?" },
      ]);
      assert.equal(asked().at(-1)?.content, "And why?");
    });

    it("leaves out what is no picture, and says so", async () => {
      await start({ url: http.url });
      await modelState("ready");
      const pictures = ["books.ts", "gone.png"].map((name) => ({
        ...{ kind: "picture" as const, uri: uri(name) },
      }));
      await ask({ text: "What is this?", attachments: pictures });
      assert.deepEqual(answerIn(await latest()).notes, [
        "books.ts was left out: it is no PNG, JPEG, GIF or WebP picture.",
        "gone.png was left out: it cannot be read.",
      ]);
    });

    it("never reads a file that the guard refuses, and says so", async () => {
      await start({ url: http.url });
      await modelState("ready");
      await ask({ text: "What is it?", attachments: [{ kind: "file", uri: uri(".env") }] });
      assert.doesNotMatch(JSON.stringify(asked()), /secret-of-mine/);
      assert.match(answerIn(await latest()).notes.join(), /\.env was left out/);
    });

    it("stops, and keeps what was written", async () => {
      await start({ url: http.url });
      await modelState("ready");
      const source = new CancellationTokenSource();
      const asking = server.connection.sendRequest<AnswerState>(
        chatAskRequest,
        { text: "a long one" },
        source.token,
      );
      await eventually(() => events.filter(({ kind }) => kind === "piece").length > 5);
      source.cancel();
      assert.deepEqual(await asking, { kind: "stopped" });
      const answer = answerIn(await latest());
      assert.match(answer.text, /^on and on/);
      assert.ok(answer.text.length < 4000);
      await eventually(() => http.open === 0);
    });

    it("asks again, edits a question, branches, and exports the way that is shown", async () => {
      await start({ url: http.url });
      await modelState("ready");
      await ask({ text: "First?" });
      const { id, messages } = await latest();
      const [first] = messages;
      assert.ok(first);
      await ask({ conversation: id, again: first.id, text: "" });
      const twice = await open(id);
      assert.equal(twice.messages.filter(({ after }) => after === first.id).length, 2);
      await ask({ conversation: id, after: null, text: "Edited?" });
      const edited = await open(id);
      assert.equal(edited.messages.filter(({ after }) => after === undefined).length, 2);
      const markdown = await server.connection.sendRequest<string>(chatExportRequest, {
        conversation: id,
      });
      assert.match(markdown, /^# First\?\n\n## Edited\?\n\nIt counts/);
      const branch = await server.connection.sendRequest<Conversation>(chatBranchRequest, {
        conversation: id,
        message: first.id,
      });
      assert.equal(branch.messages.length, 1);
      await server.connection.sendRequest(chatDeleteRequest, { conversation: id });
      const left = await server.connection.sendRequest<ChatSummary[]>(chatListRequest, {});
      assert.deepEqual(
        left.map((each) => each.id),
        [branch.id],
      );
    });

    it("knows the project's own commands beside Ingle's", async () => {
      await start({ url: http.url });
      await modelState("ready");
      const commands = await server.connection.sendRequest<ChatCommand[]>(chatCommandsRequest);
      const own = ["explain", "fix", "tests", "doc", "review", "commit"];
      assert.deepEqual(
        commands.map(({ name }) => name),
        [...own, "haiku"],
      );
      assert.equal(commands.at(-1)?.description, "A haiku");
      await ask({ text: "About books", command: "haiku" });
      assert.equal(asked().at(-1)?.content, "Answer in a haiku.\n\nAbout books");
    });

    it("summarizes what does not fit any more, where a person can read it", async () => {
      const small = await startScriptedServer({
        rules: [],
        contextSize: 100_000,
        chats: [
          { asked: "Write a summary", answer: "They spoke of books." },
          { asked: "", answer: "So it is." },
        ],
      });
      try {
        await start({ url: small.url });
        await modelState("ready");
        await ask({ text: "Tell me." });
        const { id } = await latest();
        const rounds = 8;
        for (let round = 0; round < rounds; round += 1)
          await ask({ conversation: id, text: `Tell me more. ${"more ".repeat(1000)}` });
        const answers = (await open(id)).messages.filter(({ role }) => role === "assistant");
        const summaries = (answers as Answer[]).flatMap(({ summary }) => summary ?? []);
        assert.ok(summaries.length > 0 && summaries.length < rounds, `${summaries.length}`);
        assert.equal(summaries[0]?.text, "They spoke of books.");
        const last = small.requests.findLast(({ path }) => path.endsWith("chat/completions"));
        const messages = (last?.body.messages ?? []) as { content: string }[];
        assert.match(messages[0]?.content ?? "", /They spoke of books\./);
      } finally {
        await small.stop();
      }
    });

    it("says why there is no answer when the server is gone", async () => {
      const gone = await startScriptedServer({ rules: [] });
      await start({ url: gone.url });
      await modelState("ready");
      await gone.stop();
      const state = await ask({ text: "Are you there?" });
      assert.equal(state.kind, "failed");
      assert.match(state.kind === "failed" ? state.reason : "", /does not answer|stopped/);
    });
  });

  it("answers by what a search finds where no model can hold a conversation", async () => {
    const plain = Buffer.from(scriptedModel({ rules: [] }));
    plain.write("tokenizer.chat_nothing_", plain.indexOf("tokenizer.chat_template"));
    const wordless = scratch.write("wordless.gguf", plain);
    server = await startServer(wordless, { folder: project });
    server.connection.onNotification(chatEventNotification, (event: ChatEvent) => {
      events.push(event);
    });
    await server.settled();
    assert.deepEqual(await server.connection.sendRequest(chatModelRequest), { kind: "none" });
    assert.deepEqual(await ask({ text: "Where are books?" }), { kind: "done" });
    const answer = answerIn(await latest());
    assert.equal(answer.model, undefined);
    assert.notEqual(answer.text, "");
  });
});
