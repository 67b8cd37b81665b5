import { type ScriptOptions, scriptedContent } from "./scriptedModel.ts";
import { type GgufTensor, type GgufValue, writeGguf } from "./writeGguf.ts";

/** The shape of the 0.5B models of the Qwen2.5 family. */
const width = 896;
const blocks = 24;
const feedForward = 4_864;
const heads = 14;
const headsOfKeys = 2;

/**
 * A GGUF file (380 MB) with the shape of a 0.5B model in Q8_0, or in Q4_0 (200 MB), all zeros, over a
 * vocabulary of bytes: it takes as long to read a token as such a model does, since a multiplication by
 * zero takes no less time, and ends every answer at once, unless it has rules. For timing.
 */
export function largeModel({
  weights = "Q8_0",
  ...options
}: Partial<ScriptOptions> & { weights?: "Q8_0" | "Q4_0" } = {}): Buffer {
  const script = scriptedContent({
    rules: [{ after: "\u0001", text: "\u0002" }],
    name: "0.5B, empty",
    ...options,
  });
  const own = new Map<string, GgufValue>([
    ["general.file_type", { type: "uint32", value: weights === "Q8_0" ? 7 : 2 }],
    ["llama.embedding_length", { type: "uint32", value: width }],
    ["llama.block_count", { type: "uint32", value: blocks }],
    ["llama.feed_forward_length", { type: "uint32", value: feedForward }],
    ["llama.attention.head_count", { type: "uint32", value: heads }],
    ["llama.attention.head_count_kv", { type: "uint32", value: headsOfKeys }],
    ["llama.rope.dimension_count", { type: "uint32", value: width / heads }],
  ]);
  return writeGguf({
    metadata: new Map([...script.metadata, ...own]),
    tensors: [
      ...script.tensors.filter(({ name }) => !name.startsWith("blk.")).map(widened),
      ...Array.from({ length: blocks }, (_, block) => blockOf(block, weights)).flat(),
    ],
  });
}

/** The same table in rows of the full width. */
function widened({ name, shape, type, values }: GgufTensor): GgufTensor {
  const [columns = 0, rows = 1] = shape;
  const wide = new Float32Array(width * rows);
  for (let row = 0; row < rows; row += 1)
    wide.set(values.subarray(row * columns, (row + 1) * columns), row * width);
  // RMS norm makes a one-hot row as long as the row's root; the table was made for shorter rows.
  const scale = name === "output.weight" ? Math.sqrt(columns / width) : 1;
  if (name === "output_norm.weight") wide.fill(1);
  return {
    name,
    shape: shape.length === 1 ? [width] : [width, rows],
    // As it is in models of this kind; at its size it weighs in the time of a token.
    type: name === "output.weight" ? "Q8_0" : type,
    values: wide.map((value) => value * scale),
  };
}

function blockOf(block: number, weights: GgufTensor["type"]): GgufTensor[] {
  const keys = (width / heads) * headsOfKeys;
  const norm = (name: string): GgufTensor => ({
    name: `blk.${block}.${name}.weight`,
    shape: [width],
    type: "F32",
    values: new Float32Array(width).fill(1),
  });
  const matrix = (name: string, shape: readonly [number, number]): GgufTensor => ({
    name: `blk.${block}.${name}.weight`,
    shape,
    type: weights,
    values: new Float32Array(0),
  });
  return [
    norm("attn_norm"),
    matrix("attn_q", [width, width]),
    matrix("attn_k", [width, keys]),
    matrix("attn_v", [width, keys]),
    matrix("attn_output", [width, width]),
    norm("ffn_norm"),
    matrix("ffn_gate", [width, feedForward]),
    matrix("ffn_up", [width, feedForward]),
    matrix("ffn_down", [feedForward, width]),
  ];
}
