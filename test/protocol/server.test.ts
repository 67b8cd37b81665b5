import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { afterEach, describe, it } from "mocha";
import { DidChangeConfigurationNotification } from "vscode-languageserver/node";
import type { Status } from "../../server/protocol/messages.ts";
import { brokenModels } from "../helpers/gguf/brokenModels.ts";
import { randomModel } from "../helpers/gguf/randomModel.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

const bundle = resolve("dist/server.js");
const rules = [{ after: "return ", text: "items.map(toRow);" }];

describe("the language server", () => {
  const folder = scratchFolder();
  const good = folder.write("good.gguf", scriptedModel({ rules }));
  let server: TestServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function settings(to: TestServer, value: object): Promise<void> {
    await to.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: value,
    });
  }

  it("refuses every broken model with words for a person, and stays alive", async () => {
    server = await startServer(good);
    await server.settled();
    const place = await server.openAt("return █");
    for (const [index, { name, bytes }] of brokenModels.entries()) {
      const settled: Promise<Status> = server.nextSettled();
      await settings(server, { model: { path: folder.write(`${index}.gguf`, bytes()) } });
      const status: Status = await settled;
      assert.equal(status.kind, "failed", name);
      if (status.kind !== "failed") continue;
      assert.match(`${status.reason} ${status.remedy}`, /\. .+\.$/, name);
      assert.deepEqual(await server.complete(place), [], name);
    }
  }).timeout(60_000);

  it("takes another model when its settings change", async () => {
    server = await startServer(folder.write("random.gguf", randomModel({ seed: 1 })));
    await server.settled();
    const settled: Promise<Status> = server.nextSettled();
    await settings(server, { model: { path: good }, engine: { gpu: "off" } });
    const status: Status = await settled;
    assert.equal(status.kind === "ready" && status.model.path, good);
    assert.equal((await server.complete(await server.openAt("return █"))).length, 1);
  });

  it("says which options it could not use, and starts without them", async () => {
    server = await startServer(good, { options: { engine: { gpu: "cuda" }, storage: 7 } });
    assert.equal((await server.settled()).kind, "ready");
    assert.ok(server.lines.some((line) => line.includes("engine.gpu") && line.includes('"auto"')));
    assert.ok(server.lines.some((line) => line.includes("storage")));
  });

  it("says that a prompt format does not exist, and which there are", async () => {
    server = await startServer(good, { options: { model: { path: good, format: "nonsense" } } });
    const status = await server.settled();
    assert.match(status.kind === "failed" ? status.remedy : "", /qwen/);
  });

  const textDocument = { uri: "untitled:text-1.ts" };
  const malformed: [name: string, method: string, params: object][] = [
    ["an unknown request", "ingle/nonsense", {}],
    ["a completion without a document", "textDocument/inlineCompletion", {}],
    [
      "a completion at a negative line",
      "textDocument/inlineCompletion",
      { textDocument, position: { line: -1, character: -5 } },
    ],
    [
      "a completion at no number",
      "textDocument/inlineCompletion",
      { textDocument, position: { line: "x" } },
    ],
    ["a list of parameters", "textDocument/inlineCompletion", [7]],
  ];
  it("outlives malformed requests, each of which is answered", async () => {
    server = await startServer(good);
    await server.settled();
    const place = await server.openAt("return █");
    for (const [name, method, params] of malformed) {
      const answered = await Promise.race([
        server.connection.sendRequest(method, params).then(
          () => true,
          () => true,
        ),
        new Promise((resolve) => setTimeout(resolve, 3_000, false)),
      ]);
      assert.ok(answered, name);
    }
    assert.equal((await server.complete(place)).length, 1);
  });

  it("outlives a message that is not JSON", async () => {
    const raw = spawn(process.execPath, [bundle, "--stdio"], { stdio: ["pipe", "pipe", "ignore"] });
    let out = "";
    raw.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    const initialize = JSON.stringify({
      ...{ jsonrpc: "2.0", id: 5, method: "initialize" },
      params: { processId: null, rootUri: null, capabilities: {} },
    });
    for (const body of ["{not json", initialize]) {
      raw.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    }
    for (const until = Date.now() + 10_000; !out.includes('"id":5') && Date.now() < until; ) {
      await new Promise((wait) => setTimeout(wait, 20));
    }
    raw.kill();
    assert.match(out, /inlineCompletionProvider/);
  });

  it("says how it is started when it is started wrongly", () => {
    const { status, stderr } = spawnSync(process.execPath, [bundle], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /--stdio/);
  });
});
