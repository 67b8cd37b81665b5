import { randomContent } from "./randomModel.ts";
import { vocabulary } from "./vocabulary.ts";
import { type GgufContent, type GgufValue, writeGguf } from "./writeGguf.ts";

/** A file that calls itself a model and must be refused before native code opens it. */
export interface BrokenModel {
  name: string;
  bytes(): Buffer;
}

/** One model for each way in which a GGUF file was seen to be wrong, or to kill its reader. */
export const brokenModels: readonly BrokenModel[] = [
  { name: "an empty file", bytes: () => Buffer.alloc(0) },
  { name: "text instead of a model", bytes: () => Buffer.from("404: Not Found\n".repeat(9)) },
  { name: "a web page instead of a model", bytes: () => Buffer.from("<!DOCTYPE html>\n<html>") },
  patched("a wrong magic", (bytes) => bytes.write("GGML", 0)),
  patched("version 1", (bytes) => bytes.writeUInt32LE(1, 4)),
  patched("version 99", (bytes) => bytes.writeUInt32LE(99, 4)),
  patched("the other byte order", (bytes) => bytes.writeUInt32BE(3, 4)),
  patched("no tensors", (bytes) => bytes.writeBigUInt64LE(0n, 8)),
  patched("2^40 tensors", (bytes) => bytes.writeBigUInt64LE(1n << 40n, 8)),
  patched("2^64 - 1 tensors", (bytes) => bytes.writeBigUInt64LE((1n << 64n) - 1n, 8)),
  patched("2^40 metadata entries", (bytes) => bytes.writeBigUInt64LE(1n << 40n, 16)),
  patched("a key of 2^62 bytes", (bytes) => bytes.writeBigUInt64LE(1n << 62n, 24)),
  patched("a string of 2^40 bytes", (bytes) =>
    bytes.writeBigUInt64LE(1n << 40n, afterName(bytes, "general.name") + 4),
  ),
  patched("a key that begins with NUL", (bytes) =>
    bytes.writeUInt8(0, bytes.indexOf("general.file_type")),
  ),
  patched("a tensor without a name", (bytes) =>
    bytes.writeUInt8(0, bytes.indexOf("output.weight")),
  ),
  patched("an unknown metadata type", (bytes) =>
    bytes.writeUInt32LE(77, afterName(bytes, "general.name")),
  ),
  patched("a vocabulary of 2^40 tokens", (bytes) =>
    bytes.writeBigUInt64LE(1n << 40n, afterName(bytes, "tokenizer.ggml.tokens") + 8),
  ),
  patched("a tensor of 2^32 dimensions", (bytes) =>
    bytes.writeUInt32LE(0xffffffff, afterName(bytes, "output.weight")),
  ),
  patched("a tensor with a dimension of 0", (bytes) =>
    bytes.writeBigUInt64LE(0n, afterName(bytes, "output.weight") + 4),
  ),
  patched("a tensor with a dimension of 2^62", (bytes) =>
    bytes.writeBigUInt64LE(1n << 62n, afterName(bytes, "output.weight") + 4),
  ),
  patched("an unknown tensor type", (bytes) =>
    bytes.writeUInt32LE(999, afterName(bytes, "output.weight") + 20),
  ),
  patched("a removed tensor type", (bytes) =>
    bytes.writeUInt32LE(4, afterName(bytes, "output.weight") + 20),
  ),
  patched("a tensor that begins at 2^60", (bytes) =>
    bytes.writeBigUInt64LE(1n << 60n, afterName(bytes, "output.weight") + 24),
  ),
  patched("a tensor that begins between two numbers", (bytes) =>
    bytes.writeBigUInt64LE(7n, afterName(bytes, "output.weight") + 24),
  ),
  ...[3, 20, 100, 4000].map((length) => cut(`only its first ${length} bytes`, () => length)),
  cut("its header alone", (size) => size - 150_000),
  cut("its last 64 bytes missing", (size) => size - 64),
  changed("2^31 blocks", "llama.block_count", { type: "uint32", value: 2 ** 31 }),
  changed("no blocks", "llama.block_count", { type: "uint32", value: 0 }),
  changed("more blocks than tensors", "llama.block_count", { type: "uint32", value: 64 }),
  changed("a block count that is text", "llama.block_count", { type: "string", value: "2" }),
  changed("no block count", "llama.block_count", undefined),
  changed("no heads", "llama.attention.head_count", { type: "uint32", value: 0 }),
  changed("2^31 heads", "llama.attention.head_count", { type: "uint32", value: 2 ** 31 }),
  changed("heads that do not divide the width", "llama.attention.head_count", {
    type: "uint32",
    value: 7,
  }),
  changed("no key-value heads", "llama.attention.head_count_kv", { type: "uint32", value: 0 }),
  changed("more key-value heads than heads", "llama.attention.head_count_kv", {
    type: "uint32",
    value: 16,
  }),
  changed("a feed-forward width of 0", "llama.feed_forward_length", { type: "uint32", value: 0 }),
  changed("no feed-forward width", "llama.feed_forward_length", undefined),
  changed("an epsilon that is no number", "llama.attention.layer_norm_rms_epsilon", {
    type: "float32",
    value: Number.NaN,
  }),
  changed("a negative epsilon", "llama.attention.layer_norm_rms_epsilon", {
    type: "float32",
    value: -1,
  }),
  changed("an infinite RoPE base", "llama.rope.freq_base", {
    type: "float32",
    value: Number.POSITIVE_INFINITY,
  }),
  changed("a context of 0 tokens", "llama.context_length", { type: "uint32", value: 0 }),
  changed("a context of 2^31 tokens", "llama.context_length", { type: "uint32", value: 2 ** 31 }),
  changed("a width of 0", "llama.embedding_length", { type: "uint32", value: 0 }),
  changed("another width than its tensors", "llama.embedding_length", {
    type: "uint32",
    value: 128,
  }),
  changed("no architecture", "general.architecture", undefined),
  changed("an architecture that is a path", "general.architecture", {
    type: "string",
    value: "../../llama",
  }),
  changed("an alignment of 0", "general.alignment", { type: "uint32", value: 0 }),
  changed("an alignment of 3", "general.alignment", { type: "uint32", value: 3 }),
  changed("no vocabulary", "tokenizer.ggml.tokens", undefined),
  changed("an empty vocabulary", "tokenizer.ggml.tokens", {
    type: "array",
    items: "string",
    value: [],
  }),
  changed("a vocabulary of numbers", "tokenizer.ggml.tokens", {
    type: "array",
    items: "uint32",
    value: [1, 2, 3],
  }),
  changed("fewer token types than tokens", "tokenizer.ggml.token_type", {
    type: "array",
    items: "int32",
    value: [1, 1, 1],
  }),
  changed("a vocabulary with a token twice", "tokenizer.ggml.tokens", {
    type: "array",
    items: "string",
    value: [...vocabulary().tokens.slice(1), "<|endoftext|>"],
  }),
  changed("more experts used than there are", "llama.expert_used_count", {
    type: "uint32",
    value: 4,
  }),
  changed("an unknown scaling of positions", "llama.rope.scaling.type", {
    type: "string",
    value: "magic",
  }),
  changed("an image encoder", "general.architecture", { type: "string", value: "clip" }),
  changed("an adapter", "general.type", { type: "string", value: "adapter" }),
  changed("the second part of three", "split.no", { type: "uint32", value: 1 }),
  changed("nested arrays", "general.tags", nestedArray(3)),
  changed("arrays nested 1 000 deep", "general.tags", nestedArray(1000)),
  changedContent("an embedding tensor missing", (content) => {
    content.tensors = content.tensors.filter((tensor) => tensor.name !== "token_embd.weight");
  }),
  changedContent("the same tensor twice", (content) => {
    content.tensors.push(...content.tensors.slice(0, 1));
  }),
  patched("the same metadata key twice", (bytes) =>
    bytes.write("llama.block_count", bytes.indexOf("general.file_type")),
  ),
];

