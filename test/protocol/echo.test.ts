import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, afterEach, before, describe, it } from "mocha";
import {
  DidCloseTextDocumentNotification,
  type InlineCompletionItem,
} from "vscode-languageserver/node";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { type Place, startServer, type TestServer } from "../helpers/servers.ts";

const helper = `export async function load(table: Table) {
  const rows = await database.all(table);
  return rows;
}
`;
/** What was begun elsewhere in the same words. */
const begun = `export async function load(table: Table) {
  const rows = await database.all█
}
`;
const said = "(table);";

describe("an echo in the server", () => {
  const scratch = scratchFolder();
  const folder = join(scratch.path, "project");
  mkdirSync(folder);
  for (const name of ["one.ts", "two.ts", "three.ts"]) writeFileSync(join(folder, name), helper);
  const uri = (name: string) => pathToFileURL(join(folder, name)).href;
  let server: TestServer;
  let opened: Place[] = [];
  after(() => server?.close());

  // What one test left half written would be an occurrence to the next.
  afterEach(closeAll);

  async function closeAll(): Promise<void> {
    for (const { uri: each } of opened)
      await server.connection.sendNotification(DidCloseTextDocumentNotification.type, {
        textDocument: { uri: each },
      });
    opened = [];
  }

  /** Asks until something of the workspace has been read that is sure enough. */
  async function echoAt(
    marked: string,
    name: string,
  ): Promise<{ item: InlineCompletionItem; place: Place }> {
    const place = await server.openAt(marked, uri(name));
    opened.push(place);
    for (const until = Date.now() + 5_000; Date.now() < until; ) {
      const [item] = await server.complete(place);
      if (item && server.traces.at(-1)?.source === "echo") return { item, place };
    }
    return assert.fail(`no echo in ${name}`);
  }

  describe("without any model", () => {
    before(async () => {
      server = await startServer(join(folder, "none.gguf"), { folder, options: { rules: {} } });
    });

    it("is shown, with the places that it stands on", async () => {
      // The first file that is read is enough for an echo, which then stays as it is.
      for (let attempt = 0; attempt < 20; attempt += 1) {
        await closeAll();
        const { item } = await echoAt(begun, `open${attempt}.ts`);
        assert.equal(item.insertText, said);
        if (server.traces.at(-1)?.echo?.places.length === 3) break;
      }
      const trace = server.traces.at(-1);
      assert.equal(trace?.source, "echo");
      assert.deepEqual(
        trace?.echo?.places.map((place) => place.line),
        [1, 1, 1],
      );
      assert.deepEqual(trace?.echo?.places.map((place) => place.uri).sort(), [
        uri("one.ts"),
        uri("three.ts"),
        uri("two.ts"),
      ]);
      assert.ok((trace?.echo?.probability ?? 0) > 0.5);
    });

    it("stays while it is typed along", async () => {
      const { place } = await echoAt(begun, "along.ts");
      await server.change(place, begun.replace("█", said.slice(0, 3)));
      const position = { ...place.position, character: place.position.character + 3 };
      const [item] = await server.complete({ ...place, position });
      assert.equal(item?.insertText, said.slice(3));
    });

    it("is not shown where its rule is off", async () => {
      await server.close();
      server = await startServer(join(folder, "none.gguf"), { folder });
      const place = await server.openAt(begun, uri("off.ts"));
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.deepEqual(await server.complete(place), []);
    });
  });

  describe("beside a model", () => {
    const model = scratch.write(
      "scripted.gguf",
      scriptedModel({
        rules: [
          { after: "database.", text: "all(shelf);" },
          { after: "first.", text: "second();" },
        ],
      }),
    );
    before(async () => {
      server = await startServer(model, { folder, options: { rules: {} } });
      await server.settled();
    });

    it("is shown at once, and the model writes where it is silent", async () => {
      await echoAt(begun, "beside.ts");
      assert.equal(server.traces.at(-1)?.source, "echo");
      const place = await server.openAt("first.█\n", uri("model.ts"));
      const [item] = await server.complete(place);
      assert.equal(item?.insertText, "second();");
      assert.equal(server.traces.at(-1)?.source, "model");
    });

    it("comes first of what is asked for by hand, with the model's words behind it", async () => {
      const { place } = await echoAt(begun, "hand.ts");
      const texts = (await server.complete(place, "by hand")).map(({ insertText }) => insertText);
      assert.deepEqual(texts.slice(0, 2), [said, "(shelf);"]);
    });
  });
});
