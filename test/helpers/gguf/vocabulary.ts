import type { GgufValue } from "./writeGguf.ts";

/** The control tokens every fixture has, named as Qwen names them. */
export const controlTokens = [
  "<|endoftext|>",
  "<|im_start|>",
  "<|im_end|>",
  "<|fim_prefix|>",
  "<|fim_suffix|>",
  "<|fim_middle|>",
  "<|repo_name|>",
  "<|file_sep|>",
] as const;

/** A token that llama.cpp never splits and never shows. */
export type ControlToken = (typeof controlTokens)[number];

/** A fixture's tokens by id: 256 bytes, the control tokens, then whole words. */
export interface Vocabulary {
  tokens: readonly string[];
  /** The id of a control token, of a word, or of the one byte that a text is; else an error. */
  idOf(token: string): number;
  metadata: Map<string, GgufValue>;
}

/**
 * A byte-level gpt2 vocabulary, so that any text has tokens, with `words` as user-defined tokens.
 * llama.cpp looks for these in a text before it splits the rest into bytes, the longest first.
 * `unused` tokens that no text has make it as large as real ones are.
 */
export function vocabulary(
  words: readonly string[] = [],
  { unused = 0 }: { unused?: number } = {},
): Vocabulary {
  const padding = Array.from({ length: unused }, (_, index) => `<|unused-${index}|>`);
  const tokens = [...byteTokens(), ...controlTokens, ...words, ...padding];
  const ids = new Map(tokens.map((token, id) => [token, id]));
  if (ids.size < tokens.length) throw new Error("A fixture's words must differ from each other.");
  const idOf = (token: string): number => {
    const id = isByte(token) ? token.charCodeAt(0) : ids.get(token);
    if (id === undefined) throw new Error(`The fixture has no token ${JSON.stringify(token)}.`);
    return id;
  };
  return { tokens, idOf, metadata: tokenizerMetadata(tokens, idOf, padding.length) };
}

/** Whether a text is one byte, which every vocabulary has as a token of its own. */
export function isByte(text: string): boolean {
  return text.length === 1 && text.charCodeAt(0) < 128;
}

const tokenTypes = { normal: 1, control: 3, userDefined: 4 };

const chatTemplate = `{%- for message in messages -%}
{{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>\\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- '<|im_start|>assistant\\n' -}}{%- endif -%}`;

function tokenizerMetadata(
  tokens: readonly string[],
  idOf: (token: string) => number,
  unused: number,
): Map<string, GgufValue> {
  const id = (token: ControlToken): GgufValue => ({ type: "uint32", value: idOf(token) });
  const types = tokens.map((_, index) => {
    if (index < 256 || index >= tokens.length - unused) return tokenTypes.normal;
    return index < 256 + controlTokens.length ? tokenTypes.control : tokenTypes.userDefined;
  });
  return new Map<string, GgufValue>([
    ["tokenizer.ggml.model", { type: "string", value: "gpt2" }],
    ["tokenizer.ggml.pre", { type: "string", value: "qwen2" }],
    ["tokenizer.ggml.tokens", { type: "array", items: "string", value: tokens }],
    ["tokenizer.ggml.token_type", { type: "array", items: "int32", value: types }],
    ["tokenizer.ggml.merges", { type: "array", items: "string", value: [] }],
    ["tokenizer.ggml.bos_token_id", id("<|endoftext|>")],
    ["tokenizer.ggml.eos_token_id", id("<|endoftext|>")],
    ["tokenizer.ggml.eot_token_id", id("<|im_end|>")],
    ["tokenizer.ggml.padding_token_id", id("<|endoftext|>")],
    ["tokenizer.ggml.fim_pre_token_id", id("<|fim_prefix|>")],
    ["tokenizer.ggml.fim_suf_token_id", id("<|fim_suffix|>")],
    ["tokenizer.ggml.fim_mid_token_id", id("<|fim_middle|>")],
    ["tokenizer.ggml.fim_rep_token_id", id("<|repo_name|>")],
    ["tokenizer.ggml.fim_sep_token_id", id("<|file_sep|>")],
    ["tokenizer.ggml.add_bos_token", { type: "bool", value: false }],
    ["tokenizer.chat_template", { type: "string", value: chatTemplate }],
  ]);
}

// The gpt2 way to write a byte as one visible character: printable Latin-1 stands for itself, the
// others are numbered upwards from U+0100.
function byteTokens(): string[] {
  let next = 0x100;
  return Array.from({ length: 256 }, (_, byte) => {
    const visible =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xff && byte !== 0xad);
    return String.fromCharCode(visible ? byte : next++);
  });
}
