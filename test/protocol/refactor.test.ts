import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import {
  editNamesNotification,
  editNamesRequest,
  type NamesEvent,
  type NamesOutcome,
} from "../../server/protocol/refactor.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import {
  type ScriptedChat,
  type ScriptedServer,
  startScriptedServer,
} from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const files: Record<string, string> = {
  "src/books.ts": `import { load } from "./load.ts";

export function total(list: Book[]): number {
  const data = loadLimits(list);
  return data.length;
}

export interface Book {
  copies: number;
}
`,
  ".env": "TOKEN=secret-of-mine\n",
};

const chats: ScriptedChat[] = [
  {
    asked: "better names for the variable `data`",
    answer: "Here are some names:\n1. book_limits\n2. `limits`\n3. class\n4. list\n5. bounds",
  },
];

describe("refactors in the server", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const project = join(scratch.path, "project");
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  const uri = (name: string): string => pathToFileURL(join(project, name)).href;
  const typing = scratch.write("typing.gguf", scriptedModel({ rules: [] }));
  let chat: ScriptedServer;
  let server: TestServer;
  let named: NamesEvent[] = [];
  let edits = 0;

  before(async () => {
    chat = await startScriptedServer({ rules: [], chats });
  });
  after(() => chat.stop());
  beforeEach(() => {
    named = [];
  });
  afterEach(() => server.close());

  async function start(options: object = { chat: { model: { url: chat.url } } }): Promise<void> {
    server = await startServer(typing, { folder: project, options });
    server.connection.onNotification(editNamesNotification, (event: NamesEvent) => {
      named.push(event);
    });
  }

  /** Asks about the place in a file where `text` begins. */
  async function ask<Outcome>(method: string, name: string, text: string, more: object = {}) {
    edits += 1;
    const before = (files[name] ?? "").split(text, 1)[0] ?? "";
    const lines = before.split("\n");
    return server.connection.sendRequest<Outcome>(method, {
      edit: `edit ${edits}`,
      textDocument: { uri: uri(name), version: 1 },
      position: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
      ...more,
    });
  }

  describe("names", () => {
    const names = (name: string, text: string) => ask<NamesOutcome>(editNamesRequest, name, text);

    it("come from the code at once and from the model as it writes, in the style of the place", async () => {
      await start();
      const outcome = await names("src/books.ts", "data = loadLimits");
      assert.deepEqual(outcome, {
        kind: "names",
        names: [
          { name: "bookLimits", by: "model" },
          { name: "limits", by: "model" },
          { name: "bounds", by: "model" },
        ],
        model: "scripted-qwen",
      });
      assert.deepEqual(named[0]?.names, [{ name: "limits", by: "code" }]);
      assert.ok(named.length > 2, `${named.length}`);
      assert.equal(named[0]?.edit, `edit ${edits}`);
    });

    it("come from the code alone where no model can answer", async () => {
      const quiet = scriptedModel({ rules: [] });
      quiet.write("tokenizer.chat_nothing_", quiet.indexOf("tokenizer.chat_template"));
      server = await startServer(scratch.write("quiet.gguf", quiet), { folder: project });
      await server.settled();
      assert.deepEqual(await names("src/books.ts", "data = loadLimits"), {
        kind: "names",
        names: [{ name: "limits", by: "code" }],
      });
    });

    it("are refused in words where there is nothing to name", async () => {
      await start();
      const [secret, nothing] = [
        await names(".env", "secret"),
        await names("src/books.ts", "{\n  const"),
      ];
      assert.ok(secret.kind === "refused" && secret.reason.includes("does not read"));
      assert.ok(nothing.kind === "refused" && nothing.reason.includes("no name"));
      assert.equal(
        chat.requests.filter(({ body }) => JSON.stringify(body).includes("secret-of")).length,
        0,
      );
    });
  });
});
