import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Guard } from "../../server/guard/guard.ts";
import { isLoopbackHost } from "../../server/guard/loopback.ts";
import type { ChosenModel } from "../../server/protocol/options.ts";
import { openEmbedder, openReranker, type SearchModelOptions } from "../../server/searchModels.ts";
import { realEngine } from "../helpers/engines.ts";
import { encoderModel } from "../helpers/gguf/encoderModel.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const words = ["read", "parse", "config", "file", "draw", "a", "cat", "query", ":"];
const never = new AbortController().signal;
const loopback: Guard["mayConnect"] = (target) => {
  const host = target instanceof URL ? target.hostname : target.host;
  return isLoopbackHost(host) ? { allowed: true } : { allowed: false, reason: "it is far away." };
};
const options: SearchModelOptions = {
  process: { entry: realEngine, gpu: "off", idleMs: 60_000 },
  mayConnect: loopback,
  log: () => {},
};

describe("a model for search", () => {
  const folder = scratchFolder();
  const files = {
    embedding: folder.write("embedding.gguf", encoderModel({ words })),
    instructed: folder.write("e5.gguf", encoderModel({ words, name: "Multilingual E5-small" })),
    ranking: folder.write("ranking.gguf", encoderModel({ words, weights: { config: 4, cat: -4 } })),
    writing: folder.write("writer.gguf", scriptedModel({ rules: [] })),
  };
  let server: ScriptedServer;
  let close: (() => Promise<void>) | undefined;
  beforeEach(async () => {
    server = await startScriptedServer({ rules: [] });
  });
  afterEach(async () => {
    await close?.();
    close = undefined;
    await server.stop();
  });

  async function embedder(wanted: ChosenModel) {
    const opening = await openEmbedder(wanted, options);
    assert.equal(opening.kind, "opened", JSON.stringify(opening));
    if (opening.kind !== "opened") throw new Error("not opened");
    close = opening.dispose;
    return opening.model;
  }

  async function reranker(wanted: ChosenModel) {
    const opening = await openReranker(wanted, options);
    assert.equal(opening.kind, "opened", JSON.stringify(opening));
    if (opening.kind !== "opened") throw new Error("not opened");
    close = opening.dispose;
    return opening.model;
  }

  const places: [name: string, wanted: () => ChosenModel][] = [
    ["file", () => ({ kind: "file", path: files.embedding })],
    ["server", () => ({ kind: "server", url: server.url })],
    ["server that is told its model", () => ({ kind: "server", url: server.url, model: "m" })],
  ];
  for (const [name, wanted] of places)
    it(`embeds from a ${name}, as vectors of length 1 in the order of the texts`, async () => {
      const model = await embedder(wanted());
      const texts = ["parse config file", "file parse config", "draw a cat"];
      const embedded = await model.embed(texts, "passage", never);
      assert.equal(embedded.kind, "vectors", JSON.stringify(embedded));
      if (embedded.kind !== "vectors") return;
      const [one, same, far] = embedded.vectors;
      assert.ok(one && same && far);
      assert.ok(Math.abs(dot(one, one) - 1) < 1e-5);
      assert.ok(dot(one, same) > 0.999 && dot(one, far) < 0.9);
    });

  it("asks a server in batches, however many texts there are", async () => {
    const model = await embedder({ kind: "server", url: server.url, model: "m" });
    const texts = Array.from({ length: 40 }, (_, index) => "abc"[index % 3] ?? "");
    const embedded = await model.embed(texts, "passage", never);
    assert.ok(embedded.kind === "vectors" && embedded.vectors.length === 40);
    assert.deepEqual(
      [...embedded.vectors.entries()].map(([at, v]) => v[at % 3]),
      Array(40).fill(1),
    );
    const asked = server.requests.filter(({ path }) => path === "/v1/embeddings");
    assert.equal(asked.length, 3);
  });

  it("cuts what is too long for a server", async () => {
    const model = await embedder({ kind: "server", url: server.url, model: "m" });
    const texts = ["abc", `abc ${"z ".repeat(20_000)}`];
    const embedded = await model.embed(texts, "passage", never);
    assert.ok(embedded.kind === "vectors" && embedded.vectors.length === 2);
    const lengths = server.requests.map(({ body }) =>
      (body.input as string[]).map((t) => t.length),
    );
    assert.ok((lengths.at(-1)?.[1] ?? 0) > 4000);
  });

  it("puts before a question what the model was trained with, and not before a passage", async () => {
    const model = await embedder({ kind: "server", url: server.url, model: "nomic-embed-code" });
    await model.embed(["where?"], "query", never);
    await model.embed(["here"], "passage", never);
    const inputs = server.requests.flatMap(({ path, body }) =>
      path === "/v1/embeddings" ? (body.input as string[]) : [],
    );
    assert.deepEqual(inputs, ["Represent this query for searching relevant code: where?", "here"]);
  });

  it("names vectors by the weights, so that those of two models are never compared", async () => {
    const names: unknown[] = [];
    for (const path of [files.embedding, files.instructed]) {
      const model = await embedder({ kind: "file", path });
      const embedded = await model.embed(["cat"], "passage", never);
      names.push(embedded.kind === "vectors" && embedded.model);
      await close?.();
    }
    assert.equal(new Set(names).size, 2, `${names}`);
  });

  for (const kind of ["file", "server"] as const)
    it(`ranks texts with a ${kind}`, async () => {
      const model = await reranker(
        kind === "file" ? { kind, path: files.ranking } : { kind, url: server.url },
      );
      const texts = ["draw a cat", "parse config"];
      const [cat = 0, config = 0] = (await model.rank("config", texts, never)) ?? [];
      assert.ok(config > cat);
    });

  const unfit: [
    purpose: string,
    open: typeof openEmbedder | typeof openReranker,
    file: keyof typeof files,
  ][] = [
    ["make vectors", openEmbedder, "writing"],
    ["make vectors", openEmbedder, "ranking"],
    ["rank", openReranker, "embedding"],
    ["rank", openReranker, "writing"],
  ];
  for (const [purpose, open, file] of unfit)
    it(`refuses a model that cannot ${purpose}: one for ${file}`, async () => {
      const opening = await open({ kind: "file", path: files[file] }, options);
      assert.equal(opening.kind, "problem");
      if (opening.kind === "problem") assert.match(opening.remedy, /Choose another file/);
    });

  it("never connects to another machine", async () => {
    const model = await embedder({ kind: "server", url: "http://example.com:80", model: "m" });
    const embedded = await model.embed(["secret"], "passage", never);
    assert.ok(
      embedded.kind === "failed" && /does not connect to example.com/.test(embedded.failure),
    );
  });

  const troubles = ["web page", "garbage", "redirect", "loading"] as const;
  for (const behaviour of troubles)
    it(`says what is wrong with a server (${behaviour}), and uses it when it is well again`, async () => {
      const model = await embedder({ kind: "server", url: server.url, model: "m" });
      server.behaviour = behaviour;
      const failed = await model.embed(["cat"], "passage", never);
      assert.ok(
        failed.kind === "failed" && failed.failure.includes(server.url),
        JSON.stringify(failed),
      );
      server.behaviour = "well";
      assert.equal((await model.embed(["cat"], "passage", never)).kind, "vectors");
    });

  it("ends at once when it is aborted, with a server that says nothing", async () => {
    const model = await embedder({ kind: "server", url: server.url, model: "m" });
    server.behaviour = "silent";
    const controller = new AbortController();
    const asked = model.embed(["cat"], "passage", controller.signal);
    setTimeout(() => controller.abort(), 20);
    assert.deepEqual(await asked, { kind: "cancelled" });
  });
});

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
