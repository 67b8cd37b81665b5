import { type ControlToken, controlTokens, isByte, vocabulary } from "./vocabulary.ts";
import { type GgufContent, type GgufTensor, type GgufValue, writeGguf } from "./writeGguf.ts";

/** What the model writes once it has read a certain token. */
export interface ScriptRule {
  /**
   * The rule answers a prompt that ends with exactly this. It becomes one token of the vocabulary,
   * so that the end of a longer word does not count: with rules after "return " and "n ", a prompt
   * that ends in "return " belongs to the first.
   */
  after: string | ControlToken;
  /** The text, cut into tokens where a word begins; or the tokens themselves. */
  text: string | readonly string[];
  /** Probability of each of the rule's tokens, between 0 and 1. Default 0.95. */
  confidence?: number | readonly number[];
  /** After the text comes the end-of-text token (default), or the same text over and over. */
  ending?: "stop" | "repeat";
}

export interface ScriptOptions {
  rules: readonly ScriptRule[];
  /** `general.name` of the model. Default "Scripted". */
  name?: string;
  /** Context size that the model states. Default 4096. */
  contextLength?: number;
  /** Tokens of the vocabulary that no text has. Default 0. */
  unused?: number;
}

/**
 * A GGUF file of a llama model that writes chosen words with chosen probabilities, by table.
 *
 * Attention and feed-forward are zero, so the model remembers nothing but the last token of its
 * prompt: a one-hot embedding says which, and the output matrix holds what follows it.
 * - A prompt whose last token is a rule's `after` is answered with that rule's text.
 * - A prompt that ends after some of a text's own tokens is answered with the rest of that text.
 * - After anything else the model ends at once, with probability 0.95.
 *
 * No token can have two successors. A word that comes twice, in one text or in two, is therefore
 * joined with the words after it until the token is new; `tokensOf` shows the cut. A rule whose
 * `after` has a rule already, or whose token list repeats a token, is an error.
 */
export function scriptedModel(options: ScriptOptions): Buffer {
  return writeGguf(scriptedContent(options));
}

/** The same before it is bytes, for fixtures that go wrong on purpose. */
export function scriptedContent(options: ScriptOptions): GgufContent {
  const steps = scriptSteps(options.rules);
  const words = new Set<string>();
  for (const { from, to } of steps) for (const token of [from, to]) words.add(token);
  const vocab = vocabulary(
    [...words].filter((word) => !isControl(word) && !isByte(word)),
    {
      unused: options.unused ?? 0,
    },
  );
  const width = Math.ceil((steps.length + 1) / 32) * 32;
  return {
    metadata: new Map<string, GgufValue>([
      ["general.architecture", { type: "string", value: "llama" }],
      ["general.name", { type: "string", value: options.name ?? "Scripted" }],
      ["general.license", { type: "string", value: "apache-2.0" }],
      ["general.file_type", { type: "uint32", value: 1 }],
      ["llama.context_length", { type: "uint32", value: options.contextLength ?? 4096 }],
      ["llama.embedding_length", { type: "uint32", value: width }],
      ["llama.block_count", { type: "uint32", value: 1 }],
      ["llama.feed_forward_length", { type: "uint32", value: 32 }],
      ["llama.attention.head_count", { type: "uint32", value: width / 32 }],
      ["llama.attention.head_count_kv", { type: "uint32", value: 1 }],
      ["llama.attention.layer_norm_rms_epsilon", { type: "float32", value: 1e-6 }],
      ["llama.rope.dimension_count", { type: "uint32", value: 32 }],
      ["llama.vocab_size", { type: "uint32", value: vocab.tokens.length }],
      ...vocab.metadata,
    ]),
    tensors: [
      ...tableTensors({ steps, width, vocabularySize: vocab.tokens.length, idOf: vocab.idOf }),
      ...idleBlock(width),
    ],
  };
}

/** The tokens that the texts of these rules are cut into, rule by rule. */
export function tokensOf(rules: readonly ScriptRule[]): string[][] {
  const taken = new Set<string>(rules.map((rule) => rule.after));
  return rules.map((rule) => {
    const tokens = typeof rule.text === "string" ? cutText(rule.text, taken) : [...rule.text];
    for (const token of tokens) taken.add(token);
    return tokens;
  });
}

