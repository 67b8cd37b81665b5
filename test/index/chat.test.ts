import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, describe, it } from "mocha";
import {
  type Answer,
  type AnswerState,
  type ChatSummary,
  type Conversation,
  chatAskRequest,
  chatListRequest,
  chatOpenRequest,
} from "../../server/protocol/chat.ts";
import { type IndexStatus, indexStatusNotification } from "../../server/protocol/messages.ts";
import { eventually } from "../helpers/eventually.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const files = {
  "src/loans.ts":
    "/** Whether somebody keeps a book for too long. */\nexport function isOverdue(loan: Loan, today: Date): boolean {\n  return loan.due < today;\n}\n",
  "src/books.ts":
    "export function findByAuthor(books: Book[], author: string): Book[] {\n  return books.filter((book) => book.author === author);\n}\n",
};

describe("chat over an index", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const project = join(scratch.path, "project");
  mkdirSync(join(project, "src"), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(project, name), text);
  let server: TestServer;
  let http: ScriptedServer | undefined;
  let storages = 0;
  afterEach(async () => {
    await server?.close();
    await http?.stop();
    http = undefined;
  });

  async function start(chat?: object): Promise<void> {
    storages += 1;
    let index: IndexStatus | undefined;
    const storage = join(scratch.path, `storage-${storages}`);
    // What comes with Ingle cannot hold a conversation.
    server = await startServer(resolve("dist/models/ember.gguf"), {
      folder: project,
      options: { storage, ...(chat && { chat: { model: chat } }) },
    });
    server.connection.onNotification(indexStatusNotification, (status: IndexStatus) => {
      index = status;
    });
    await eventually(() => index?.kind === "ready");
  }

  async function ask(text: string): Promise<Answer> {
    await server.connection.sendRequest<AnswerState>(chatAskRequest, { text });
    const [first] = await server.connection.sendRequest<ChatSummary[]>(chatListRequest, {});
    const { messages } = await server.connection.sendRequest<Conversation>(chatOpenRequest, {
      conversation: first?.id,
    });
    const answer = messages.at(-1);
    assert.ok(answer?.role === "assistant");
    return answer;
  }

  it("says where things are with no chat model at all", async () => {
    await start();
    const answer = await ask("Where do we find out whether a loan is overdue?");
    assert.equal(answer.model, undefined);
    assert.equal(answer.sources[0]?.path, "src/loans.ts");
    assert.equal(answer.sources[0]?.name, "isOverdue");
    assert.match(answer.text, /^No chat model is chosen/);
    assert.match(answer.text, /- `src\/loans\.ts:\d+` `isOverdue`/);
  });

  it("says so when nothing speaks of it", async () => {
    await start();
    const answer = await ask("zeppelin?");
    assert.deepEqual(answer.sources, []);
    assert.match(answer.text, /^Nothing in the project speaks of this/);
  });

  it("shows the model what was found, and the person what the answer stands on", async () => {
    http = await startScriptedServer({ rules: [], chats: [{ asked: "", answer: "In loans." }] });
    await start({ url: http.url });
    const answer = await ask("Where do we find out whether a loan is overdue?");
    assert.equal(answer.text, "In loans.");
    assert.equal(answer.sources[0]?.path, "src/loans.ts");
    assert.ok(answer.meter?.parts.some(({ name, tokens }) => name === "workspace" && tokens > 10));
    const asked = http.requests.findLast(({ path }) => path.endsWith("chat/completions"));
    const messages = (asked?.body.messages ?? []) as { content: string }[];
    assert.match(
      messages.at(-1)?.content ?? "",
      /src\/loans\.ts:\d+\n```typescript\n[\s\S]*isOverdue/,
    );
  });
});
