import { basename } from "node:path";
import type { Engine } from "./engine/engine.ts";
import { createHttpEngine } from "./engine/http/engine.ts";
import { createEngineProcess, type EngineProcessOptions } from "./engine/process.ts";
import type { Guard } from "./guard/guard.ts";
import type { Answering } from "./models/answering.ts";
import { readGguf } from "./models/gguf.ts";
import { charactersPerToken } from "./prompt/budget.ts";
import type { ChatModelState } from "./protocol/chat.ts";
import type { Options } from "./protocol/options.ts";

/** The model that answers in chat. */
export interface ChatModel {
  readonly state: ChatModelState;
  /** Undefined where none can answer. */
  answering(): Answering | undefined;
  /** Takes the choice of new options. */
  use(options: Options): Promise<void>;
  /** Has it go on, or not, while somebody waits for ghost text. */
  hold(held: boolean): void;
  dispose(): Promise<void>;
}

interface ChatModelOptions {
  process(
    options: Options,
  ): Pick<EngineProcessOptions, "entry" | "gpu" | "idleMs" | "threads" | "storage">;
  mayConnect: Guard["mayConnect"];
  /** The model of completions, where it can hold a conversation: it answers unless another is chosen. */
  fallback(): Answering | undefined;
  onState(state: ChatModelState): void;
  log(line: string): void;
}

/** Tokens that a conversation may take: more need more memory than a laptop has to spare. */
const contextSize = 8192;

type Current =
  | { kind: "none" }
  | { kind: "checking" }
  | { kind: "problem"; reason: string; remedy: string }
  | { kind: "open"; engine: Engine; name(): string; size(): number; charactersPerToken: number };

/** Creates the model of chat; nothing is opened before `use` is called, or loaded before a question. */
export function createChatModel({
  process,
  mayConnect,
  fallback,
  onState,
  log,
}: ChatModelOptions): ChatModel {
  let current: Current = { kind: "none" };
  let chosen: string | undefined;

  function enter(next: Current): void {
    current = next;
    onState(stateOf(next, fallback()));
  }

  async function open(
    wanted: NonNullable<Options["chat"]["model"]>,
    options: Options,
  ): Promise<Current> {
    if (wanted.kind === "server") {
      const { url, model } = wanted;
      const engine = createHttpEngine({
        ...{ api: "openai", url, contextSize, controlTokens: [], mayConnect, log },
        ...(model === undefined ? {} : { model }),
      });
      return {
        ...{ kind: "open", engine, charactersPerToken: charactersPerToken(100_000) },
        name: () =>
          (engine.state.kind === "ready" && engine.state.ready.served?.name) || (model ?? url),
        size: () => (engine.state.kind === "ready" ? engine.state.ready.contextSize : contextSize),
      };
    }
    const read = await readGguf(wanted.path);
    if (read.kind === "problem") return read;
    const { header } = read;
    if (header.pooling !== undefined)
      return {
        kind: "problem",
        reason: `The model ${basename(wanted.path)} writes no text: it was made for search.`,
        remedy: "Choose another file for chat.",
      };
    const size = Math.min(contextSize, header.contextLength);
    const engine = createEngineProcess({
      ...{ ...process(options), modelPath: wanted.path, purpose: "chat", contextSize: size, log },
    });
    return {
      ...{ kind: "open", engine, size: () => size },
      name: () => header.name ?? basename(wanted.path, ".gguf"),
      charactersPerToken: charactersPerToken(header.vocabularySize),
    };
  }

  async function close(): Promise<void> {
    if (current.kind === "open") await current.engine.dispose();
  }

  return {
    get state() {
      return stateOf(current, fallback());
    },
    answering() {
      if (current.kind === "none") return fallback();
      if (current.kind !== "open") return undefined;
      const { engine, name, size, charactersPerToken: characters } = current;
      return {
        ...{ engine, name: name(), contextSize: size(), charactersPerToken: characters },
        pictures: readsPictures(engine),
      };
    },
    async use(options) {
      const { chat } = options;
      const next = chat.model && JSON.stringify(chat.model);
      if (next === chosen) return onState(stateOf(current, fallback()));
      chosen = next;
      await close();
      if (chat.model === undefined) return enter({ kind: "none" });
      enter({ kind: "checking" });
      const opened = await open(chat.model, options);
      if (chosen !== next) {
        if (opened.kind === "open") await opened.engine.dispose();
        return;
      }
      if (opened.kind === "open") {
        opened.engine.onState(() => current === opened && enter(opened));
        // A server tells at once whether it is there; a file is loaded when it is needed.
        if (chat.model.kind === "server") opened.engine.start();
      }
      enter(opened);
    },
    hold(held) {
      if (current.kind === "open") current.engine.hold(held);
    },
    async dispose() {
      chosen = "disposed";
      await close();
    },
  };
}

function stateOf(current: Current, fallback: Answering | undefined): ChatModelState {
  if (current.kind === "checking") return current;
  if (current.kind === "problem")
    return { kind: "failed", reason: current.reason, remedy: current.remedy };
  if (current.kind === "none" && !fallback) return { kind: "none" };
  const { engine, name, size } =
    current.kind === "open"
      ? { engine: current.engine, name: current.name(), size: current.size() }
      : { engine: fallback?.engine, name: fallback?.name ?? "", size: fallback?.contextSize ?? 0 };
  switch (engine?.state.kind) {
    case undefined:
    case "stopped":
      return { kind: "asleep", name };
    case "loading":
      return { kind: "loading", name };
    case "ready":
      return { kind: "ready", name, contextSize: size, pictures: readsPictures(engine) };
    case "waiting":
      return {
        kind: "failed",
        reason: engine.state.reason,
        remedy: "It is tried again by itself.",
      };
    case "failed":
      return { kind: "failed", reason: engine.state.reason, remedy: engine.state.remedy };
  }
}

/** The engine of our own reads none; a server does, unless it says otherwise. */
function readsPictures({ state }: Engine): boolean {
  if (state.kind !== "ready" || state.ready.device.kind !== "server") return false;
  return state.ready.served?.pictures !== false;
}
