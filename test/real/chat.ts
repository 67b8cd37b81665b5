import assert from "node:assert/strict";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  type Answer,
  type AnswerState,
  type ChatEvent,
  type ChatQuestionParams,
  type ChatSummary,
  type Conversation,
  chatAskRequest,
  chatEventNotification,
  chatListRequest,
  chatOpenRequest,
} from "../../server/protocol/chat.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const model = process.env.INGLE_CHAT_MODEL ?? "";
/** A small model on a slow machine reads a few hundred tokens first. */
const patienceMs = 600_000;

/** `npm run test:chat -- --model FILE`: conversations with a real model, about the sample workspace. */
describe(`chat with ${model}`, function () {
  this.timeout(patienceMs);
  const scratch = scratchFolder();
  let server: TestServer;
  let events: ChatEvent[] = [];

  before(async () => {
    server = await startServer(resolve("dist/models/ember.gguf"), {
      folder: resolve("sample"),
      options: { storage: scratch.path, chat: { model: { path: resolve(model) } } },
    });
    server.connection.onNotification(chatEventNotification, (event: ChatEvent) => {
      events.push(event);
    });
  });
  after(() => server?.close());

  const ask = (params: ChatQuestionParams): Promise<AnswerState> => {
    events = [];
    return server.connection.sendRequest<AnswerState>(chatAskRequest, params);
  };
  const latest = async (): Promise<Conversation> => {
    const [first] = await server.connection.sendRequest<ChatSummary[]>(chatListRequest, {});
    const found = await server.connection.sendRequest<Conversation | null>(chatOpenRequest, {
      conversation: first?.id,
    });
    assert.ok(found);
    return found;
  };
  const answerIn = (conversation: Conversation): Answer => {
    const answer = conversation.messages.at(-1);
    assert.ok(answer?.role === "assistant");
    return answer;
  };
  const books = pathToFileURL(resolve("sample/src/books.ts")).href;

  it("answers about an attached file in words, without a mark of its template", async () => {
    const attachments = [{ kind: "file" as const, uri: books }];
    const text = "Which functions does this file export? Name them in one sentence.";
    const state = await ask({ text, attachments });
    const answer = answerIn(await latest());
    console.log(answer.text.replaceAll(/^/gm, "      │ "));
    assert.ok(state.kind === "done" || state.kind === "length", JSON.stringify(state));
    assert.match(answer.text, /findByAuthor|findByTitle|sortByYear|totalCopies/);
    assert.doesNotMatch(answer.text, /<\|[a-z_]+\|>|<\/?think>|\[\/?INST\]/);
    assert.ok((answer.meter?.parts.length ?? 0) > 1 && !answer.meter?.estimated);
  });

  it("remembers what was said, and reads it only once", async () => {
    const { id } = await latest();
    await ask({ conversation: id, text: "Which of them takes an author?" });
    const answer = answerIn(await latest());
    console.log(answer.text.replaceAll(/^/gm, "      │ "));
    assert.match(answer.text, /findByAuthor/);
  });

  it("stops in the middle", async () => {
    const source = new CancellationTokenSource();
    events = [];
    const asking = server.connection.sendRequest<AnswerState>(
      chatAskRequest,
      { text: "Write a long story about a library." },
      source.token,
    );
    while (events.filter(({ kind }) => kind === "piece").length < 10)
      await new Promise((wait) => setTimeout(wait, 50));
    source.cancel();
    assert.deepEqual(await asking, { kind: "stopped" });
  });
});
