import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { EncodeRequest } from "../../server/engine/encoder.ts";
import { readGguf } from "../../server/models/gguf.ts";
import { engineFor, reached } from "../helpers/engines.ts";
import { encoderModel } from "../helpers/gguf/encoderModel.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const words = ["read", "parse", "config", "file", "draw", "a", "cat"];
const never = new AbortController().signal;

describe("a model that encodes texts", () => {
  const folder = scratchFolder();
  const files = {
    embedding: folder.write("embedding.gguf", encoderModel({ words })),
    ranking: folder.write("ranking.gguf", encoderModel({ words, weights: { config: 4, cat: -4 } })),
    generation: folder.write("writer.gguf", scriptedModel({ rules: [] })),
  };
  let engine: ReturnType<typeof engineFor>;
  afterEach(() => engine.dispose());

  function open(purpose: keyof typeof files): typeof engine {
    engine = engineFor(files[purpose], { purpose, contextSize: 64 });
    return engine;
  }

  async function vectorsOf(texts: readonly string[]): Promise<readonly Float32Array[]> {
    const encoding = await engine.encode({ kind: "embed", texts }, never);
    assert.equal(encoding.kind, "vectors", JSON.stringify(encoding));
    return encoding.kind === "vectors" ? encoding.vectors : [];
  }

  it("makes vectors that are the closer the more words the texts share", async () => {
    open("embedding");
    const [asked, same, near, far] = await vectorsOf([
      ...["parse config file", "file config parse", "read config file", "draw a cat"],
    ]);
    assert.ok(asked && same && near && far);
    assert.ok(cosine(asked, same) > 0.9999);
    assert.ok(cosine(asked, near) > cosine(asked, far) + 0.2);
  });

  it("cuts a text that is longer than the model's context, and gives it a vector", async () => {
    open("embedding");
    const long = "draw a cat ".repeat(200);
    const [beginning, cut, other] = await vectorsOf(["draw a cat", long, "parse config file"]);
    assert.ok(beginning && cut && other);
    assert.ok(cosine(beginning, cut) > cosine(other, cut) + 0.2);
  });

  it("gives the empty text a vector too, and no texts none", async () => {
    open("embedding");
    assert.equal((await vectorsOf(["", "cat"])).length, 2);
    assert.equal((await vectorsOf([])).length, 0);
  });

  it("scores texts by a query", async () => {
    open("ranking");
    const encoding = await engine.encode(
      { kind: "rank", query: "read", texts: ["draw a cat", "parse config", "parse file"] },
      never,
    );
    assert.equal(encoding.kind, "scores", JSON.stringify(encoding));
    if (encoding.kind !== "scores") return;
    const [cat = 0, config = 0, file = 0] = encoding.scores;
    assert.ok(config > file && file > cat, `${encoding.scores}`);
  });

  const misplaced: [purpose: keyof typeof files, request: EncodeRequest, failure: RegExp][] = [
    ["embedding", { kind: "rank", query: "cat", texts: ["cat"] }, /makes vectors/],
    ["ranking", { kind: "embed", texts: ["cat"] }, /ranks texts/],
    ["generation", { kind: "embed", texts: ["cat"] }, /loaded to write/],
  ];
  for (const [purpose, request, failure] of misplaced)
    it(`says why a model for ${purpose} cannot ${request.kind}`, async () => {
      const encoding = await open(purpose).encode(request, never);
      assert.ok(encoding.kind === "failed" && failure.test(encoding.failure));
    });

  it("ends at once when it is aborted, and serves the next", async () => {
    open("embedding");
    engine.start();
    await reached(engine, "ready");
    const controller = new AbortController();
    const texts = Array.from({ length: 20_000 }, () => "parse config file");
    const asked = engine.encode({ kind: "embed", texts }, controller.signal);
    setTimeout(() => controller.abort(), 20);
    assert.deepEqual(await asked, { kind: "cancelled" });
    assert.equal((await vectorsOf(["cat"])).length, 1);
  });

  it("ends as a value when the process dies, and starts again for the next", async () => {
    open("embedding");
    engine.start();
    const { ready } = await reached(engine, "ready");
    const texts = Array.from({ length: 20_000 }, () => "parse config file");
    const asked = engine.encode({ kind: "embed", texts }, never);
    process.kill(ready.pid ?? 0, "SIGKILL");
    assert.equal((await asked).kind, "failed");
    assert.equal((await vectorsOf(["cat"])).length, 1);
  });

  const poolings: [keyof typeof files, string | undefined][] = [
    ["embedding", "mean"],
    ["ranking", "rank"],
    ["generation", undefined],
  ];
  for (const [file, pooling] of poolings)
    it(`is known by its header: ${file}`, async () => {
      open(file);
      const read = await readGguf(files[file]);
      assert.equal(read.kind === "model" && read.header.pooling, pooling);
    });
});

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array): number =>
    x.reduce((sum, value, index) => sum + value * (y[index] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}
