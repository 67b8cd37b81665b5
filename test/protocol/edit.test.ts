import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { CancellationTokenSource } from "vscode-languageserver/node";
import {
  type EditEvent,
  type EditOutcome,
  type EditParams,
  type EditRegion,
  editEventNotification,
  editProposeRequest,
  editRegionRequest,
  type Proposal,
} from "../../server/protocol/edit.ts";
import { withHunks } from "../../server/protocol/hunks.ts";
import { eventually } from "../helpers/eventually.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import {
  type ScriptedChat,
  type ScriptedServer,
  startScriptedServer,
} from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const books = `import { Book } from "./book";

/** The books of one author. */
export function byAuthor(books: Book[], author: string): Book[] {
  const found = [];
  for (const book of books) {
    if (book.author === author) found.push(book);
  }
  return found;
}

export const none: Book[] = [];
`;

const shorter = `/** The books of one author. */
export function byAuthor(books: Book[], author: string): Book[] {
  return books.filter((book) => book.author === author);
}
`;

const renamed = shorter.replaceAll("book)", "each)").replace("(book", "(each");

const fenced = (code: string): string => `\`\`\`ts\n${code}\`\`\`\n`;

/** The same with a property that no book has. */
const wrong = (name: string): string => fenced(shorter.replace("book.author", `book.${name}`));

const chats: ScriptedChat[] = [
  { asked: "'writer'", answer: wrong("writer") },
  { asked: "cannot be used yet", answer: fenced(shorter) },
  { asked: "half of it", answer: fenced(shorter.replace("=> book.author", "=> (book.author")) },
  { asked: "wrong name", answer: wrong("autor") },
  { asked: "stubborn", answer: wrong("writer") },
  { asked: "talk", answer: "I would use a filter there, because it is shorter." },
  { asked: "name it each", answer: fenced(renamed) },
  { asked: "Instruction: shorter", answer: `Sure!\n\n${fenced(shorter)}\nThat is shorter.` },
  { asked: "nothing", answer: fenced(books.split("\n").slice(2, 10).join("\n").concat("\n")) },
  { asked: "slowly", answer: fenced("// slowly, a line at a time\n".repeat(80) + shorter) },
];

