import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import {
  CancellationTokenSource,
  InlineCompletionRequest,
  LSPErrorCodes,
  ResponseError,
} from "vscode-languageserver/node";
import { focusNotification } from "../../server/protocol/messages.ts";
import { eventually } from "../helpers/eventually.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import {
  type ScriptedServer,
  type ScriptedServerOptions,
  startScriptedServer,
} from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const rules = [
  { after: "unsure(", text: ["alpha", ".beta", ".gamma"], confidence: [0.9, 0.9, 0.02] },
  { after: "broken ", text: ["=> ))"] },
  { after: "return ", text: "items.map(toRow);" },
  { after: "{", text: "\n  first();\n  second();\n}" },
  { after: "<|fim_middle|>", text: ["export", " function", " main() {}"] },
  { after: "endless ", text: "on and ever ", ending: "repeat" as const },
];

/** Text with the cursor, and the suggestions there. */
const rows: [name: string, marked: string, texts: string[]][] = [
  ["the rest of a line", "  return █\n", ["items.map(toRow);"]],
  [
    "a block with the document's line ends",
    "a();\r\nif (x) {█\r\n",
    ["\r\n  first();\r\n  second();\r\n}"],
  ],
  ["no closers that stand already", "f(() => { return █; });", ["items.map(toRow)"]],
  ["an answer behind emoji", "'👋👩‍👩‍👧'; return █", ["items.map(toRow);"]],
  ["an answer behind tabs", "\t\treturn █", ["items.map(toRow);"]],
  ["nothing in an empty file", "█", []],
  ["nothing where the model is silent", "const x = █", []],
];

/** What only the engine that Ingle brings can do: choose among the tokens that begin with a word. */
const healedRows: typeof rows = [
  ["the rest of a half-typed word", "import a;\nexport fun█\n", ["ction main() {}"]],
];

type Served = Partial<ScriptedServerOptions> & { api: "llama-server" | "openai" };

/** The engines, each of which writes by the same rules; undefined is the one that Ingle brings. */
const engines: [name: string, served: Served | undefined][] = [
  ["the built-in engine", undefined],
  ["a llama-server", { api: "llama-server" }],
  [
    "a llama-server that alone knows how to fill in",
    { api: "llama-server", controlTokens: "unknown" },
  ],
  ["a server with OpenAI's API", { api: "openai" }],
  ["a server with OpenAI's API that takes a suffix", { api: "openai", suffix: "taken" }],
];

for (const [name, served] of engines)
  describe(`textDocument/inlineCompletion with ${name}`, () => completionSuite(served));

