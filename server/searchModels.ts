import { basename } from "node:path";
import type { Encoder } from "./engine/encoder.ts";
import { createHttpEncoder } from "./engine/http/encoder.ts";
import { createEngineProcess, type EngineProcessOptions } from "./engine/process.ts";
import type { Guard } from "./guard/guard.ts";
import type { Embedder, Reranker } from "./index/embedder.ts";
import { readGguf } from "./models/gguf.ts";
import { embeddingFormat } from "./prompt/embedding.ts";
import type { ChosenModel } from "./protocol/options.ts";

/** What opening a model for search needs; the process is as that of the model which writes. */
export interface SearchModelOptions {
  process: Pick<EngineProcessOptions, "entry" | "gpu" | "idleMs" | "threads" | "storage">;
  mayConnect: Guard["mayConnect"];
  log(line: string): void;
}

/** A model for search, or why not: whole sentences for a person. */
export type SearchModelOpening<Model> =
  | { kind: "opened"; model: Model; dispose(): Promise<void> }
  | { kind: "problem"; reason: string; remedy: string };

/**
 * Tokens of a text that are read at most: a chunk of code is rarely longer, and the time to read one
 * grows faster than its length.
 */
const contextSize = 1024;

/** Opens a model that makes vectors of texts. */
export async function openEmbedder(
  wanted: ChosenModel,
  options: SearchModelOptions,
): Promise<SearchModelOpening<Embedder>> {
  const opening = await openEncoder(wanted, "embedding", options);
  if (opening.kind === "problem") return opening;
  const { encoder, nameOf, dispose } = opening;
  return {
    kind: "opened",
    dispose,
    model: {
      async embed(texts, as, signal) {
        const model = await nameOf(signal);
        const instruction = embeddingFormat(model ?? "")[as];
        const instructed = texts.map((text) => instruction + text);
        const encoding = await encoder.encode({ kind: "embed", texts: instructed }, signal);
        if (encoding.kind === "scores") return { kind: "failed", failure: "the model only ranks" };
        if (encoding.kind !== "vectors") return encoding;
        return {
          kind: "vectors",
          // The instruction changes the vectors as the weights do.
          model: `${model} ${instruction === "" ? "plain" : "instructed"}`,
          vectors: encoding.vectors.map(normalized),
        };
      },
    },
  };
}

/** Opens a model that ranks texts by a question. */
export async function openReranker(
  wanted: ChosenModel,
  options: SearchModelOptions,
): Promise<SearchModelOpening<Reranker>> {
  const opening = await openEncoder(wanted, "ranking", options);
  if (opening.kind === "problem") return opening;
  const { encoder, dispose } = opening;
  return {
    kind: "opened",
    dispose,
    model: {
      async rank(query, texts, signal) {
        const encoding = await encoder.encode({ kind: "rank", query, texts }, signal);
        if (encoding.kind === "failed") options.log(`reranking: ${encoding.failure}`);
        return encoding.kind === "scores" ? encoding.scores : undefined;
      },
    },
  };
}

interface OpenedEncoder {
  kind: "opened";
  encoder: Encoder;
  /** Names the weights; undefined where a server does not tell now. */
  nameOf(signal: AbortSignal): Promise<string | undefined>;
  dispose(): Promise<void>;
}

async function openEncoder(
  wanted: ChosenModel,
  purpose: "embedding" | "ranking",
  { process, mayConnect, log }: SearchModelOptions,
): Promise<OpenedEncoder | { kind: "problem"; reason: string; remedy: string }> {
  if (wanted.kind === "server") {
    const { url, model } = wanted;
    const encoder = createHttpEncoder({
      url,
      mayConnect,
      ...(model === undefined ? {} : { model }),
    });
    return {
      kind: "opened",
      encoder,
      nameOf: (signal) => encoder.model(signal),
      dispose: async () => encoder.dispose(),
    };
  }
  const read = await readGguf(wanted.path);
  if (read.kind === "problem") return read;
  const { pooling, name, quantization, fileBytes, contextLength } = read.header;
  const file = basename(wanted.path);
  const unfit = unfitFor(purpose, pooling);
  if (unfit !== undefined)
    return { kind: "problem", reason: `The model ${file} ${unfit}`, ...remedy };
  const encoder = createEngineProcess({
    ...process,
    modelPath: wanted.path,
    purpose,
    contextSize: Math.min(contextSize, contextLength),
    log,
  });
  const fingerprint = [name ?? basename(file, ".gguf"), quantization, fileBytes].join(" ");
  return {
    kind: "opened",
    encoder,
    nameOf: async () => fingerprint,
    dispose: () => encoder.dispose(),
  };
}

const remedy = { remedy: "Choose another file for search by meaning, or do without it." };

function unfitFor(
  purpose: "embedding" | "ranking",
  pooling: string | undefined,
): string | undefined {
  if (purpose === "embedding") {
    if (pooling === undefined) return "writes text, and makes no vectors.";
    return pooling === "rank" ? "ranks texts, and makes no vectors." : undefined;
  }
  return pooling === "rank" ? undefined : "does not rank texts.";
}

function normalized(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : vector.map((value) => value / length);
}
