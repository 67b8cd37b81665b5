import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { ServedModel } from "../../server/engine/engine.ts";
import { formatOfServed } from "../../server/promptFormat.ts";

const qwen = new Set(["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"]);
const none = new Set<string>();

/** A model as its server describes it, and the format of its prompts. */
const rows: [name: string, told: Omit<ServedModel, "name">, format: string][] = [
  ["qwen2.5-coder-0.5b-q4_0", { controlTokens: qwen, infill: true }, "qwen"],
  ["Ember-42M", { controlTokens: qwen, infill: true }, "ember"],
  ["granite-9", { controlTokens: none, infill: true }, "by-server"],
  ["llama-3.2-1b", { controlTokens: none, infill: false }, "prefix-only"],
  ["qwen-without-its-tokens", { controlTokens: none, infill: false }, "prefix-only"],
  ["Qwen/Qwen2.5-Coder-7B", { infill: false }, "qwen"],
  ["qwen2.5-coder:1.5b-base", { infill: true }, "by-server"],
  ["bigcode/starcoder2-3b", { infill: false }, "starcoder"],
  ["deepseek-coder-6.7b-base", { infill: false }, "deepseek"],
  ["deepseek-r1", { infill: false }, "prefix-only"],
  ["codellama-7b", { infill: false }, "codellama"],
  ["JetBrains/Mellum-4b-base", { infill: false }, "mellum"],
  ["mistralai/Codestral-22B-v0.1", { infill: false }, "codestral"],
  ["gpt-oss-20b", { infill: false }, "prefix-only"],
];

describe("formatOfServed", () => {
  for (const [name, told, format] of rows) {
    const tokens = told.controlTokens ? `${told.controlTokens.size} known tokens` : "a name alone";
    it(`is ${format} for ${name} with ${tokens}${told.infill ? ", infill" : ""}`, () => {
      assert.equal(formatOfServed({ name, ...told }).id, format);
    });
  }
});
