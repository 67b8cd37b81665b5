import type { GgufContents } from "./ggufContents.ts";
import { GgufProblem, remedies } from "./ggufProblem.ts";

/**
 * Refuses a header that llama.cpp does not survive, or that no model can have; throws
 * `GgufProblem`. What llama.cpp itself refuses with an error need not be found here: these checks
 * stand for the cases in which it aborts, hangs, or loads nonsense.
 */
export function checkGguf(contents: GgufContents): void {
  for (const check of checks) check(contents, architectureOf(contents));
}

type Check = (contents: GgufContents, architecture: string) => void;

const checks: readonly Check[] = [
  isLanguageModel,
  isFirstPart,
  hasFiniteNumbers,
  hasShape,
  hasHeads,
  hasFeedForward,
  hasExperts,
  hasPositions,
  hasVocabulary,
  hasTensors,
  isComplete,
];

// llama.cpp's own limits: the arrays of its hyperparameters have this length.
const mostBlocks = 512;
const mostExperts = 1024;
// These have no attention, and their converters write 0 for its sizes.
const recurrent = /^(?:mamba2?|rwkv[67]\w*|arwkv7)$/;

function architectureOf(contents: GgufContents): string {
  const architecture = contents.text("general.architecture");
  if (architecture === undefined || !/^[a-z0-9][a-z0-9_-]{0,63}$/i.test(architecture))
    throw new GgufProblem("does not say which architecture it has.", remedies.distrust);
  return architecture;
}

function isLanguageModel(contents: GgufContents, architecture: string): void {
  const type = contents.text("general.type") ?? "model";
  if (type !== "model" || architecture === "clip")
    throw new GgufProblem(
      `is no language model by itself (${architecture === "clip" ? "an image encoder" : type}).`,
      remedies.choose,
    );
}

function isFirstPart(contents: GgufContents): void {
  if ((contents.integer("split.no") ?? 0) !== 0)
    throw new GgufProblem(
      "is a later part of a model in several files.",
      "Choose the first part; the others must lie beside it.",
    );
}

function hasFiniteNumbers(contents: GgufContents): void {
  for (const [key, value] of contents.metadata) {
    if (key.startsWith("tokenizer.")) continue;
    const numbers = value.kind === "float" ? [value.value] : [];
    if (value.kind === "array" && value.items === "float") numbers.push(...value.numbers);
    if (numbers.some((number) => !Number.isFinite(number)))
      throw new GgufProblem(`gives a value for ${key} that is no number.`, remedies.distrust);
    if (/epsilon$/.test(key) && numbers.some((number) => number < 0 || number > 1))
      throw new GgufProblem(`gives an absurd value for ${key} (${numbers}).`, remedies.distrust);
  }
}

function hasShape(contents: GgufContents, architecture: string): void {
  const bounds = [
    ["block_count", mostBlocks],
    ["context_length", 2 ** 24],
    ["embedding_length", 2 ** 20],
  ] as const;
  if (contents.tensors.length === 0) throw new GgufProblem("holds no weights.", remedies.choose);
  for (const [name, most] of bounds) inRange(contents, `${architecture}.${name}`, { most });
  const blocks = contents.integer(`${architecture}.block_count`) ?? 0;
  if (blocks > contents.tensors.length)
    throw new GgufProblem(
      `says that it has ${blocks} blocks, but has ${contents.tensors.length} tensors.`,
      remedies.distrust,
    );
  const predicted = contents.integer(`${architecture}.nextn_predict_layers`) ?? 0;
  if (predicted > blocks) absurd(`${architecture}.nextn_predict_layers`, predicted);
}

function hasHeads(contents: GgufContents, architecture: string): void {
  if (recurrent.test(architecture)) return;
  const headsKey = `${architecture}.attention.head_count`;
  const keyValueKey = `${architecture}.attention.head_count_kv`;
  const heads = contents.largestInteger(headsKey);
  const keyValueHeads = contents.largestInteger(keyValueKey);
  if (heads === undefined || heads < 1 || heads > 2 ** 16) absurd(headsKey, heads);
  if (keyValueHeads !== undefined && (keyValueHeads < 1 || keyValueHeads > heads))
    absurd(keyValueKey, keyValueHeads);
  const width = contents.integer(`${architecture}.embedding_length`) ?? 0;
  const ownWidth = contents.metadata.has(`${architecture}.attention.key_length`);
  if (contents.metadata.get(headsKey)?.kind === "integer" && !ownWidth && width % heads !== 0)
    throw new GgufProblem(
      `divides a width of ${width} among ${heads} attention heads, which cannot be.`,
      remedies.distrust,
    );
  for (const name of ["key_length", "value_length"])
    inRange(contents, `${architecture}.attention.${name}`, { most: 2 ** 16, optional: true });
}