function patched(name: string, patch: (bytes: Buffer) => unknown): BrokenModel {
  return {
    name,
    bytes: () => {
      const bytes = writeGguf(randomContent({ seed: 1 }));
      patch(bytes);
      return bytes;
    },
  };
}

function cut(name: string, length: (size: number) => number): BrokenModel {
  return {
    name,
    bytes: () => {
      const bytes = writeGguf(randomContent({ seed: 1 }));
      return bytes.subarray(0, length(bytes.length));
    },
  };
}

function changed(name: string, key: string, value: GgufValue | undefined): BrokenModel {
  return changedContent(name, ({ metadata }) => {
    if (value === undefined) metadata.delete(key);
    else metadata.set(key, value);
  });
}

function changedContent(name: string, change: (content: GgufContent) => void): BrokenModel {
  return {
    name,
    bytes: () => {
      const content = randomContent({ seed: 1 });
      change(content);
      return writeGguf(content);
    },
  };
}

function nestedArray(depth: number): GgufValue {
  let array: GgufValue = { type: "array", items: "uint32", value: [1] };
  for (let level = 1; level < depth; level++)
    array = { type: "array", items: "array", value: [array] };
  return array;
}

/** Where the value of a metadata key (its type number) or the entry of a tensor goes on. */
function afterName(bytes: Buffer, name: string): number {
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(name.length));
  const found = bytes.indexOf(Buffer.concat([length, Buffer.from(name)]));
  if (found < 0) throw new Error(`The fixture has no entry ${name}.`);
  return found + 8 + name.length;
}