describe("edits in the server", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const project = join(scratch.path, "project");
  mkdirSync(project, { recursive: true });
  writeFileSync(join(project, "books.ts"), books);
  writeFileSync(join(project, "book.ts"), "export interface Book { author: string }\n");
  writeFileSync(join(project, ".env"), "TOKEN=secret-of-mine\n");
  writeFileSync(join(project, "AGENTS.md"), "Prefer short functions.\n");
  const uri = (name: string): string => pathToFileURL(join(project, name)).href;
  const typing = scratch.write("typing.gguf", scriptedModel({ rules: [] }));
  const ember = scratch.write("ember.gguf", scriptedModel({ name: "Ember", rules: [] }));
  let chat: ScriptedServer;
  let server: TestServer;
  let events: EditEvent[] = [];
  let edits = 0;

  before(async () => {
    chat = await startScriptedServer({ rules: [], chats });
  });
  after(() => chat.stop());
  beforeEach(() => {
    events = [];
  });
  afterEach(() => server.close());

  async function start(
    options: object = { chat: { model: { url: chat.url } } },
    model = typing,
  ): Promise<void> {
    server = await startServer(model, { folder: project, options });
    server.connection.onNotification(editEventNotification, (event: EditEvent) => {
      events.push(event);
    });
    await server.open({ uri: uri("books.ts"), languageId: "typescript", text: books });
  }

  /** Asks for an edit at the function. */
  function ask(instruction: string, more: Partial<EditParams> = {}): Promise<EditOutcome> {
    edits += 1;
    const spot = { line: 5, character: 4 };
    const params: EditParams = {
      edit: `edit-${edits}`,
      textDocument: { uri: uri("books.ts"), version: 1 },
      range: { start: spot, end: spot },
      instruction,
      ...more,
    };
    return server.connection.sendRequest<EditOutcome>(editProposeRequest, params);
  }

  async function proposed(outcome: Promise<EditOutcome>): Promise<Proposal> {
    const known = await outcome;
    assert.equal(known.kind, "proposal", JSON.stringify(known));
    return (known as EditOutcome & { kind: "proposal" }).proposal;
  }

  const textOf = ({ files }: Proposal): string => withHunks(books, files[0]?.hunks ?? []);
  const expected = (code: string): string =>
    books.replace(/\/\*\* The books of[\s\S]*?\n}\n/, () => code);

  it("proposes what the model writes for the function around the cursor", async () => {
    await start();
    const proposal = await proposed(ask("shorter"));
    assert.equal(textOf(proposal), expected(shorter));
    assert.equal(proposal.title, "shorter");
    assert.deepEqual(
      proposal.files.map(({ uri: at, version }) => [at, version]),
      [[uri("books.ts"), 1]],
    );
    assert.equal(proposal.checks.syntax, "kept");
    assert.deepEqual(proposal.checks.faults, []);
    assert.equal(proposal.checks.repaired, false);
  });

  it("says which lines an edit would be about, without a model", async () => {
    await start({});
    const at = (line: number, name = "books.ts") => {
      const place = { line, character: 0 };
      const textDocument = { uri: uri(name), version: 1 };
      const params = { edit: "", textDocument, range: { start: place, end: place } };
      return server.connection.sendRequest<EditRegion | null>(editRegionRequest, params);
    };
    assert.deepEqual(await at(5), { firstLine: 2, endLine: 10 });
    assert.deepEqual(await at(1), { firstLine: 1, endLine: 1 });
    assert.equal(await at(0, ".env"), null);
  });

  it("says how far it is, and shows what is written as it is written", async () => {
    await start();
    await proposed(ask("slowly"));
    const stages = events.flatMap((event) => (event.kind === "stage" ? [event.stage] : []));
    assert.deepEqual(stages, ["reading", "writing", "checking"]);
    const texts = events.flatMap((event) => (event.kind === "text" ? [event] : []));
    assert.ok(texts.length > 1);
    assert.deepEqual([texts[0]?.firstLine, texts[0]?.endLine], [2, 10]);
    const lengths = texts.map(({ text }) => text.length);
    assert.ok((lengths.at(-1) ?? 0) > (lengths[0] ?? 0));
  });

  it("shows the model the part, what stands around it, the project's rules, and the wish last", async () => {
    await start();
    await ask("shorter");
    const messages = chat.requests.at(-1)?.body.messages as { role: string; content: string }[];
    const prompt = messages.map(({ content }) => content).join("\n");
    for (const part of ["Prefer short functions.", "books.ts", "found.push", "export const none"])
      assert.ok(prompt.includes(part), part);
    assert.ok(prompt.trimEnd().endsWith("Instruction: shorter"));
  });

  it("has what does not parse repaired once", async () => {
    await start();
    const proposal = await proposed(ask("half of it"));
    assert.equal(textOf(proposal), expected(shorter));
    assert.equal(proposal.checks.repaired, true);
    assert.equal(proposal.checks.syntax, "kept");
  });

  it("has an answer without code repaired once", async () => {
    await start();
    const proposal = await proposed(ask("talk"));
    assert.equal(textOf(proposal), expected(shorter));
    assert.equal(proposal.checks.repaired, true);
  });

  it("goes on from an earlier proposal", async () => {
    await start();
    const first = await proposed(ask("shorter"));
    const second = await proposed(ask("name it each", { after: first.edit }));
    assert.equal(textOf(second), expected(renamed));
    const messages = chat.requests.at(-1)?.body.messages as { content: string }[];
    const content = messages.at(-1)?.content ?? "";
    assert.ok(content.includes("books.filter"));
    assert.ok(content.includes("- shorter"));
  });

  it("checks and repairs nothing where nobody asks for it", async () => {
    await start();
    const proposal = await proposed(ask("half of it", { checks: "none" }));
    assert.equal(proposal.checks.syntax, "unknown");
    assert.ok(textOf(proposal).includes("=> (book.author"));
  });

  it("stops when it is cancelled", async () => {
    await start();
    const source = new CancellationTokenSource();
    const spot = { line: 5, character: 4 };
    const asked = server.connection.sendRequest<EditOutcome>(
      editProposeRequest,
      {
        edit: "cancelled",
        textDocument: { uri: uri("books.ts"), version: 1 },
        range: { start: spot, end: spot },
        instruction: "slowly",
      },
      source.token,
    );
    await eventually(() => events.some(({ kind }) => kind === "text"));
    source.cancel();
    const outcome = await asked.catch(() => ({ kind: "cancelled" }));
    assert.equal(outcome.kind, "cancelled");
    await eventually(() => chat.open === 0);
  });

  it("edits a function in the middle of a file of 5 000 lines", async () => {
    await start();
    const lines = (from: number) =>
      Array.from({ length: 2_500 }, (_, at) => `export const line${from + at} = ${at};\n`).join("");
    const [above, below] = [lines(0), lines(2_500)];
    const own = books.split("\n").slice(2, 10).join("\n").concat("\n");
    const long = uri("long.ts");
    const text = above + own + below;
    await server.open({ uri: long, languageId: "typescript", text });
    const spot = { line: 2_503, character: 0 };
    const proposal = await proposed(
      ask("shorter", {
        textDocument: { uri: long, version: 1 },
        range: { start: spot, end: spot },
      }),
    );
    assert.equal(withHunks(text, proposal.files[0]?.hunks ?? []), above + shorter + below);
    assert.equal(proposal.checks.syntax, "kept");
  });

  it("holds the engine of its own to lines that are there, where a region is long", async () => {
    const lines = Array.from({ length: 200 }, (_, line) => `const line${line} = ${line};\n`);
    const wanted = "const line70 = 71;\n";
    const blocks = `<<<<<<< SEARCH\n${lines[70]}=======\n${wanted}>>>>>>> REPLACE\n`;
    const own = scratch.write(
      "chat.gguf",
      scriptedModel({
        ...{ name: "Scripted chat", contextLength: 32_768 },
        rules: [{ after: "assistant\n", text: blocks }],
      }),
    );
    await start({ chat: { model: { path: own } } });
    const long = uri("long.ts");
    await server.open({ uri: long, languageId: "typescript", text: lines.join("") });
    const range = { start: { line: 0, character: 0 }, end: { line: 200, character: 0 } };
    const proposal = await proposed(
      ask("one more", { textDocument: { uri: long, version: 1 }, range }),
    );
    assert.deepEqual(
      proposal.files.flatMap(({ hunks }) => hunks),
      [{ firstLine: 70, endLine: 71, text: wanted }],
    );
  });

  describe("in a workspace that is trusted", () => {
    const typescript = resolve("node_modules/typescript-5/lib");
    const trusted = () => start({ chat: { model: { url: chat.url } }, trusted: true, typescript });

    it("says who has checked it", async () => {
      await trusted();
      const { checks } = await proposed(ask("shorter"));
      assert.equal(checks.checker.kind, "checked", JSON.stringify(checks));
      assert.match(JSON.stringify(checks.checker), /TypeScript 5\.9/);
      assert.deepEqual(checks.faults, []);
    });

    it("has repaired what a checker finds worse", async () => {
      await trusted();
      const proposal = await proposed(ask("wrong name"));
      assert.equal(textOf(proposal), expected(shorter));
      assert.equal(proposal.checks.repaired, true);
      const messages = chat.requests.at(-1)?.body.messages as { content: string }[];
      assert.match(messages.at(-1)?.content ?? "", /autor.*does not exist/);
    });

    it("shows what is still worse after that, at its place", async () => {
      await trusted();
      const { checks } = await proposed(ask("stubborn"));
      assert.deepEqual(
        checks.faults.map(({ uri: at, range, severity }) => [at, range.start.line, severity]),
        [[uri("books.ts"), 4, "error"]],
      );
      assert.match(checks.faults[0]?.message ?? "", /'writer' does not exist/);
    });
  });

  it("starts no checker in a workspace that nobody trusts", async () => {
    await start({
      chat: { model: { url: chat.url } },
      typescript: resolve("node_modules/typescript-5/lib"),
    });
    const { checks } = await proposed(ask("wrong name"));
    assert.equal(checks.checker.kind, "unchecked");
    assert.match(JSON.stringify(checks.checker), /trust/);
  });

  describe("refuses", () => {
    const refused = async (outcome: Promise<EditOutcome>): Promise<string> => {
      const known = await outcome;
      assert.equal(known.kind, "refused", JSON.stringify(known));
      return (known as EditOutcome & { kind: "refused" }).reason;
    };

    it("where no model can follow instructions", async () => {
      await start({}, ember);
      assert.match(await refused(ask("shorter")), /cannot follow instructions/);
    });
    it("where nothing is asked for", async () => {
      await start();
      assert.match(await refused(ask("  ")), /what is to be done/);
    });
    it("a version that is not there any more", async () => {
      await start();
      const textDocument = { uri: uri("books.ts"), version: 7 };
      assert.match(await refused(ask("shorter", { textDocument })), /changed/);
    });
    it("a file that must not be read", async () => {
      await start();
      const textDocument = { uri: uri(".env"), version: 0 };
      assert.match(await refused(ask("shorter", { textDocument })), /does not read/);
    });
    it("a file that is not there", async () => {
      await start();
      const textDocument = { uri: uri("gone.ts"), version: 0 };
      assert.match(await refused(ask("shorter", { textDocument })), /no such file/);
    });
    it("an answer that changes nothing", async () => {
      await start();
      assert.match(await refused(ask("nothing")), /chang/);
    });
    it("a region that the model has no room for", async () => {
      await start();
      const text = Array.from({ length: 5_000 }, (_, line) => `const line${line} = ${line};\n`);
      const large = uri("large.ts");
      await server.open({ uri: large, languageId: "typescript", text: text.join("") });
      const range = { start: { line: 0, character: 0 }, end: { line: 5_000, character: 0 } };
      const textDocument = { uri: large, version: 1 };
      assert.match(await refused(ask("shorter", { textDocument, range })), /too long/);
    });
  });
});
