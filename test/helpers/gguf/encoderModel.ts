import { type GgufContent, type GgufTensor, type GgufValue, writeGguf } from "./writeGguf.ts";

export interface EncoderOptions {
  /** The words that the model knows, in lower case; every other word is the same to it. */
  words: readonly string[];
  /**
   * With it the model ranks: a text's score grows with the mean weight of the words of query and text
   * (0 for a word that is not named). Without it the model makes vectors.
   */
  weights?: Readonly<Record<string, number>>;
  /** Default 64. */
  contextLength?: number;
  /** `general.name` of the model. Default "Scripted encoder". */
  name?: string;
}

/**
 * A GGUF file of a BERT that knows what words a text has, and nothing else.
 *
 * Each word is a direction of its own and the feed-forward is zero. Where it makes vectors, attention
 * is zero too, and the mean over the tokens is the bag of words: texts that share words are close.
 * Where it ranks, attention is the mean over all tokens, and one linear output reads the weights from it.
 */
export function encoderModel(options: EncoderOptions): Buffer {
  return writeGguf(encoderContent(options));
}

/** The same before it is bytes, for fixtures that go wrong on purpose. */
export function encoderContent(options: EncoderOptions): GgufContent {
  const tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", ...options.words.map((word) => `▁${word}`)];
  const width = Math.ceil(tokens.length / 32) * 32;
  const length = options.contextLength ?? 64;
  const ranks = options.weights !== undefined;
  return {
    metadata: new Map<string, GgufValue>([
      ["general.architecture", { type: "string", value: "bert" }],
      ["general.name", { type: "string", value: options.name ?? "Scripted encoder" }],
      ["general.file_type", { type: "uint32", value: 0 }],
      ["bert.context_length", { type: "uint32", value: length }],
      ["bert.embedding_length", { type: "uint32", value: width }],
      ["bert.block_count", { type: "uint32", value: 1 }],
      ["bert.feed_forward_length", { type: "uint32", value: 32 }],
      ["bert.attention.head_count", { type: "uint32", value: 1 }],
      ["bert.attention.layer_norm_epsilon", { type: "float32", value: 1e-12 }],
      ["bert.attention.causal", { type: "bool", value: false }],
      ["bert.pooling_type", { type: "uint32", value: ranks ? 4 : 1 }],
      ["tokenizer.ggml.model", { type: "string", value: "bert" }],
      ["tokenizer.ggml.tokens", { type: "array", items: "string", value: tokens }],
      ["tokenizer.ggml.token_type_count", { type: "uint32", value: 1 }],
      [
        "tokenizer.ggml.token_type",
        { type: "array", items: "int32", value: tokens.map((_, id) => (id < 4 ? 3 : 1)) },
      ],
      ["tokenizer.ggml.padding_token_id", { type: "uint32", value: 0 }],
      ["tokenizer.ggml.unknown_token_id", { type: "uint32", value: 1 }],
      ["tokenizer.ggml.cls_token_id", { type: "uint32", value: 2 }],
      ["tokenizer.ggml.bos_token_id", { type: "uint32", value: 2 }],
      ["tokenizer.ggml.eos_token_id", { type: "uint32", value: 3 }],
      ["tokenizer.ggml.seperator_token_id", { type: "uint32", value: 3 }],
    ]),
    tensors: [
      matrix("token_embd.weight", [width, tokens.length], (row, column) => +(row === column)),
      matrix("position_embd.weight", [width, length]),
      ...norm("token_embd_norm", width),
      matrix("blk.0.attn_q.weight", [width, width]),
      zeros("blk.0.attn_q.bias", width),
      matrix("blk.0.attn_k.weight", [width, width]),
      zeros("blk.0.attn_k.bias", width),
      matrix("blk.0.attn_v.weight", [width, width], (row, column) => +(ranks && row === column)),
      zeros("blk.0.attn_v.bias", width),
      // Larger than what the token says of itself, so that the mean over the others counts.
      matrix("blk.0.attn_output.weight", [width, width], (row, column) =>
        row === column ? 100 : 0,
      ),
      ...norm("blk.0.attn_output_norm", width),
      matrix("blk.0.ffn_up.weight", [width, 32]),
      matrix("blk.0.ffn_down.weight", [32, width]),
      ...norm("blk.0.layer_output_norm", width),
      ...(ranks
        ? [
            matrix("cls.output.weight", [width, 1], (_, column) =>
              weightOf(tokens[column] ?? "", options.weights),
            ),
          ]
        : []),
    ],
  };
}

function weightOf(token: string, weights: EncoderOptions["weights"]): number {
  return weights?.[token.replace("▁", "")] ?? 0;
}

function matrix(
  name: string,
  [columns, rows]: readonly [number, number],
  at: (row: number, column: number) => number = () => 0,
): GgufTensor {
  const values = Float32Array.from({ length: columns * rows }, (_, index) =>
    at(Math.floor(index / columns), index % columns),
  );
  return { name, shape: rows === 1 ? [columns] : [columns, rows], type: "F32", values };
}

/** A layer's norm, which leaves what it has normed as it is. */
function norm(name: string, width: number): GgufTensor[] {
  const values = new Float32Array(width).fill(1);
  return [
    { name: `${name}.weight`, shape: [width], type: "F32", values },
    zeros(`${name}.bias`, width),
  ];
}

function zeros(name: string, width: number): GgufTensor {
  return { name, shape: [width], type: "F32", values: new Float32Array(width) };
}
