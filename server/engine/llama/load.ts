import { availableParallelism } from "node:os";
import {
  getLlama,
  type Llama,
  type LlamaContext,
  LlamaLogLevel,
  type LlamaModel,
} from "node-llama-cpp";
import type { Device, Lane } from "../engine.ts";
import type { FromEngine, LoadOptions } from "../messages.ts";

/** A model in memory. Its contexts are made for life: cleared and reused, never disposed. */
export interface Loaded {
  llama: Llama;
  model: LlamaModel;
  device: Device;
  threads: number;
  /** Tokens of each sequence. */
  contextSize: number;
  createContext(lane: Lane): Promise<[context: LlamaContext, sequences: number]>;
}

/**
 * Loads the native library and the model. Rejects with llama.cpp's own words where the file is
 * damaged in a way that can be caught; in other ways the process dies, which its parent survives.
 */
export async function load(
  options: LoadOptions,
  send: (message: FromEngine) => void,
): Promise<Loaded> {
  const complaints: string[] = [];
  // It warns that a bundle cannot first try its binaries in a process apart: this process is one.
  console.warn = () => {};
  const llama = await getLlama({
    gpu: options.gpu.kind === "auto" ? "auto" : false,
    build: "never",
    skipDownload: true,
    progressLogs: false,
    logLevel: LlamaLogLevel.warn,
    logger(level, message) {
      if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal)
        complaints.push(message.trim());
      send({ kind: "log", level: level === LlamaLogLevel.warn ? "warning" : "error", message });
    },
  });
  const threads = options.threads ?? defaultThreads(llama.cpuMathCores);
  llama.maxThreads = threads;

  let shown = 0;
  const model = await llama
    .loadModel({
      modelPath: options.modelPath,
      checkTensors: true,
      onLoadProgress(progress) {
        if (progress < shown + 0.02 && progress < 1) return;
        shown = progress;
        send({ kind: "loading", progress });
      },
    })
    .catch((error: unknown) => {
      throw new Error(
        complaints.at(-1) ?? (error instanceof Error ? error.message : String(error)),
      );
    });

  const device = await describe(llama, options);
  const contextSize = Math.min(options.contextSize, model.trainContextSize);
  return {
    llama,
    model,
    device,
    threads,
    contextSize,
    async createContext(lane) {
      const sequences = lane === "completion" ? await recentFiles(model, contextSize) : 1;
      const context = await model.createContext({
        contextSize,
        sequences,
        // On a CPU a larger batch only costs memory (340 MB against 104 for a 0.5B model).
        batchSize: Math.min(contextSize, device.kind === "cpu" ? 128 : 512),
      });
      return [context, sequences];
    },
  };
}

/** Memory for the KV caches of recent files, in bytes, and the most of them that are kept. */
const recentFilesBytes = 192 * 1024 * 1024;
const mostRecentFiles = 4;

/** For how many files the KV cache is kept, so that going back to one costs nothing. */
async function recentFiles(model: LlamaModel, contextSize: number): Promise<number> {
  const [one, two] = await Promise.all(
    [1, 2].map((sequences) =>
      model.fileInsights.estimateContextResourceRequirementsV2({
        contextSize,
        sequences,
        modelGpuLayers: model.gpuLayers,
      }),
    ),
  );
  if (!one || !two) return 1;
  const each = Math.max(1, two.cpuRam + two.gpuVram - one.cpuRam - one.gpuVram);
  return Math.max(1, Math.min(mostRecentFiles, Math.floor(recentFilesBytes / each)));
}

/** Leaves one physical core to the editor: llama.cpp collapses when its threads share cores. */
function defaultThreads(mathCores: number): number {
  return Math.max(1, Math.min(mathCores, availableParallelism()) - 1);
}

async function describe(llama: Llama, options: LoadOptions): Promise<Device> {
  if (options.gpu.kind === "cpu") return { kind: "cpu", why: options.gpu.why };
  if (llama.gpu === false)
    return { kind: "cpu", why: "no GPU driver that this package can use was found" };
  const names = await llama.getGpuDeviceNames();
  return { kind: "gpu", api: llama.gpu, name: names[0] ?? llama.gpu };
}
