import assert from "node:assert/strict";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, it } from "mocha";
import { endOfWay, titleOf } from "../../../server/chat/conversation.ts";
import { type Conversations, createConversations } from "../../../server/chat/conversations.ts";
import type { Answer, Question } from "../../../server/protocol/chat.ts";
import { pathTo } from "../../../server/protocol/conversation.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

describe("the conversations of a workspace", () => {
  const scratch = scratchFolder();
  let folders = 0;

  /** A storage of its own, and the conversations in it; opened again, as another process would. */
  function storage() {
    folders += 1;
    const path = join(scratch.path, `storage-${folders}`);
    const open = (workspace = ["file:///project"], writing: string[] = []): Conversations =>
      createConversations({
        storage: () => path,
        workspace: () => workspace,
        isWriting: (answer) => writing.includes(answer),
        log: () => {},
      });
    const file = (): string => {
      const [name = ""] = readdirSync(join(path, "chat"));
      const [conversation = ""] = readdirSync(join(path, "chat", name));
      return join(path, "chat", name, conversation);
    };
    return { path, open, file };
  }

  const question = (id: string, text: string, after?: string): Question => ({
    ...{ role: "user", id, at: 1, text, attachments: [] },
    ...(after === undefined ? {} : { after }),
  });
  const answer = (
    id: string,
    after: string,
    text = "",
    state: Answer["state"] = { kind: "done" },
  ): Answer => ({
    ...{ role: "assistant", id, after, at: 2, text, thought: "", sources: [], notes: [], state },
  });

  async function tell(conversations: Conversations): Promise<string> {
    const { id } = await conversations.begin("Books");
    await conversations.add(id, { kind: "message", message: question("q1", "How many books?") });
    await conversations.add(id, { kind: "message", message: answer("a1", "q1", "Two.") });
    return id;
  }

  it("take the pictures along that were pasted, unless a branch has them too", async () => {
    const { path, open } = storage();
    const pictures = join(path, "pictures");
    mkdirSync(pictures, { recursive: true });
    const picture = (name: string, folder = pictures) => {
      writeFileSync(join(folder, name), "");
      return { kind: "picture" as const, uri: pathToFileURL(join(folder, name)).href };
    };
    const attachments = [picture("a.png"), picture("own.png", scratch.path)];
    const conversations = open();
    const { id } = await conversations.begin("Pictures");
    const shown = { ...question("q1", "What is this?"), attachments };
    await conversations.add(id, { kind: "message", message: shown });
    const other = await conversations.branch(id, "q1");
    await conversations.remove(id);
    assert.deepEqual(readdirSync(pictures), ["a.png"]);
    await conversations.remove(other?.id ?? "");
    assert.deepEqual(readdirSync(pictures), []);
    assert.ok(existsSync(join(scratch.path, "own.png")));
  });

  it("are there again for the next process", async () => {
    const { open } = storage();
    const id = await tell(open());
    const found = await open().open(id);
    assert.equal(found?.title, "Books");
    assert.deepEqual(
      found?.messages.map(({ text }) => text),
      ["How many books?", "Two."],
    );
    assert.equal(found?.shown, "a1");
  });

  it("lose nothing that happens while somebody else reads them for the first time", async () => {
    const { open } = storage();
    const id = await tell(open());
    for (let round = 0; round < 20; round++) {
      const next = open();
      const message = question(`again-${round}`, "And now?", "a1");
      const asking = next.add(id, { kind: "message", message });
      await Promise.all([asking, next.list(), next.open(id), next.list(), next.open(id)]);
      await next.add(id, { kind: "message", message: answer(`then-${round}`, message.id) });
      const found = await next.open(id);
      assert.ok(
        found?.messages.some((each) => each.id === message.id),
        `round ${round}`,
      );
    }
  });

  it("belong to one workspace", async () => {
    const { open } = storage();
    const id = await tell(open());
    const other = open(["file:///other"]);
    assert.deepEqual(await other.list(), []);
    assert.equal(await other.open(id), undefined);
  });

  it("are listed with the latest first, and found by every word of a query", async () => {
    const { open } = storage();
    const conversations = open();
    await tell(conversations);
    const { id } = await conversations.begin("Loans");
    await conversations.add(id, { kind: "message", message: question("q2", "Who has it?") });
    assert.deepEqual((await open().list()).map(({ title }) => title).sort(), ["Books", "Loans"]);
    for (const [query, titles] of [
      ["MANY books", ["Books"]],
      ["who", ["Loans"]],
      ["who two", []],
    ] as const)
      assert.deepEqual(
        (await open().list(query)).map(({ title }) => title),
        titles,
      );
  });

  it("keep each piece of an answer, and call one interrupted that nobody writes any more", async () => {
    const { open } = storage();
    const conversations = open();
    const id = await tell(conversations);
    const writing = answer("a2", "q2", "", { kind: "writing" });
    await conversations.add(id, { kind: "message", message: question("q2", "Which?", "a1") });
    await conversations.add(id, { kind: "message", message: writing });
    for (const text of ["The ", "red ", "one"])
      await conversations.add(id, { kind: "piece", message: "a2", text }, "soon");
    await conversations.settled();
    const found = (await open().open(id))?.messages.find((each) => each.id === "a2") as Answer;
    assert.equal(found.text, "The red one");
    assert.deepEqual(found.state, { kind: "interrupted" });
    const writer = open(undefined, ["a2"]);
    const seen = (await writer.open(id))?.messages.find((each) => each.id === "a2") as Answer;
    assert.deepEqual(seen.state, { kind: "writing" });
  });

  it("lose no more than the line in hand to a kill, and go on after it", async () => {
    const { open, file } = storage();
    const id = await tell(open());
    const whole = readFileSync(file()).length;
    truncateSync(file(), whole - 5);
    const conversations = open();
    assert.equal((await conversations.open(id))?.messages.length, 1);
    await conversations.add(id, { kind: "message", message: answer("a9", "q1", "Three.") });
    const again = await open().open(id);
    assert.deepEqual(
      again?.messages.map(({ text }) => text),
      ["How many books?", "Three."],
    );
  });

  it("survive lines that are nonsense", async () => {
    const { open, file } = storage();
    const id = await tell(open());
    appendFileSync(
      file(),
      'null\n[]\n{"kind":"shown","message":"nobody"}\n{"kind":7}\n{}\n{"kind":"message","message":{}}\n{"kind":"later"}\n\u0000\n',
    );
    assert.equal((await open().open(id))?.messages.length, 2);
  });

  it("are heard of when another window adds to them", async () => {
    const { open } = storage();
    const [one, two] = [open(), open()];
    const id = await tell(one);
    await two.open(id);
    await two.add(id, { kind: "title", title: "Renamed" });
    assert.equal((await one.open(id))?.title, "Renamed");
    await one.add(id, { kind: "message", message: question("q3", "More?", "a1") });
    assert.equal((await two.open(id))?.messages.length, 3);
  });

  it("can be deleted, and are not there again", async () => {
    const { open } = storage();
    const conversations = open();
    const id = await tell(conversations);
    await conversations.remove(id);
    assert.deepEqual(await conversations.list(), []);
    assert.equal(await open().open(id), undefined);
  });

  it("branch: a new one has what leads to a message", async () => {
    const { open } = storage();
    const conversations = open();
    const id = await tell(conversations);
    await conversations.add(id, { kind: "message", message: question("q2", "Which?", "a1") });
    const branch = await conversations.branch(id, "a1");
    assert.deepEqual(
      branch?.messages.map(({ id: each }) => each),
      ["q1", "a1"],
    );
    assert.notEqual(branch?.id, id);
    assert.equal(await conversations.branch(id, "nobody"), undefined);
  });

  it("show the way through a message to its end", async () => {
    const { open } = storage();
    const conversations = open();
    const id = await tell(conversations);
    await conversations.add(id, { kind: "message", message: question("q2", "How few?") });
    await conversations.add(id, { kind: "message", message: answer("a2", "q2", "None.") });
    const shown = await conversations.show(id, "q1");
    assert.deepEqual(shown && pathTo(shown, shown.shown).map(({ text }) => text), [
      "How many books?",
      "Two.",
    ]);
  });

  it("name no file outside their folder", async () => {
    const { open } = storage();
    const conversations = open();
    await tell(conversations);
    assert.equal(await conversations.open("../../etc/passwd"), undefined);
    await conversations.remove("../../etc/passwd");
  });

  it("last as long as the process where there is no storage", async () => {
    const conversations = createConversations({
      ...{ storage: () => undefined, workspace: () => [], isWriting: () => false, log: () => {} },
    });
    const id = await tell(conversations);
    assert.equal((await conversations.open(id))?.messages.length, 2);
    assert.equal((await conversations.list()).length, 1);
  });

  it("go round in no circle", () => {
    const messages = [question("q", "?", "a"), answer("a", "q")];
    const conversation = { id: "c", title: "", messages };
    assert.equal(pathTo(conversation, "a").length, 2);
    assert.ok(endOfWay(conversation, "q"));
  });

  const titles: [question: string, title: string][] = [
    ["How many?", "How many?"],
    ["\n  How many?\nAnd why?", "How many?"],
    ["", ""],
    [
      "Why does the list of the books that were borrowed twice come out empty on Mondays?",
      "Why does the list of the books that were borrowed twice…",
    ],
  ];
  for (const [asked, title] of titles)
    it(`have a title: ${JSON.stringify(title)}`, () => assert.equal(titleOf(asked), title));
});
