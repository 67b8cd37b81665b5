import { createGenerations, type Generations } from "./completion/ongoing.ts";
import { createReadingSpeed, type ReadingSpeed } from "./completion/readingSpeed.ts";
import { createTokenRate, type TokenRate } from "./completion/tokenRate.ts";
import type { Engine } from "./engine/engine.ts";
import type { ModelTraits, OpenedModel, Opening } from "./openedModel.ts";
import type { ModelName, Status } from "./protocol/messages.ts";
import type { Options } from "./protocol/options.ts";

/** The model that answers, from its file or server to its engine. */
export interface ModelInUse {
  readonly current: Current;
  readonly status: Status;
  /** Takes new options; the engine is started anew only if they change what it runs. */
  use(options: Options): Promise<void>;
  /** Looks at the model again and starts the engine afresh. */
  restart(): Promise<void>;
  dispose(): Promise<void>;
}

/** What can be asked of the model now. */
export type Current =
  | { kind: "checking" }
  | { kind: "problem"; reason: string; remedy: string }
  /** A server that has not told yet what it serves. */
  | { kind: "unknown"; opened: OpenedModel }
  | ({ kind: "model"; opened: OpenedModel } & RunningModel);

/** A model of which everything is known that a prompt is made by. */
export interface RunningModel {
  traits: ModelTraits;
  engine: Engine;
  generations: Generations;
  rate: TokenRate;
  speed: ReadingSpeed;
}

interface ModelInUseOptions {
  open(options: Options): Promise<Opening>;
  onStatus(status: Status): void;
  log(line: string): void;
}

/** Creates the model in use; nothing is opened before `use` is called. */
export function createModelInUse({ open, onStatus, log }: ModelInUseOptions): ModelInUse {
  let current: Current = { kind: "checking" };
  let options: Options | undefined;
  let generation = 0;

  function enter(next: Current): void {
    current = next;
    onStatus(statusOf(next));
  }

  async function reopen(wanted: Options): Promise<void> {
    generation += 1;
    const mine = generation;
    await close();
    enter({ kind: "checking" });
    const opening = await open(wanted);
    if (mine !== generation) {
      if (opening.kind === "opened") await opening.engine.dispose();
      return;
    }
    if (opening.kind === "problem") {
      log(`model: ${opening.reason} ${opening.remedy}`);
      enter(opening);
      return;
    }
    opening.engine.onState(() => learn(opening));
    learn(opening);
    opening.engine.start();
  }

  /** Takes what the engine's state may have made known. */
  function learn(opened: OpenedModel): void {
    const traits = opened.traits();
    if (!traits) enter({ kind: "unknown", opened });
    else if (current.kind === "model" && current.traits === traits) enter(current);
    else enter({ kind: "model", opened, ...running(opened.engine, traits) });
  }

  async function close(): Promise<void> {
    if (current.kind === "model") current.generations.stop();
    if (current.kind === "model" || current.kind === "unknown")
      await current.opened.engine.dispose();
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
      if (!same) await reopen(next);
    },
    async restart() {
      if (current.kind === "model" || current.kind === "unknown") current.opened.engine.restart();
      else if (options) await reopen(options);
    },
    async dispose() {
      generation += 1;
      await close();
    },
  };
}

function running(engine: Engine, traits: ModelTraits): RunningModel {
  return {
    traits,
    engine,
    generations: createGenerations(engine),
    rate: createTokenRate(traits.charactersPerToken),
    speed: createReadingSpeed(),
  };
}

function statusOf(current: Current): Status {
  if (current.kind === "checking") return current;
  if (current.kind === "problem")
    return { kind: "failed", reason: current.reason, remedy: current.remedy };
  const { engine, name } = current.opened;
  return statusOfEngine(engine, name());
}

function statusOfEngine({ state }: Engine, model: ModelName): Status {
  switch (state.kind) {
    case "stopped":
      return { kind: "asleep", model };
    case "loading":
      return { kind: "loading", model, progress: state.progress };
    case "ready": {
      const { device, contextSize } = state.ready;
      return { kind: "ready", model, device, contextSize };
    }
    case "waiting":
      return { kind: "waiting", model, reason: state.reason, retryInMs: state.retryInMs };
    case "failed":
      return { kind: "failed", reason: state.reason, remedy: state.remedy };
  }
}
