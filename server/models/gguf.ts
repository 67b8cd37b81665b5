import { open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { checkGguf } from "./ggufChecks.ts";
import { GgufContents } from "./ggufContents.ts";
import { GgufProblem, remedies } from "./ggufProblem.ts";
import { quantizationName } from "./tensorTypes.ts";

/** A model file that may be loaded, or why not: whole sentences for a person. */
export type GgufFile =
  | { kind: "model"; header: ModelHeader }
  | { kind: "problem"; reason: string; remedy: string };

/** What a GGUF file says of itself. Sizes are in tokens, elements or bytes, as their names say. */
export interface ModelHeader {
  architecture: string;
  name?: string;
  basename?: string;
  license?: string;
  contextLength: number;
  blockCount: number;
  embeddingLength: number;
  headCount?: number;
  vocabularySize: number;
  parameterCount: number;
  /** As llama.cpp names it ("Q4_K_M"); absent where the file does not say. */
  quantization?: string;
  fileBytes: number;
  tokenizer: { model: string; pre?: string };
  /**
   * The ids of all tokens that are written in brackets (`<|fim_prefix|>`, `[SUFFIX]`), by text.
   * Reserved and byte tokens are left out.
   */
  specialTokens: ReadonlyMap<string, number>;
  hasChatTemplate: boolean;
  /**
   * How a model that makes vectors takes one of all its tokens; `rank` is that of one which scores
   * texts instead. Absent in models that write.
   */
  pooling?: Pooling;
}

/** By llama.cpp's numbers from 1 on. */
export type Pooling = (typeof poolings)[number];
const poolings = ["mean", "cls", "last", "rank"] as const;

/**
 * Reads the header of a model file, never its tensors, and refuses every file that is known to
 * stop, hang or kill llama.cpp. At most 128 MiB are read, a mebibyte at a time.
 */
export async function readGguf(path: string): Promise<GgufFile> {
  try {
    return { kind: "model", header: await readHeader(path) };
  } catch (error) {
    if (error instanceof GgufProblem)
      return {
        kind: "problem",
        reason: `The model file ${basename(path)} ${error.message}`,
        remedy: error.remedy,
      };
    return fileProblem(path, error);
  }
}

async function readHeader(path: string): Promise<ModelHeader> {
  const { size, ...file } = await regularFile(path);
  const handle = await open(file.path, "r");
  try {
    const contents = await GgufContents.read(handle, size);
    checkGguf(contents);
    return headerOf(contents);
  } finally {
    await handle.close();
  }
}

async function regularFile(path: string): Promise<{ path: string; size: number }> {
  const found = await stat(path);
  if (found.isDirectory()) throw new GgufProblem("is a folder.", remedies.choose);
  if (!found.isFile()) throw new GgufProblem("is not an ordinary file.", remedies.choose);
  return { path, size: found.size };
}

function headerOf(contents: GgufContents): ModelHeader {
  const architecture = contents.text("general.architecture") ?? "";
  const fileType = contents.integer("general.file_type");
  const quantization = fileType === undefined ? undefined : quantizationName(fileType);
  const pre = contents.text("tokenizer.ggml.pre");
  const headCount = contents.largestInteger(`${architecture}.attention.head_count`);
  return {
    architecture,
    ...optional("name", contents.text("general.name")),
    ...optional("basename", contents.text("general.basename")),
    ...optional("license", contents.text("general.license")),
    contextLength: contents.integer(`${architecture}.context_length`) ?? 0,
    blockCount: contents.integer(`${architecture}.block_count`) ?? 0,
    embeddingLength: contents.integer(`${architecture}.embedding_length`) ?? 0,
    ...optional("headCount", headCount),
    vocabularySize: contents.vocabulary.size,
    parameterCount: contents.tensors.reduce((sum, tensor) => sum + tensor.elements, 0),
    ...optional("quantization", quantization),
    fileBytes: contents.fileBytes,
    tokenizer: {
      model: contents.text("tokenizer.ggml.model") ?? "",
      ...optional("pre", pre),
    },
    specialTokens: contents.vocabulary.bracketed,
    ...optional("pooling", poolings[(contents.integer(`${architecture}.pooling_type`) ?? 0) - 1]),
    hasChatTemplate: contents.text("tokenizer.chat_template") !== undefined,
  };
}

function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): Partial<Record<Key, Value>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, Value>);
}

function fileProblem(path: string, error: unknown): GgufFile {
  const code = (error as NodeJS.ErrnoException).code;
  const name = basename(path);
  if (code === "ENOENT" || code === "ENOTDIR")
    return {
      kind: "problem",
      reason: `There is no model file at ${path}.`,
      remedy: "Check the path in the setting, or leave the setting empty for the built-in model.",
    };
  if (code === "EACCES" || code === "EPERM")
    return {
      kind: "problem",
      reason: `The model file ${name} may not be read.`,
      remedy: `Give your user the right to read ${path}.`,
    };
  if (code !== undefined)
    return {
      kind: "problem",
      reason: `The model file ${name} cannot be read (${code}).`,
      remedy: "Copy it to a disk that can be read, or download it again.",
    };
  throw error;
}
