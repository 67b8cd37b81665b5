import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import { type GgufFile, readGguf } from "../../../server/models/gguf.ts";
import problems from "../../golden/gguf/problems.json" with { type: "json" };
import { brokenModels } from "../../helpers/gguf/brokenModels.ts";
import { randomContent, randomModel } from "../../helpers/gguf/randomModel.ts";
import { scriptedModel } from "../../helpers/gguf/scriptedModel.ts";
import { type GgufValue, writeGguf } from "../../helpers/gguf/writeGguf.ts";

const reasons: Record<string, string> = problems;

describe("readGguf", () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "ingle-gguf-"));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function read(bytes: Buffer): Promise<GgufFile> {
    const path = join(folder, "model.gguf");
    await writeFile(path, bytes);
    return readGguf(path);
  }

  it("reads what a model says of itself", async () => {
    const rules = [{ after: "return ", text: "items.map(toRow);" }];
    const file = await read(scriptedModel({ rules, name: "Words", contextLength: 2048 }));
    assert.ok(file.kind === "model");
    const { specialTokens, ...header } = file.header;
    assert.deepEqual(header, {
      architecture: "llama",
      name: "Words",
      license: "apache-2.0",
      contextLength: 2048,
      blockCount: 1,
      embeddingLength: 32,
      headCount: 1,
      vocabularySize: 268,
      parameterCount: 24_416,
      quantization: "F16",
      fileBytes: 54_976,
      tokenizer: { model: "gpt2", pre: "qwen2" },
      hasChatTemplate: true,
    });
    assert.equal(specialTokens.get("<|fim_middle|>"), 261);
    assert.equal(specialTokens.get("<|file_sep|>"), 263);
    assert.equal(specialTokens.size, 8);
  });

  for (const type of ["F16", "F32"] as const)
    it(`takes random weights as ${type}`, async () => {
      const file = await read(randomModel({ seed: 7, type }));
      assert.equal(file.kind === "model" && file.header.quantization, type);
    });

  for (const { name, bytes } of brokenModels)
    it(`refuses ${name}`, async () => {
      const file = await read(bytes());
      assert.ok(file.kind === "problem");
      assert.equal(file.reason, `The model file model.gguf ${reasons[name]}`);
      assert.match(file.remedy, /^[A-Z].*\.$/);
    });

  it("refuses what is no file", async () => {
    await mkdir(join(folder, "folder.gguf"));
    await symlink(join(folder, "gone.gguf"), join(folder, "broken-link.gguf"));
    const rows: [path: string, reason: RegExp][] = [
      [join(folder, "folder.gguf"), /^The model file folder\.gguf is a folder\.$/],
      [join(folder, "missing.gguf"), /^There is no model file at .*missing\.gguf\.$/],
      [join(folder, "broken-link.gguf"), /^There is no model file at /],
      [join(folder, "folder.gguf", "x", "y.gguf"), /^There is no model file at /],
      ["", /^There is no model file at /],
      ["/dev/null", /is not an ordinary file\.$|^There is no model file/],
    ];
    for (const [path, reason] of rows) {
      const file = await readGguf(path);
      assert.match(file.kind === "problem" ? file.reason : "no problem", reason);
    }
  });

  it("answers every flipped byte of a header with a value", async () => {
    const whole = randomModel({ seed: 1 });
    let refused = 0;
    for (let flip = 0; flip < 400; flip++) {
      const bytes = Buffer.from(whole);
      const at = (flip * 7919) % 6000;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (flip % 8));
      const file = await read(bytes);
      if (file.kind === "problem") refused++;
    }
    assert.ok(refused > 100, `${refused} refused`);
  });

  it("reads a vocabulary of 151 936 tokens in far less than a second", async () => {
    const words = Array.from({ length: 151_936 }, (_, id) => `word${id}`);
    words[151_000] = "<|fim_prefix|>";
    const content = randomContent({ seed: 1 });
    const list = (value: string[]): GgufValue => ({ type: "array", items: "string", value });
    content.metadata.set("tokenizer.ggml.tokens", list(words));
    content.metadata.set("tokenizer.ggml.merges", list(words.map((word) => `a ${word}`)));
    content.metadata.delete("tokenizer.ggml.token_type");
    const bytes = writeGguf(content);
    await read(bytes);
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const start = performance.now();
      const file = await readGguf(join(folder, "model.gguf"));
      times.push(performance.now() - start);
      assert.ok(file.kind === "model");
      assert.equal(file.header.vocabularySize, 151_936);
      assert.equal(file.header.specialTokens.get("<|fim_prefix|>"), 151_000);
    }
    assert.ok(Math.min(...times) < 500, `${times.map(Math.round)} ms`);
  });
});
