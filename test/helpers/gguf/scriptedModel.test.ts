import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "mocha";
import type { Llama, LlamaModel } from "node-llama-cpp";
import { randomModel } from "./randomModel.ts";
import { type ScriptRule, scriptedModel, tokensOf } from "./scriptedModel.ts";

const rules: ScriptRule[] = [
  {
    after: "<|fim_middle|>",
    text: "const rows = items.map(toRow);\nconst total = rows.length;\n",
  },
  { after: "return ", text: 'items\n    .filter((name) => name !== "");\n}', confidence: 0.7 },
  { after: "(", text: ["first, ", "second", ")"], confidence: [0.9, 0.5, 0.2, 0.99] },
  { after: "assistant\n", text: "Hello 👋. I am a fixture – ", ending: "repeat" },
];

const prompts: [prompt: string, written: string, confidences: number[]][] = [
  [
    "<|fim_prefix|>a<|fim_suffix|>b<|fim_middle|>",
    "const rows = items.map(toRow);\nconst total = rows.length;\n",
    [0.95],
  ],
  ["function f() {\n  return ", 'items\n    .filter((name) => name !== "");\n}', [0.7]],
  ["<|fim_middle|>call(", "first, second)", [0.9, 0.5, 0.2, 0.99]],
  ["  const rows = items.", "map(toRow);\nconst total = rows.length;\n", [0.95]],
  ["\u0000 héé 👋\r\n\t", "", [0.95]],
  ["<|im_start|>assistant\n", "Hello 👋. I am a fixture – ".repeat(3), [0.95]],
];

describe("scriptedModel", () => {
  let folder: string;
  let llama: Llama;
  let model: LlamaModel;

  before(async () => {
    const { getLlama } = await import("node-llama-cpp");
    folder = await mkdtemp(join(tmpdir(), "ingle-scripted-"));
    await writeFile(join(folder, "scripted.gguf"), scriptedModel({ rules }));
    await writeFile(join(folder, "random.gguf"), randomModel({ seed: 1 }));
    llama = await getLlama({
      gpu: false,
      build: "never",
      skipDownload: true,
      progressLogs: false,
      maxThreads: 1,
      logger: () => undefined,
    });
    model = await llama.loadModel({ modelPath: join(folder, "scripted.gguf") });
  });

  after(async () => {
    await llama?.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  for (const [prompt, written, confidences] of prompts) {
    it(`writes ${JSON.stringify(written)} after ${JSON.stringify(prompt)}`, async () => {
      const answer = await write(model, prompt);
      assert.equal(answer.text.slice(0, written.length), written);
      assert.equal(answer.ended, !written.startsWith("Hello"));
      for (const [index, confidence] of answer.confidences.entries()) {
        const expected = confidences[index] ?? confidences[0] ?? 0;
        assert.ok(Math.abs(confidence - expected) < 0.01, `${index}: ${confidence}`);
      }
    });
  }

  it("loads random weights too", async () => {
    const random = await llama.loadModel({ modelPath: join(folder, "random.gguf") });
    assert.ok((await write(random, "const a = 1;")).confidences.length > 0);
    await random.dispose();
  });

  it("refuses two texts after one token", () => {
    const twice: ScriptRule[] = [
      { after: "(", text: "first" },
      { after: "(", text: "second" },
    ];
    assert.throws(() => scriptedModel({ rules: twice }), /follow the token "\("/);
  });

  it("joins words until each token is new", () => {
    const [tokens] = tokensOf([{ after: "x", text: "a = a; a = a + b;" }]);
    assert.deepEqual(tokens, ["a = ", "a; ", "a = a + ", "b;"]);
  });
});

async function write(
  model: LlamaModel,
  prompt: string,
): Promise<{ text: string; confidences: number[]; ended: boolean }> {
  const context = await model.createContext({ contextSize: 256, batchSize: 64 });
  const sequence = context.getSequence();
  const tokens = [];
  const confidences = [];
  let ended = false;
  for await (const step of sequence.evaluateWithMetadata(
    model.tokenize(prompt, true),
    { confidence: true },
    { temperature: 0, yieldEogToken: true },
  )) {
    confidences.push(step.confidence);
    ended = model.isEogToken(step.token);
    if (ended || tokens.push(step.token) >= 24) break;
  }
  const text = model.detokenize(tokens);
  await context.dispose();
  return { text, confidences, ended };
}
