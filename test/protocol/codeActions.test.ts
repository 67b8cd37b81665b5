import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, afterEach, before, describe, it } from "mocha";
import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionRequest,
  CodeActionResolveRequest,
  CodeActionTag,
  CodeActionTriggerKind,
  type Diagnostic,
  type WorkspaceEdit,
} from "vscode-languageserver/node";
import { type ChatModelState, chatModelNotification } from "../../server/protocol/chat.ts";
import {
  type ActionTarget,
  type EditOutcome,
  type EditParams,
  editProposeRequest,
  type Proposal,
} from "../../server/protocol/edit.ts";
import { eventually } from "../helpers/eventually.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const BOOKS = `export function titleOf(book) {
  return book.titel;
}

export function total(counts: number[]): number {
  let sum = 0;
  for (const count of counts) {
    sum += count;
  }
  return sum;
}
`;

const DOCUMENTED = `/** What the book is called. */
export function titleOf(book) {
  return book.titel;
}
`;

const FIXED = `export function titleOf(book) {
  return book.title;
}
`;

const TESTS = `import { total } from "../src/books";

it("adds up", () => expect(total([1, 2])).toBe(3));
`;

const RUST = `pub fn twice(a: i32) -> i32 {
    a * 2
}
`;
const RUST_TESTS = `
#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles() {
        assert_eq!(twice(2), 4);
    }
}
`;

const fenced = (code: string): string => `\`\`\`ts\n${code}\`\`\`\n`;

const problem: Diagnostic = {
  range: { start: { line: 1, character: 14 }, end: { line: 1, character: 19 } },
  message: "Property 'titel' does not exist on type 'Book'.",
  severity: 1,
  code: 2551,
  source: "ts",
};

/** A client that computes edits when an action is chosen. */
const resolving: ClientCapabilities = {
  textDocument: {
    codeAction: { dataSupport: true, resolveSupport: { properties: ["edit"] } },
  },
  workspace: {
    workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} },
  },
};

