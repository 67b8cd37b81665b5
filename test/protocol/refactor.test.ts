import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import type { EditOutcome, Proposal } from "../../server/protocol/edit.ts";
import { editorReferencesRequest } from "../../server/protocol/editor.ts";
import { withHunks } from "../../server/protocol/hunks.ts";
import {
  editChangeSignatureRequest,
  editMovableRequest,
  editMoveRequest,
  editNamesNotification,
  editNamesRequest,
  editSignatureRequest,
  type MovableOutcome,
  type NamesEvent,
  type NamesOutcome,
  type SignatureOutcome,
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
  "lend/lend.ts": `export interface Terms {
  days: number;
}

/** Lends it. */
export function lend(book: string, member: string): string {
  return member === "" ? lend("none", book) : book + member;
}
`,
  "lend/desk.ts": `import { lend } from "./lend.ts";

export const today = new Date();

export const one = lend("a", lend.name);
export const all = (list: [string, string]) => [lend("b", "c"), lend(...list), list.map(lend)];
`,
  ".env": "TOKEN=secret-of-mine\n",
};

const chats: ScriptedChat[] = [
  {
    asked: "keep the name `lend`",
    answer: `\`\`\`ts
export function lend(book: string, member: string, days = 28): string {
  return member === "" ? lend("none", book) : book + member + days;
}
\`\`\``,
  },
  {
    asked: "count the days",
    answer: "```ts\nexport function lent(book: string): string {\n  return book;\n}\n```",
  },
  { asked: "pass for `when: Date`", answer: "```ts\ntoday\n```" },
  { asked: "pass for `odd: number`", answer: "You should pass a number here." },
  {
    asked: "add a date",
    answer: `\`\`\`ts
export function lend(when: Date, book: string, member: string): string {
  return member === "" ? lend(when, "none", book) : book + member + when;
}
\`\`\``,
  },
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

  const texts = ({ files: proposed }: Proposal): Record<string, string> =>
    Object.fromEntries(
      proposed.map(({ uri: own, hunks }) => {
        const path = own.replace(`${uri("")}/`, "");
        return [path, withHunks(files[path] ?? "", hunks)];
      }),
    );

  describe("changes of a signature", () => {
    const change = async (how: object, name = "lend/lend.ts", text = "lend(book") =>
      ask<EditOutcome>(editChangeSignatureRequest, name, text, how);
    const proposed = async (how: object): Promise<Proposal> => {
      const outcome = await change(how);
      assert.ok(outcome.kind === "proposal", JSON.stringify(outcome));
      return outcome.proposal;
    };

    it("begin with what the function looks like", async () => {
      await start();
      const found = await ask<SignatureOutcome>(editSignatureRequest, "lend/lend.ts", "lend(book");
      assert.deepEqual(found, {
        kind: "signature",
        name: "lend",
        text: "export function lend(book: string, member: string): string",
        range: { start: { line: 5, character: 0 }, end: { line: 5, character: 58 } },
      });
    });

    it("give every call its arguments, without any model, and name those that cannot be changed", async () => {
      await start();
      const signature = "export function lend(member: string, book: string): string";
      const proposal = await proposed({ signature });
      assert.equal(proposal.title, "Change the signature of lend");
      assert.deepEqual(texts(proposal), {
        "lend/lend.ts": `export interface Terms {
  days: number;
}

/** Lends it. */
export function lend(member: string, book: string): string {
  return member === "" ? lend(book, "none") : book + member;
}
`,
        "lend/desk.ts": `import { lend } from "./lend.ts";

export const today = new Date();

export const one = lend(lend.name, "a");
export const all = (list: [string, string]) => [lend("c", "b"), lend(...list), list.map(lend)];
`,
      });
      assert.deepEqual(
        proposal.checks.faults.map(({ uri: own, range, message }) => [
          own === uri("lend/desk.ts"),
          range.start,
          message,
        ]),
        [
          [
            true,
            { line: 5, character: 64 },
            "It cannot be told which argument of this call is which.",
          ],
        ],
      );
      assert.equal(chat.requests.filter(({ path }) => path.includes("chat/completions")).length, 0);
    });

    it("leave the calls alone where they fit as they are", async () => {
      await start();
      const signature = "export function lend(book: string, member: string, days = 28): string";
      const proposal = await proposed({ signature });
      assert.deepEqual(Object.keys(texts(proposal)), ["lend/lend.ts"]);
    });

    it("have the model write the function, and what each call passes", async () => {
      await start();
      const proposal = await proposed({ instruction: "add a date" });
      assert.deepEqual(texts(proposal), {
        "lend/lend.ts": `export interface Terms {
  days: number;
}

/** Lends it. */
export function lend(when: Date, book: string, member: string): string {
  return member === "" ? lend(when, "none", book) : book + member + when;
}
`,
        "lend/desk.ts": `import { lend } from "./lend.ts";

export const today = new Date();

export const one = lend(today, "a", lend.name);
export const all = (list: [string, string]) => [lend(today, "b", "c"), lend(...list), list.map(lend)];
`,
      });
    });

    it("have the model write the function once more where it has lost its name", async () => {
      await start();
      const proposal = await proposed({ instruction: "count the days" });
      assert.ok(texts(proposal)["lend/lend.ts"]?.includes("member: string, days = 28): string {"));
      assert.equal(proposal.checks.repaired, true);
    });

    it("leave a call as it is where the model's answer is no argument, and say so", async () => {
      await start();
      const signature = "export function lend(odd: number, book: string, member: string): string";
      const { checks, files: changed } = await proposed({ signature });
      assert.equal(changed.length, 1);
      const told = checks.faults.map(({ message }) => message);
      assert.equal(told.filter((each) => each === "This call lacks odd.").length, 3);
    });

    const refusals: [what: string, how: object, at: [string, string], reason: RegExp][] = [
      ["nowhere", { signature: "f()" }, ["lend/lend.ts", "interface"], /no function/],
      [
        "to another name",
        { signature: "export function borrow()" },
        ["lend/lend.ts", "lend(book"],
        /of this name/,
      ],
      [
        "to nothing new",
        { signature: "export function lend(book: string, member: string): string" },
        ["lend/lend.ts", "lend(book"],
        /stay as it is/,
      ],
      ["without a word", {}, ["lend/lend.ts", "lend(book"], /Say what/],
    ];
    for (const [what, how, [name, text], reason] of refusals)
      it(`are refused in words: ${what}`, async () => {
        await start();
        const outcome = await change(how, name, text);
        assert.ok(outcome.kind === "refused", JSON.stringify(outcome));
        assert.match(outcome.reason, reason);
      });

    it("go by what the editor's language servers know, where they answer", async () => {
      await start({ chat: { model: { url: chat.url } }, editor: ["references"] });
      server.connection.onRequest(editorReferencesRequest, () => [
        {
          uri: uri("lend/desk.ts"),
          range: { start: { line: 4, character: 19 }, end: { line: 4, character: 23 } },
        },
      ]);
      const signature = "export function lend(member: string, book: string): string";
      const desk = texts(await proposed({ signature }))["lend/desk.ts"];
      assert.ok(desk?.includes('lend(lend.name, "a")') && desk.includes('lend("b", "c")'), desk);
    });
  });

  describe("moves", () => {
    const movable = (name: string, text: string) =>
      ask<MovableOutcome>(editMovableRequest, name, text);
    const move = (name: string, text: string, target: string) =>
      ask<EditOutcome>(editMoveRequest, name, text, { target: uri(target) });
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
