import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import type { CompletionTrace } from "../../server/protocol/messages.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { type Place, startServer, type TestServer } from "../helpers/servers.ts";

const names = ["suffix-first", "prefix-first"] as const;
const modelNames = { "suffix-first": "Ember", "prefix-first": "Scripted" };

const main = `import { priceOf } from "./price.ts";
import { token } from "./ignored/token.ts";
import { largest } from "./largest.ts";

export function total(cart: Item[]): number {
  const prices = cart.map(priceOf);
  █
  return sum;
}
`;

const workspace: Record<string, string> = {
  "src/price.ts":
    "export function priceOf(item: Item): number {\n  return item.net + item.tax;\n}\n",
  "src/ignored/token.ts": 'export const token = "abc-secret-of-cart-prices";\n',
  "src/largest.ts": `export const largest = 1;\n${"// cart.map(priceOf)\n".repeat(30_000)}`,
  ".gitignore": "ignored/\n",
  ".env": "PRICES_TOKEN=priceOf cart prices sum total Item\n",
};

for (const order of names)
  describe(`context in the prompt of a ${order} model`, () => {
    const folder = scratchFolder();
    const other = scratchFolder();
    let server: TestServer;
    const at = (name: string, root = folder.path): string => pathToFileURL(join(root, name)).href;

    function write(root: string, name: string, text: string): string {
      const path = join(root, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return text;
    }

    before(async () => {
      for (const [name, text] of Object.entries(workspace)) write(folder.path, name, text);
      const rules = [{ after: "never ", text: "again" }];
      const model = scriptedModel({ rules, name: modelNames[order] });
      server = await startServer(folder.write("scripted.gguf", model), {
        folder: folder.path,
        otherFolders: [other.path],
        options: { editor: ["definition"] },
      });
      await server.settled();
    });
    after(() => server.close());

    /** Types a character and asks, over and over, until every source has answered. */
    async function traceAt(place: Place, text: string): Promise<CompletionTrace> {
      const offset = text.indexOf("█");
      const { line, character } = place.position;
      for (let typed = 0; typed < 40; typed += 1) {
        const words = `q = ${"x".repeat(typed)}`;
        await server.change(place, text.slice(0, offset) + words + text.slice(offset + 1));
        await server.complete({
          ...place,
          position: { line, character: character + words.length },
        });
        const answered = last().prompt?.sources.every(({ ms }) => ms !== undefined);
        if (answered && typed > 0) return last();
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`a source has not answered: ${JSON.stringify(last().prompt?.sources)}`);
    }

    function last(): CompletionTrace {
      const trace = server.traces.at(-1);
      assert.ok(trace?.prompt, JSON.stringify(trace));
      return trace;
    }

    function snippets({ prompt }: CompletionTrace): string[] {
      return (prompt?.parts ?? [])
        .filter(({ role }) => role === "snippet")
        .map(({ source, path }) => `${source}: ${path}`);
    }

    it("holds what imported files declare, and names its source and size", async () => {
      const trace = await traceAt(await server.openAt(main, at("src/main.ts")), main);
      assert.ok(snippets(trace).includes("imports: src/price.ts"), snippets(trace).join());
      const part = trace.prompt?.parts.find(({ path }) => path === "src/price.ts");
      assert.equal(part?.characters, "export function priceOf(item: Item): number;\n".length);
      const imports = trace.prompt?.sources.find(({ source }) => source === "imports");
      assert.equal(imports?.used, 1);
    });

    it("never holds an ignored, a secret or a huge file, open or imported", async () => {
      for (const name of [".env", "src/ignored/token.ts", "src/largest.ts"])
        await server.openAt(workspace[name] ?? "", at(name));
      const trace = await traceAt(await server.openAt(main, at("src/second.ts")), main);
      const paths = (trace.prompt?.parts ?? []).map(({ path }) => path ?? "");
      assert.ok(paths.includes("src/price.ts"), paths.join());
      for (const path of paths) assert.doesNotMatch(path, /env|ignored|largest/);
    });

    it("keeps its snippets and at least 95 % of its tokens while ten characters are typed", async () => {
      const long = main.replace("export", `${"// the cart and its prices\n".repeat(60)}export`);
      const place = await server.openAt(long, at("src/typing.ts"));
      const settled = await traceAt(place, long);
      const expected = snippets(settled);
      assert.notDeepEqual(expected, []);
      const { line, character } = place.position;
      const offset = long.indexOf("█");
      for (let typed = 1; typed <= 10; typed += 1) {
        const words = `q = ${"abcdefghij".slice(0, typed)}`;
        await server.change(place, long.slice(0, offset) + words + long.slice(offset + 1));
        await server.complete({
          ...place,
          position: { line, character: character + words.length },
        });
        const { prompt, tokens, source } = last();
        assert.equal(source, "model");
        assert.deepEqual(prompt?.set, { kind: "kept" });
        assert.deepEqual(snippets(last()), expected);
        assert.ok(tokens && tokens.reused / tokens.prompt >= 0.95, JSON.stringify(tokens));
      }
    });

    it("takes files with CRLF, emoji and names in any script", async () => {
      const name = "src/цены 👛.ts";
      const lines = [
        "// 👛 кошелёк",
        "wallet.refund(coinsOf(purse));",
        "wallet.charge(coinsOf(purse));",
      ];
      await server.openAt(lines.join("\r\n"), at(name));
      const text = "// кошелёк 👛\r\nwallet.refund(coinsOf(other));\r\n█\r\nwallet.charge();\r\n";
      const trace = await traceAt(await server.openAt(text, at("src/crlf.ts")), text);
      assert.ok(snippets(trace).includes(`similar: ${name}`), snippets(trace).join());
      const part = trace.prompt?.parts.find(({ path }) => path === name);
      assert.equal(part?.characters, lines.join("\n").length + 1);
    });

    it("takes files of another root folder, by that folder's name and under its own rules", async () => {
      write(other.path, ".gitignore", "private.ts\n");
      const similar = main.replace("█", "");
      await server.openAt(similar, at("shared.ts", other.path));
      await server.openAt(`${similar}// private\n`, at("private.ts", other.path));
      const trace = await traceAt(await server.openAt(main, at("src/roots.ts")), main);
      const found = snippets(trace).join();
      assert.match(found, new RegExp(`${basename(other.path)}/shared\\.ts`));
      assert.doesNotMatch(found, /private\.ts/);
      assert.ok(trace.prompt?.parts.some(({ role }) => role === "repository"));
    });

    it("shows declarations that the editor knows, and not those of files that may not be read", async () => {
      write(folder.path, "lib/item.ts", "\n\ninterface Item {\n  net: number;\n}\n\nlet x = 1;\n");
      const places = [
        { uri: at("lib/item.ts"), range: range(2) },
        { uri: at(".env"), range: range(0) },
      ];
      let asked = 0;
      server.connection.onRequest("ingle/editor/definition", () => [places[asked++ % 2]]);
      const trace = await traceAt(await server.openAt(main, at("src/knows.ts")), main);
      assert.ok(asked >= 2);
      const declared = snippets(trace).filter((each) => each.startsWith("declarations"));
      assert.deepEqual(declared, ["declarations: lib/item.ts"]);
    });

    const editors: [name: string, answer: () => unknown, state: string][] = [
      ["never answers", () => new Promise(() => {}), "late"],
      ["answers nonsense", () => [{ uri: 7, range: "here" }, null, "x"], "in time"],
      ["fails", () => Promise.reject(new Error("no language server")), "in time"],
    ];
    for (const [name, answer, state] of editors)
      it(`is not held up by an editor that ${name}`, async () => {
        server.connection.onRequest("ingle/editor/definition", answer);
        const place = await server.openAt(main, at(`src/${name.replaceAll(" ", "-")}.ts`));
        await server.complete(place);
        const trace = last();
        if (state === "late") {
          const record = trace.prompt?.sources.find(({ source }) => source === "declarations");
          assert.equal(record?.state, "late");
        }
        assert.ok(!snippets(trace).some((each) => each.startsWith("declarations")));
      });
  });

function range(line: number) {
  return { start: { line, character: 0 }, end: { line, character: 4 } };
}