function completionSuite(served: Served | undefined): void {
  const folder = scratchFolder();
  let server: TestServer;
  let scripted: ScriptedServer | undefined;
  before(async () => {
    scripted = served && (await startScriptedServer({ rules, ...served }));
    const engine = scripted && { kind: "http", api: served?.api, url: scripted.url };
    server = await startServer(folder.write("scripted.gguf", scriptedModel({ rules })), {
      folder: folder.path,
      ...(engine ? { options: { engine } } : {}),
    });
    await server.settled();
  });
  after(async () => {
    await server.close();
    await scripted?.stop();
  });

  for (const [name, marked, texts] of served ? rows : [...rows, ...healedRows]) {
    it(`gives ${name}`, async () => {
      const place = await server.openAt(marked);
      const items = await server.complete(place);
      assert.deepEqual(
        items.map(({ insertText }) => insertText),
        texts,
      );
      const range = { start: place.position, end: place.position };
      for (const item of items) assert.deepEqual(item.range, range);
    });
  }

  it("takes the place of a bracket that it closes itself", async () => {
    const place = await server.openAt("f(() => {█})\n");
    const [item] = await server.complete(place);
    assert.equal(item?.insertText, "\n  first();\n  second();\n}");
    const { line, character } = place.position;
    assert.deepEqual(item?.range, {
      start: place.position,
      end: { line, character: character + 1 },
    });
  });

  it("shows what comes before a token of which the model is very unsure", async () => {
    const items = await server.complete(await server.openAt("unsure(█)\n"));
    // The scripted server is equally sure of every token.
    if (served) return assert.equal(items[0]?.insertText, "alpha.beta.gamma");
    assert.deepEqual(
      items.map(({ insertText }) => insertText),
      ["alpha.beta"],
    );
    assert.deepEqual(server.traces.at(-1)?.cuts, [
      { filter: "is unsure from there on", before: "alpha.beta.gamma", after: "alpha.beta" },
    ]);
  });

  it("is silent where the document would parse worse, once the grammar is there", async () => {
    const place = await server.openAt("const a = 1;\nconst x = broken █\n");
    for (let tries = 0; tries < 500; tries += 1) {
      await server.complete(place);
      if (server.traces.at(-1)?.outcome.kind === "silent") break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.deepEqual(server.traces.at(-1)?.outcome, {
      kind: "silent",
      why: "the suggestion does not parse",
      rule: "does not parse",
    });
  });

  it("answers beyond the end of a document as at its end", async () => {
    const place = await server.openAt("return █");
    const beyond = { ...place, position: { line: 40, character: 3 } };
    assert.equal((await server.complete(beyond)).length, 1);
  });

  it("reads a bounded part of a document of 5 MB", async () => {
    const half = "const someName = anotherName(withArguments);\n".repeat(60_000);
    const place = await server.openAt(`${half}  return █\n${half}`);
    assert.equal((await server.complete(place)).length, 1);
    const { tokens } = server.traces.at(-1) ?? {};
    assert.ok(tokens && tokens.prompt < 4096, JSON.stringify(tokens));
  });

  it("answers a request whose document changes under it by what it was", async () => {
    const place = await server.openAt("  return █\n");
    const answer = server.complete(place);
    await server.change(place, "something else");
    assert.equal((await answer).length, 1);
  });

  it("answers ten requests at once, the newest with the suggestion", async () => {
    const place = await server.openAt("  return █\n");
    const answers = await Promise.all(Array.from({ length: 10 }, () => server.complete(place)));
    assert.equal(answers.length, 10);
    assert.deepEqual(
      answers.at(-1)?.map(({ insertText }) => insertText),
      ["items.map(toRow);"],
    );
  });

  it("answers a cancelled request at once, and the next one none the less", async () => {
    const place = await server.openAt("endless █");
    const source = new CancellationTokenSource();
    const answer = server.connection.sendRequest(
      InlineCompletionRequest.type,
      { textDocument: { uri: place.uri }, position: place.position, context: { triggerKind: 1 } },
      source.token,
    );
    setTimeout(() => source.cancel(), 5);
    await assert.rejects(
      answer,
      (error) => error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled,
    );
    const next = await server.openAt("  return █\n");
    assert.equal((await server.complete(next)).length, 1);
  });

  it("answers while a person types along from what was generated, without the model", async () => {
    const place = await server.openAt("  return █\n");
    await server.complete(place);
    await server.change(place, "  return items.m\n");
    const items = await server.complete({ ...place, position: { line: 0, character: 16 } });
    assert.deepEqual(
      items.map(({ insertText }) => insertText),
      ["ap(toRow);"],
    );
    assert.equal(server.traces.at(-1)?.source, "typed-along");
  });

  it("asks anew where what was typed turns out to be something else than what is being written", async () => {
    const place = await server.openAt("ret█\n");
    const early = server.complete(place);
    await server.change(place, "return \n");
    const items = await server.complete({ ...place, position: { line: 0, character: 7 } });
    await early;
    assert.deepEqual(
      items.map(({ insertText }) => insertText),
      ["items.map(toRow);"],
    );
  });

  it("traces every completion: stages, tokens, and what was shown", async () => {
    await server.complete(await server.openAt("  return █\n"));
    const trace = server.traces.at(-1);
    assert.equal(trace?.source, "model");
    assert.deepEqual(trace?.outcome, { kind: "shown", text: "items.map(toRow);" });
    assert.deepEqual(
      trace?.stages.map(({ name }) => name),
      ["guard", "debounce", "prompt", "first piece", "rest", "filters", "gate"],
    );
    assert.ok((trace?.tokens?.prompt ?? 0) > 2);
    const begins = (line: string): boolean => line.startsWith(`#${trace?.id} `);
    await eventually(() => server.lines.some(begins));
    assert.match(server.lines.find(begins) ?? "", /items\.map\(toRow\)/);
  });

  it("offers each suggestion once to a person who asks for several", async () => {
    const place = await server.openAt("  return █\n");
    const items = await server.complete(place, "by hand");
    assert.deepEqual(
      items.map(({ insertText }) => insertText),
      ["items.map(toRow);"],
    );
    assert.equal(server.traces.at(-1)?.stages.at(-1)?.name, "candidates");
  });

  it("asks for nothing where nothing useful can come, unless a person asks by hand", async () => {
    const place = await server.openAt("foo(); █\n");
    assert.deepEqual(await server.complete(place), []);
    assert.equal(server.traces.at(-1)?.tokens, undefined);
    await server.complete(place, "by hand");
    assert.ok(server.traces.at(-1)?.tokens);
  });

  it("has begun what follows a suggestion before that is accepted", async () => {
    const place = await server.openAt("if (x) {█\n");
    const [item] = await server.complete(place);
    await new Promise((resolve) => setTimeout(resolve, 600));
    const accepted = `if (x) {${item?.insertText}\n`;
    await server.change(place, accepted);
    const lines = accepted.split("\n");
    const position = { line: lines.length - 2, character: lines.at(-2)?.length ?? 0 };
    await server.complete({ ...place, position });
    assert.equal(server.traces.at(-1)?.source, "typed-along");
  });

  it("reads the prompt of a file that a person looks at ahead of time", async () => {
    const place = await server.openAt(`${"let ahead = 1;\n".repeat(50)}  return █`);
    await server.connection.sendNotification(focusNotification, {
      textDocument: { uri: place.uri },
      position: place.position,
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await server.complete(place);
    const { tokens } = server.traces.at(-1) ?? {};
    assert.ok(tokens && tokens.prompt - tokens.reused <= 1, JSON.stringify(tokens));
  });

  const guarded: [name: string, file: string][] = [
    ["a file with a secret's name", ".env"],
    ["a file that git ignores", "build.log"],
  ];
  for (const [name, file] of guarded) {
    it(`makes no suggestion in ${name}, and says why in the trace`, async () => {
      writeFileSync(join(folder.path, ".gitignore"), "*.log\n");
      const path = join(folder.path, file);
      writeFileSync(path, "return ");
      const place = await server.openAt("return █", pathToFileURL(path).href);
      assert.deepEqual(await server.complete(place), []);
      const trace = server.traces.at(-1);
      assert.equal(trace?.outcome.kind, "silent");
      assert.equal(trace?.tokens, undefined);
    });
  }

  it("makes no suggestion in a document that was never opened", async () => {
    const unknown = { uri: "file:///nowhere.ts", position: { line: 0, character: 0 } };
    assert.deepEqual(await server.complete(unknown), []);
  });
}
