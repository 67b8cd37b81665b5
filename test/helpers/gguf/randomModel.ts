import { vocabulary } from "./vocabulary.ts";
import { type GgufContent, type GgufTensor, type GgufValue, writeGguf } from "./writeGguf.ts";

export interface RandomModelOptions {
  /** The same seed gives the same bytes. */
  seed: number;
  /** How the matrices are stored. Default "F16". */
  type?: "F16" | "F32";
}

/**
 * A GGUF file of a llama model with about 92 thousand random parameters (2 layers of width 64, byte
 * vocabulary): it loads in milliseconds and writes noise. For load, fault and fuzz tests.
 */
export function randomModel(options: RandomModelOptions): Buffer {
  return writeGguf(randomContent(options));
}

/** The same before it is bytes, for fixtures that go wrong on purpose. */
export function randomContent(options: RandomModelOptions): GgufContent {
  const vocab = vocabulary();
  const size = vocab.tokens.length;
  const random = normalNumbers(options.seed);
  const matrix = (name: string, shape: readonly [number, number]): GgufTensor => ({
    name,
    shape,
    type: options.type ?? "F16",
    values: Float32Array.from({ length: shape[0] * shape[1] }, () => random() / 8),
  });
  return {
    metadata: new Map<string, GgufValue>([
      ["general.architecture", { type: "string", value: "llama" }],
      ["general.name", { type: "string", value: "Random" }],
      ["general.file_type", { type: "uint32", value: options.type === "F32" ? 0 : 1 }],
      ["llama.context_length", { type: "uint32", value: 4096 }],
      ["llama.embedding_length", { type: "uint32", value: width }],
      ["llama.block_count", { type: "uint32", value: 2 }],
      ["llama.feed_forward_length", { type: "uint32", value: feedForward }],
      ["llama.attention.head_count", { type: "uint32", value: 4 }],
      ["llama.attention.head_count_kv", { type: "uint32", value: 2 }],
      ["llama.attention.layer_norm_rms_epsilon", { type: "float32", value: 1e-6 }],
      ["llama.rope.dimension_count", { type: "uint32", value: width / 4 }],
      ["llama.vocab_size", { type: "uint32", value: size }],
      ...vocab.metadata,
    ]),
    tensors: [
      matrix("token_embd.weight", [width, size]),
      matrix("output.weight", [width, size]),
      norm("output_norm"),
      ...[0, 1].flatMap((block) => [
        norm(`blk.${block}.attn_norm`),
        matrix(`blk.${block}.attn_q.weight`, [width, width]),
        matrix(`blk.${block}.attn_k.weight`, [width, width / 2]),
        matrix(`blk.${block}.attn_v.weight`, [width, width / 2]),
        matrix(`blk.${block}.attn_output.weight`, [width, width]),
        norm(`blk.${block}.ffn_norm`),
        matrix(`blk.${block}.ffn_gate.weight`, [width, feedForward]),
        matrix(`blk.${block}.ffn_up.weight`, [width, feedForward]),
        matrix(`blk.${block}.ffn_down.weight`, [feedForward, width]),
      ]),
    ],
  };
}

const width = 64;
const feedForward = 96;

function norm(name: string): GgufTensor {
  return {
    name: `${name}.weight`,
    shape: [width],
    type: "F32",
    values: new Float32Array(width).fill(1),
  };
}

// Standard normal numbers (Box–Muller) over the mulberry32 generator.
function normalNumbers(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}
