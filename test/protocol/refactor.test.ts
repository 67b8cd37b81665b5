import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import type { EditOutcome, Proposal } from "../../server/protocol/edit.ts";
import { withHunks } from "../../server/protocol/hunks.ts";
import {
  editMovableRequest,
  editMoveRequest,
  editNamesNotification,
  editNamesRequest,
  type MovableOutcome,
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
  "src/shelf.ts": `import { type Book, total } from "./books.ts";

export const full = (books: Book[]) => total(books) > 9;
`,
  "src/load.ts": "export const load = (): number => 1;\n",
  "src/view.vue": `<script>\nimport { load } from "./load.ts";\nload();\n</script>\n`,
  "src/circle.ts": `const seed = 1;

export const grown = made(seed);

export function made(from: number) {
  return from + seed;
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
  const uri = (name: string): string => pathToFileURL(join(project, name)).href.replace(/\/$/, "");
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

  describe("moves", () => {
    const movable = (name: string, text: string) =>
      ask<MovableOutcome>(editMovableRequest, name, text);
    const move = (name: string, text: string, target: string) =>
      ask<EditOutcome>(editMoveRequest, name, text, { target: uri(target) });
    const texts = ({ files: proposed }: Proposal): Record<string, string> =>
      Object.fromEntries(
        proposed.map(({ uri: own, hunks }) => {
          const path = own.replace(`${uri("")}/`, "");
          return [path, withHunks(files[path] ?? "", hunks)];
        }),
      );

    it("are proposed over all files, of which those that are open have a version", async () => {
      await start();
      await server.open({
        uri: uri("src/shelf.ts"),
        languageId: "typescript",
        text: files["src/shelf.ts"] ?? "",
      });
      const outcome = await move("src/books.ts", "interface Book", "src/types/book.ts");
      assert.ok(outcome.kind === "proposal", JSON.stringify(outcome));
      const { proposal } = outcome;
      assert.equal(proposal.title, "Move Book to src/types/book.ts");
      assert.deepEqual(texts(proposal), {
        "src/books.ts": `import { load } from "./load.ts";
import type { Book } from "./types/book.ts";

export function total(list: Book[]): number {
  const data = loadLimits(list);
  return data.length;
}
`,
        "src/types/book.ts": "export interface Book {\n  copies: number;\n}\n",
        "src/shelf.ts": `import { total } from "./books.ts";
import type { Book } from "./types/book.ts";

export const full = (books: Book[]) => total(books) > 9;
`,
      });
      assert.deepEqual(
        proposal.files.map(({ version, isNew, digest }) => [version, isNew, digest?.length]),
        [
          [null, undefined, 64],
          [null, true, undefined],
          [1, undefined, undefined],
        ],
      );
      assert.equal(proposal.checks.syntax, "kept");
      assert.deepEqual(proposal.checks.faults, []);
    });

    it("say beforehand what would go, and where to", async () => {
      await start();
      const found = await movable("src/shelf.ts", "total(books)");
      assert.ok(found.kind === "movable");
      assert.equal(found.name, "full");
      assert.deepEqual(
        found.targets.map((each) => each.replace(`${uri("src")}/`, "")),
        ["books.ts", "circle.ts", "load.ts"],
      );
    });

    const refusals: [what: string, from: string, text: string, to: string, reason: RegExp][] = [
      ["what is none", "src/books.ts", "import", "src/shelf.ts", /no declaration/],
      ["to another language", "src/books.ts", "function total", "src/books.py", /same language/],
      [
        "to no file of code",
        "src/books.ts",
        "function total",
        "README.md",
        /JavaScript, TypeScript/,
      ],
      ["to a file that is not read", "src/books.ts", "function total", ".env", /does not read/],
      ["in a circle", "src/circle.ts", "function made", "src/made.ts", /would import each other/],
      [
        "what a file of another kind uses",
        "src/load.ts",
        "const load",
        "src/more.ts",
        /view\.vue imports/,
      ],
    ];
    for (const [what, from, text, to, reason] of refusals)
      it(`are refused in words: ${what}`, async () => {
        await start();
        const outcome = await move(from, text, to);
        assert.ok(outcome.kind === "refused", JSON.stringify(outcome));
        assert.match(outcome.reason, reason);
      });
  });

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