describe("code actions in the server", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const project = join(scratch.path, "project");
  const uri = (name: string): string => pathToFileURL(join(project, name)).href;
  const files: Record<string, string> = {
    "package.json": '{ "devDependencies": { "vitest": "3.0.0" } }\n',
    "src/books.ts": BOOKS,
    "src/twice.rs": RUST,
    "test/loans.test.ts": 'import { it } from "vitest";\n// An example of the project.\n',
    ".env": "TOKEN=secret-of-mine\n",
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(project, name, ".."), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  const typing = scratch.write("typing.gguf", scriptedModel({ rules: [] }));
  // The model of completions would answer in chat too.
  const silent = scriptedModel({ rules: [] });
  silent.write("tokenizer.chat_nothing_", silent.indexOf("tokenizer.chat_template"));
  const speechless = scratch.write("speechless.gguf", silent);
  let chat: ScriptedServer;
  let server: TestServer;
  let state: ChatModelState | undefined;

  before(async () => {
    chat = await startScriptedServer({
      rules: [],
      chats: [
        { asked: "Document `titleOf`", answer: fenced(DOCUMENTED) },
        { asked: "Property 'titel' does not exist", answer: fenced(FIXED) },
        { asked: "Write tests for `total`", answer: fenced(TESTS) },
        { asked: "Write tests for `twice`", answer: fenced(RUST_TESTS) },
      ],
    });
  });
  after(() => chat.stop());
  afterEach(() => server.close());

  async function start(
    how: {
      commands?: boolean;
      capabilities?: ClientCapabilities;
      chat?: object;
      model?: string;
    } = {},
  ): Promise<void> {
    state = undefined;
    server = await startServer(how.model ?? typing, {
      folder: project,
      capabilities: how.capabilities ?? {},
      options: {
        actionCommands: how.commands ?? false,
        chat: how.chat ?? { model: { url: chat.url } },
      },
    });
    server.connection.onNotification(chatModelNotification, (next: ChatModelState) => {
      state = next;
    });
    await server.settled();
    await eventually(() => state?.kind === "ready" || state?.kind === "none");
    await server.open({ uri: uri("src/books.ts"), languageId: "typescript", text: BOOKS });
    await server.open({ uri: uri("src/twice.rs"), languageId: "rust", text: RUST });
  }

  async function list(
    line: number,
    more: { diagnostics?: Diagnostic[]; only?: string[]; name?: string; moved?: true } = {},
  ): Promise<CodeAction[]> {
    const spot = { line, character: 0 };
    return (await server.connection.sendRequest(CodeActionRequest.type, {
      textDocument: { uri: uri(more.name ?? "src/books.ts") },
      range: { start: spot, end: spot },
      context: {
        diagnostics: more.diagnostics ?? [],
        triggerKind: more.moved ? CodeActionTriggerKind.Automatic : CodeActionTriggerKind.Invoked,
        ...(more.only ? { only: more.only } : {}),
      },
    })) as CodeAction[];
  }

  /** The actions, once the grammar has been loaded. */
  async function listed(...how: Parameters<typeof list>): Promise<CodeAction[]> {
    for (let tries = 0; tries < 500; tries += 1) {
      const actions = await list(...how);
      if (actions.some(({ title }) => title.startsWith("Document"))) return actions;
      await new Promise((after) => setTimeout(after, 20));
    }
    assert.fail("The grammar was not loaded.");
  }

  const resolve = (action: CodeAction | undefined): Promise<CodeAction> => {
    assert.ok(action);
    return server.connection.sendRequest(CodeActionResolveRequest.type, action);
  };

  const titles = (actions: readonly CodeAction[]): string[] => actions.map(({ title }) => title);

  it("offers commands to a client that runs them, as written by a model", async () => {
    await start({ commands: true });
    const actions = await listed(0, { diagnostics: [problem] });
    assert.deepEqual(titles(actions), [
      "Fix with Ingle",
      "Explain with Ingle",
      "Document with Ingle",
      "Add Types with Ingle",
      "Write Tests with Ingle",
      "Simplify with Ingle",
    ]);
    for (const { tags, data, edit } of actions) {
      assert.deepEqual(tags, [CodeActionTag.LLMGenerated]);
      assert.deepEqual([data, edit], [undefined, undefined]);
    }
    const [fix, explain, document] = actions;
    assert.deepEqual(fix?.diagnostics, [problem]);
    assert.equal(fix?.command?.command, "ingle.runEditAction");
    const target = fix?.command?.arguments?.[0] as ActionTarget;
    assert.deepEqual(target.diagnostic, {
      ...{ message: problem.message, range: problem.range, code: "2551", source: "ts" },
    });
    assert.equal(explain?.command?.command, "ingle.explainCode");
    assert.equal(document?.kind, "refactor.rewrite");
    assert.equal(chat.requests.filter(({ path }) => path.includes("chat")).length, 0);
  });

  it("offers nothing that the kinds do not hold", async () => {
    await start({ commands: true });
    await listed(0);
    assert.deepEqual(titles(await list(0, { only: ["source"] })), []);
    const quick = await list(0, { only: ["quickfix"], diagnostics: [problem] });
    assert.deepEqual(titles(quick), ["Fix with Ingle", "Explain with Ingle"]);
  });

  it("offers hints of the editor no fix", async () => {
    await start({ commands: true });
    const hint = { ...problem, severity: 4 as const };
    assert.deepEqual(titles(await list(1, { only: ["quickfix"], diagnostics: [hint] })), []);
  });

  it("offers no edit where no model can write one, and no explanation without an index", async () => {
    await start({ commands: true, chat: {}, model: speechless });
    assert.deepEqual(await list(0, { diagnostics: [problem] }), []);
  });

  it("offers nothing in a file that the guard refuses", async () => {
    await start({ commands: true });
    const text = "function f() {}\n";
    await server.open({ uri: uri(".env"), languageId: "typescript", text });
    await listed(0);
    assert.deepEqual(await list(0, { name: ".env" }), []);
  });

  it("offers nothing to a client that can do nothing with it", async () => {
    await start();
    assert.deepEqual(await list(0, { diagnostics: [problem] }), []);
  });

  it("computes an edit when an action is chosen, which has to be confirmed", async () => {
    await start({ capabilities: resolving });
    const actions = await listed(0);
    assert.ok(!titles(actions).includes("Explain with Ingle"));
    const { edit } = await resolve(actions.find(({ title }) => title.startsWith("Document")));
    assert.deepEqual(edit?.documentChanges, [
      {
        textDocument: { uri: uri("src/books.ts"), version: 1 },
        edits: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            newText: "/** What the book is called. */\n",
            annotationId: "ingle",
          },
        ],
      },
    ]);
    const told = edit?.changeAnnotations?.ingle;
    assert.equal(told?.label, "Document: titleOf");
    assert.equal(told?.needsConfirmation, true);
    assert.match(told?.description ?? "", /^It parses as before\./);
  });

  it("gives plain changes to a client that knows no others", async () => {
    const { textDocument } = resolving;
    await start({ capabilities: textDocument ? { textDocument } : {} });
    const actions = await listed(0, { diagnostics: [problem] });
    const { edit } = await resolve(actions.find(({ title }) => title === "Fix with Ingle"));
    assert.deepEqual(Object.keys(edit?.changes ?? {}), [uri("src/books.ts")]);
    assert.equal(edit?.changes?.[uri("src/books.ts")]?.[0]?.newText, "  return book.title;\n");
  });

  it("refuses an action of a text that has changed since", async () => {
    await start({ capabilities: resolving });
    const action = (await listed(0)).find(({ title }) => title.startsWith("Document"));
    const position = { line: 0, character: 0 };
    await server.change({ uri: uri("src/books.ts"), position }, `\n${BOOKS}`);
    await assert.rejects(resolve(action), /has changed since this was offered/);
  });

  it("says why there is no edit", async () => {
    await start({ capabilities: resolving });
    const action = (await listed(4)).find(({ title }) => title.startsWith("Simplify"));
    await assert.rejects(resolve(action), /code/);
  });

  it("makes a new file of tests where the project has others, in their framework", async () => {
    await start({ capabilities: resolving });
    const action = (await listed(4)).find(({ title }) => title.startsWith("Write Tests"));
    const { edit } = await resolve(action);
    const made: WorkspaceEdit["documentChanges"] = [
      { kind: "create", uri: uri("test/books.test.ts"), annotationId: "ingle" },
      {
        textDocument: { uri: uri("test/books.test.ts"), version: null },
        edits: [
          {
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
            newText: TESTS,
            annotationId: "ingle",
          },
        ],
      },
    ];
    assert.deepEqual(edit?.documentChanges, made);
    const asked = JSON.stringify(chat.requests.at(-1)?.body);
    for (const said of ["Vitest", "An example of the project", "src/books.ts", "sum += count"])
      assert.ok(asked.includes(said), said);
  });

  async function propose(params: Omit<EditParams, "edit" | "range"> & { line: number }) {
    const { line, ...rest } = params;
    const spot = { line, character: 0 };
    const range = { start: spot, end: spot };
    return server.connection.sendRequest<EditOutcome>(editProposeRequest, {
      ...{ edit: "one", range, ...rest },
    });
  }

  it("adds the tests of Rust to the file itself", async () => {
    await start({ capabilities: resolving });
    const textDocument = { uri: uri("src/twice.rs"), version: 1 };
    const outcome = await propose({ textDocument, action: "writeTests", line: 0 });
    assert.equal(outcome.kind, "proposal", JSON.stringify(outcome));
    const { files: proposed } = (outcome as { proposal: Proposal }).proposal;
    assert.deepEqual(proposed, [
      {
        ...{ uri: uri("src/twice.rs"), version: 1 },
        hunks: [{ firstLine: 3, endLine: 3, text: RUST_TESTS }],
      },
    ]);
  });

  it("says what an action is for where it is asked in another place", async () => {
    await start();
    const textDocument = { uri: uri("src/books.ts"), version: 1 };
    const outcome = await propose({ textDocument, action: "extractVariable", line: 0 });
    assert.deepEqual(outcome, {
      kind: "refused",
      reason: "Select the expression that gets a name.",
    });
  });
});