interface Step {
  from: string;
  to: string;
  probability: number;
}

const endToken = "<|endoftext|>";
const defaultConfidence = 0.95;

function scriptSteps(rules: readonly ScriptRule[]): Step[] {
  const texts = tokensOf(rules);
  const steps = rules.flatMap((rule, index) => {
    const tokens = texts[index] ?? [];
    const last = rule.ending === "repeat" ? (tokens[0] ?? endToken) : endToken;
    return [...tokens, last].map((to, position) => ({
      from: tokens[position - 1] ?? rule.after,
      to,
      probability: confidenceAt(rule, position),
    }));
  });
  const from = steps.map((step) => step.from);
  const twice = from.find((token, index) => from.indexOf(token) !== index);
  if (twice !== undefined)
    throw new Error(`Two things would follow the token ${JSON.stringify(twice)}.`);
  return steps;
}

function confidenceAt(rule: ScriptRule, position: number): number {
  if (typeof rule.confidence === "number") return rule.confidence;
  return rule.confidence?.[position] ?? defaultConfidence;
}

function cutText(text: string, taken: ReadonlySet<string>): string[] {
  const own = new Set(taken);
  const tokens: string[] = [];
  let token = "";
  for (const word of text.match(/^\P{L}+|\p{L}[\p{L}\p{N}_]*[^\p{L}]*/gu) ?? []) {
    token += word;
    if (own.has(token)) continue;
    own.add(token);
    tokens.push(token);
    token = "";
  }
  if (token === "") return tokens;
  const lengthened = (tokens.pop() ?? "") + token;
  if (taken.has(lengthened) || tokens.includes(lengthened))
    throw new Error(`The text ${JSON.stringify(text)} is another rule's word.`);
  return [...tokens, lengthened];
}

function isControl(token: string): boolean {
  return (controlTokens as readonly string[]).includes(token);
}

// Column 0 of the embedding stands for every token that no rule speaks of; the others for one step
// each. RMS norm turns a one-hot row of `width` numbers into the square root of `width` at that
// place, so the output matrix holds the wished logits divided by it.
function tableTensors(table: {
  steps: readonly Step[];
  width: number;
  vocabularySize: number;
  idOf: (token: string) => number;
}): GgufTensor[] {
  const { steps, width, vocabularySize, idOf } = table;
  const embedding = new Float32Array(vocabularySize * width);
  const output = new Float32Array(vocabularySize * width);
  const set = (step: Step, column: number): void => {
    const odds = (step.probability / (1 - step.probability)) * (vocabularySize - 1);
    output[idOf(step.to) * width + column] = Math.log(odds) / Math.sqrt(width);
  };
  const columns = new Map(steps.map((step, index) => [idOf(step.from), index + 1]));
  for (let id = 0; id < vocabularySize; id++) embedding[id * width + (columns.get(id) ?? 0)] = 1;
  set({ from: "", to: endToken, probability: defaultConfidence }, 0);
  steps.forEach((step, index) => {
    set(step, index + 1);
  });
  const shape = [width, vocabularySize];
  return [
    { name: "token_embd.weight", shape, type: "F16", values: embedding },
    { name: "output.weight", shape, type: "F16", values: output },
    ones("output_norm.weight", width),
  ];
}

function idleBlock(width: number): GgufTensor[] {
  return [
    ones("blk.0.attn_norm.weight", width),
    zeros("blk.0.attn_q.weight", [width, width]),
    zeros("blk.0.attn_k.weight", [width, 32]),
    zeros("blk.0.attn_v.weight", [width, 32]),
    zeros("blk.0.attn_output.weight", [width, width]),
    ones("blk.0.ffn_norm.weight", width),
    zeros("blk.0.ffn_gate.weight", [width, 32]),
    zeros("blk.0.ffn_up.weight", [width, 32]),
    zeros("blk.0.ffn_down.weight", [32, width]),
  ];
}

function ones(name: string, width: number): GgufTensor {
  return { name, shape: [width], type: "F32", values: new Float32Array(width).fill(1) };
}

function zeros(name: string, shape: readonly [number, number]): GgufTensor {
  return { name, shape, type: "F16", values: new Float32Array(shape[0] * shape[1]) };
}
