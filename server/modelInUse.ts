import { basename } from "node:path";
import { createGenerations, type Generations } from "./completion/ongoing.ts";
import { createTokenRate, type TokenRate } from "./completion/tokenRate.ts";
import type { Engine } from "./engine/engine.ts";
import { type ModelHeader, readGguf } from "./models/gguf.ts";
import { charactersPerToken } from "./prompt/budget.ts";
import type { FimFormat } from "./prompt/formats.ts";
import { formatFor } from "./promptFormat.ts";
import type { ModelName, Status } from "./protocol/messages.ts";
import type { Options } from "./protocol/options.ts";

/** The model that answers, from its file to its engine. */
export interface ModelInUse {
  readonly current: Current;
  readonly status: Status;
  /** Takes new options; the engine is started anew only if they change what it runs. */
  use(options: Options): Promise<void>;
  /** Looks at the file again and starts the engine afresh. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** What can be asked of the model now. */
export type Current =
  | { kind: "checking" }
  | { kind: "problem"; reason: string; remedy: string }
  | ({ kind: "model" } & RunningModel);

/** A model whose file is sound, with the engine that runs it. */
export interface RunningModel {
  name: ModelName;
  header: ModelHeader;
  format: FimFormat;
  engine: Engine;
  generations: Generations;
  rate: TokenRate;
}

interface ModelInUseOptions {
  builtIn: string;
  createEngine(modelPath: string, options: Options): Engine;
  onStatus(status: Status): void;
  log(line: string): void;
}

/** Creates the model in use; nothing is read before `use` is called. */
export function createModelInUse({
  builtIn,
  createEngine,
  onStatus,
  log,
}: ModelInUseOptions): ModelInUse {
  let current: Current = { kind: "checking" };
  let options: Options | undefined;
  let generation = 0;

  function enter(next: Current): void {
    current = next;
    onStatus(statusOf(next));
  }

  async function open(wanted: Options): Promise<void> {
    generation += 1;
    const mine = generation;
    await close();
    enter({ kind: "checking" });
    const name: Pick<ModelName, "path" | "origin"> =
      wanted.model.path === undefined
        ? { path: builtIn, origin: "package" }
        : { path: wanted.model.path, origin: "file" };
    const file = await readGguf(name.path);
    if (mine !== generation) return;
    if (file.kind === "problem") {
      log(`model ${name.path}: ${file.reason} ${file.remedy}`);
      enter(file);
      return;
    }
    const { header } = file;
    const format = formatFor(header, wanted.model.format);
    if (format.kind === "problem") {
      log(`model ${name.path}: ${format.reason} ${format.remedy}`);
      enter(format);
      return;
    }
    const engine = createEngine(name.path, wanted);
    engine.onState(() => onStatus(statusOf(current)));
    enter({
      kind: "model",
      name: { ...name, name: header.name ?? basename(name.path, ".gguf") },
      header,
      format: format.format,
      engine,
      generations: createGenerations(() => engine),
      rate: createTokenRate(charactersPerToken(header.vocabularySize)),
    });
    engine.start();
  }

  async function close(): Promise<void> {
    if (current.kind !== "model") return;
    const { engine, generations } = current;
    generations.stop();
    await engine.dispose();
  }

  return {
    get current() {
      return current;
    },
    get status() {
      return statusOf(current);
    },
    async use(next) {
      const same =
        options !== undefined &&
        JSON.stringify([options.model, options.engine]) ===
          JSON.stringify([next.model, next.engine]);
      options = next;
      if (!same) await open(next);
    },
    async restart() {
      if (current.kind === "model") current.engine.restart();
      else if (options) await open(options);
    },
    async dispose() {
      generation += 1;
      await close();
    },
  };
}

function statusOf(current: Current): Status {
  if (current.kind === "checking") return current;
  if (current.kind === "problem")
    return { kind: "failed", reason: current.reason, remedy: current.remedy };
  const { name, engine } = current;
  const { state } = engine;
  switch (state.kind) {
    case "stopped":
      return { kind: "asleep", model: name };
    case "loading":
      return { kind: "loading", model: name, progress: state.progress };
    case "ready":
      return {
        kind: "ready",
        model: name,
        device: state.ready.device,
        contextSize: state.ready.contextSize,
      };
    case "waiting":
      return { kind: "waiting", model: name, reason: state.reason, retryInMs: state.retryInMs };
    case "failed":
      return { kind: "failed", reason: state.reason, remedy: state.remedy };
  }
}