function hasFeedForward(contents: GgufContents, architecture: string): void {
  if (recurrent.test(architecture)) return;
  const key = `${architecture}.feed_forward_length`;
  const length = contents.largestInteger(key);
  const expertLength = contents.largestInteger(`${architecture}.expert_feed_forward_length`) ?? 0;
  if (Math.max(length ?? 0, expertLength) < 1 || (length ?? 0) > 2 ** 24) absurd(key, length);
}

function hasExperts(contents: GgufContents, architecture: string): void {
  const value = (name: string): number => contents.largestInteger(`${architecture}.${name}`) ?? 0;
  const experts = value("expert_count");
  const used = value("expert_used_count");
  const groups = value("expert_group_count");
  const groupsUsed = value("expert_group_used_count");
  if (experts < 0 || experts > mostExperts) absurd(`${architecture}.expert_count`, experts);
  if (used > experts || (experts > 1 && used < 1))
    absurd(`${architecture}.expert_used_count`, used);
  if (groups > 0 && groups >= experts) absurd(`${architecture}.expert_group_count`, groups);
  if (groups > 1 && (experts % groups !== 0 || groupsUsed < 1 || groupsUsed >= groups))
    absurd(`${architecture}.expert_group_used_count`, groupsUsed);
}

function hasPositions(contents: GgufContents, architecture: string): void {
  const scaling = contents.text(`${architecture}.rope.scaling.type`) ?? "none";
  if (!["none", "linear", "yarn", "longrope"].includes(scaling))
    throw new GgufProblem(`scales positions in an unknown way (${scaling}).`, remedies.convert);
  inRange(contents, `${architecture}.rope.dimension_count`, { most: 2 ** 16, optional: true });
}

function hasVocabulary(contents: GgufContents): void {
  const tokens = contents.metadata.get("tokenizer.ggml.tokens");
  const { vocabulary } = contents;
  if (tokens?.kind !== "array" || tokens.items !== "text" || vocabulary.size === 0)
    throw new GgufProblem("has no vocabulary.", remedies.distrust);
  if (contents.text("tokenizer.ggml.model") === undefined)
    throw new GgufProblem("does not say how it cuts text into tokens.", remedies.distrust);
  for (const key of ["tokenizer.ggml.token_type", "tokenizer.ggml.scores"]) {
    const values = contents.metadata.get(key);
    if (values?.kind === "array" && values.length < vocabulary.size)
      throw new GgufProblem(`has fewer values for ${key} than tokens.`, remedies.distrust);
  }
  if (vocabulary.hasDuplicates())
    throw new GgufProblem("has the same token twice.", remedies.distrust);
}

function hasTensors(contents: GgufContents, architecture: string): void {
  const names = new Set(contents.tensors.map((tensor) => tensor.name));
  if (names.size < contents.tensors.length)
    throw new GgufProblem("has the same tensor twice.", remedies.distrust);
  const embedding = contents.tensors.find((tensor) => tensor.name === "token_embd.weight");
  if (embedding === undefined)
    throw new GgufProblem("lacks the tensor token_embd.weight.", remedies.distrust);
  const width = contents.integer(`${architecture}.embedding_length`);
  if (embedding.shape[0] !== width)
    throw new GgufProblem(
      `says that its width is ${width}, but its tensors have ${embedding.shape[0]}.`,
      remedies.distrust,
    );
}

function isComplete(contents: GgufContents): void {
  const alignment = contents.integer("general.alignment") ?? 32;
  if (alignment < 8 || alignment > 2 ** 20 || (alignment & (alignment - 1)) !== 0)
    absurd("general.alignment", alignment);
  const aligned = (bytes: number): number => Math.ceil(bytes / alignment) * alignment;
  let expected = 0;
  for (const tensor of contents.tensors) {
    if (tensor.offset !== expected)
      throw new GgufProblem(`does not have ${tensor.name} where it should be.`, remedies.distrust);
    expected += aligned(tensor.bytes);
  }
  const last = contents.tensors.at(-1);
  const end = aligned(contents.headerBytes) + (last ? last.offset + last.bytes : 0);
  if (end > contents.fileBytes)
    throw new GgufProblem(
      `is cut off: it has ${contents.fileBytes} of ${end} bytes.`,
      remedies.fetch,
    );
}

function inRange(
  contents: GgufContents,
  key: string,
  { most, optional = false }: { most: number; optional?: boolean },
): void {
  if (optional && !contents.metadata.has(key)) return;
  const value = contents.integer(key);
  if (value === undefined || value < 1 || value > most) absurd(key, value);
}

function absurd(key: string, value: number | undefined): never {
  if (value === undefined)
    throw new GgufProblem(`does not give a number for ${key}.`, remedies.distrust);
  throw new GgufProblem(`gives an absurd value for ${key} (${value}).`, remedies.distrust);
}
