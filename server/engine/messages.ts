import type { EncodeRequest, Encoding } from "./encoder.ts";
import type { ChatRequest, EngineReady, GenerateRequest, GenerationEvent } from "./engine.ts";

/** How the engine process is to load its model. */
export interface LoadOptions {
  modelPath: string;
  purpose: Purpose;
  /** `cpu` carries the clause that the status shows as the reason. */
  gpu: { kind: "auto" } | { kind: "cpu"; why: string };
  /** Tokens; never more than the model was trained for. */
  contextSize: number;
  /** Threads for evaluation on the CPU; by default one fewer than the physical cores. */
  threads?: number;
}

/** What a model is loaded for: it writes (first of all in conversations), makes vectors of texts, or ranks them. */
export type Purpose = "generation" | "chat" | "embedding" | "ranking";

/** Server to engine process. The first message is `load`; it comes once. */
export type ToEngine =
  | { kind: "load"; options: LoadOptions }
  | { kind: "generate"; id: number; request: GenerateRequest }
  | { kind: "chat"; id: number; request: ChatRequest }
  | { kind: "encode"; id: number; request: EncodeRequest }
  | { kind: "hold"; held: boolean }
  | { kind: "abort"; id: number };

/** Engine process to server. `progress` says that a request is alive while its prompt is read. */
export type FromEngine =
  | { kind: "loading"; progress: number }
  | { kind: "ready"; ready: Omit<EngineReady, "loadMs"> }
  | { kind: "unloadable"; reason: string }
  | { kind: "progress"; id: number }
  | { kind: "generation"; id: number; event: GenerationEvent }
  | { kind: "encoded"; id: number; encoding: Encoding }
  | { kind: "log"; level: "warning" | "error"; message: string };
