import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { chooseFormat, formatById, formatIds } from "../../../server/prompt/formats.ts";

const qwenTokens = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|fim_pad|>"];
const starTokens = ["<fim_prefix>", "<fim_suffix>", "<fim_middle>"];

const models: [name: string, tokens: string[], format: string | undefined][] = [
  ["Qwen2.5 Coder 0.5B", [...qwenTokens, "<|repo_name|>", "<|file_sep|>"], "qwen"],
  ["Ember", [...qwenTokens, "<|repo_name|>", "<|file_sep|>"], "ember"],
  ["Ingle Ember 42M", qwenTokens, "ember"],
  ["Remember 7B", qwenTokens, "qwen"],
  ["Scripted", qwenTokens, "qwen"],
  ["Granite 4.0 350M", qwenTokens, "qwen"],
  ["codegemma-2b", [...qwenTokens, "<|file_separator|>"], "codegemma"],
  ["starcoder2-3b", [...starTokens, "<file_sep>", "<repo_name>"], "starcoder"],
  ["Mellum 4b Base", [...starTokens, "<filename>"], "mellum"],
  ["Seed Coder 8B", ["<[fim-prefix]>", "<[fim-suffix]>", "<[fim-middle]>"], "seed-coder"],
  ["deepseek-coder", ["<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"], "deepseek"],
  ["GLM 4.7 Flash", ["<|code_prefix|>", "<|code_suffix|>", "<|code_middle|>"], "glm"],
  ["Falcon H1 Tiny Coder", ["<|prefix|>", "<|suffix|>", "<|middle|>"], "falcon-coder"],
  ["Codellama 7B", ["▁<PRE>", "▁<SUF>", "▁<MID>", "▁<EOT>"], "codellama"],
  ["Codestral 22B", ["[PREFIX]", "[SUFFIX]"], "codestral"],
  ["Mistral 7B", ["[PREFIX]", "[SUFFIX]"], undefined],
  ["Llama 3.2 1B", ["<|begin_of_text|>", "<|eot_id|>"], undefined],
  ["half a family", ["<|fim_prefix|>", "<|fim_middle|>"], undefined],
];

describe("chooseFormat", () => {
  for (const [name, tokens, format] of models)
    it(`takes ${format ?? "no format"} for ${name}`, () => {
      assert.equal(chooseFormat({ name, specialTokens: new Set(tokens) })?.id, format);
    });

  it("looks at the base name too", () => {
    const model = { name: "untitled", basename: "Ember", specialTokens: new Set(qwenTokens) };
    assert.equal(chooseFormat(model)?.order, "suffix-first");
  });

  it("leaves out tokens that the vocabulary lacks", () => {
    const format = chooseFormat({ name: "Ember", specialTokens: new Set(qwenTokens) });
    assert.deepEqual(
      [format?.fileToken, format?.repositoryToken, format?.path],
      ["", "", "nowhere"],
    );
    assert.deepEqual(format?.stops, qwenTokens.slice(0, 3));
  });

  it("ends an answer at every token of the format", () => {
    const format = formatById("starcoder");
    assert.deepEqual(format?.stops, [...starTokens, "<repo_name>", "<file_sep>"]);
  });

  it("knows every format by its id, and no other", () => {
    for (const id of formatIds()) assert.equal(formatById(id)?.id, id);
    assert.equal(formatById("gpt-9"), undefined);
  });
});
