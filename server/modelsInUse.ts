import { join } from "node:path";
import type { Connection } from "vscode-languageserver/node";
import { type ChatModel, createChatModel } from "./chatModel.ts";
import type { Engine } from "./engine/engine.ts";
import { createEngineProcess, type EngineProcessOptions } from "./engine/process.ts";
import type { Guard } from "./guard/guard.ts";
import { holding } from "./holding.ts";
import { openModelFile } from "./modelFile.ts";
import { createModelInUse, type ModelInUse } from "./modelInUse.ts";
import { openModelServer } from "./modelServer.ts";
import type { Answering } from "./models/answering.ts";
import { builtInModel } from "./models/builtIn.ts";
import { chatModelNotification } from "./protocol/chat.ts";
import { statusNotification } from "./protocol/messages.ts";
import type { BuiltInEngine, Options } from "./protocol/options.ts";

/** The models that run: that of completions, and that which converses. */
export interface ModelsInUse {
  readonly completion: ModelInUse;
  readonly chat: ChatModel;
  /** Who answers, once what was chosen has been looked at; undefined: nobody can. */
  answering(): Promise<Answering | undefined>;
  /** How every process that runs a model is started. */
  process: ProcessOptions;
  use(options: Options): void;
  dispose(): Promise<void>;
}

type ProcessOptions = (
  options: Options,
) => Pick<EngineProcessOptions, "entry" | "gpu" | "idleMs" | "threads" | "storage">;

interface ModelsOptions {
  connection: Pick<Connection, "sendNotification">;
  /** Of the bundles and the model that ships inside the package. */
  folder: string;
  mayConnect: Guard["mayConnect"];
  log(line: string): void;
}

/** Creates both, and tells the client of them; nothing is opened before `use`. */
export function createModelsInUse({
  connection,
  folder,
  mayConnect,
  log,
}: ModelsOptions): ModelsInUse {
  let looking: Promise<unknown> = Promise.resolve();

  const process: ProcessOptions = ({ engine, storage }) => {
    const { gpu, idleMinutes, threads }: Partial<BuiltInEngine> =
      engine.kind === "built-in" ? engine : {};
    return {
      entry: join(folder, "engine", "engine.mjs"),
      gpu: gpu ?? "auto",
      idleMs: (idleMinutes ?? 30) * 60_000,
      ...(threads === undefined ? {} : { threads }),
      ...(storage === undefined ? {} : { storage }),
    };
  };

  function engineProcess(modelPath: string, contextSize: number, wanted: Options): Engine {
    const engine = createEngineProcess({ ...process(wanted), modelPath, contextSize, log });
    return holding(engine, (held) => chat.hold(held));
  }

  const completion = createModelInUse({
    async open(wanted) {
      const { engine } = wanted;
      return engine.kind === "http"
        ? openModelServer({ options: wanted, engine, mayConnect, log })
        : openModelFile({
            options: wanted,
            engine,
            builtIn: builtInModel(folder),
            createEngine: (modelPath) => engineProcess(modelPath, engine.contextSize, wanted),
          });
    },
    onStatus(status) {
      void connection.sendNotification(statusNotification, status);
      void connection.sendNotification(chatModelNotification, chat.state);
    },
    log,
  });

  const chat = createChatModel({
    ...{ process, mayConnect, log },
    fallback() {
      const { current } = completion;
      if (current.kind !== "model" || !current.traits.converses) return undefined;
      const { contextTokens, charactersPerToken } = current.traits;
      const { name } = current.opened.name();
      const { engine } = current;
      return { engine, name, contextSize: contextTokens, charactersPerToken, pictures: false };
    },
    onState: (state) => void connection.sendNotification(chatModelNotification, state),
  });

  return {
    ...{ completion, chat, process },
    async answering() {
      await looking;
      return chat.answering();
    },
    use(next) {
      looking = Promise.all([completion.use(next), chat.use(next)]);
    },
    async dispose() {
      await Promise.all([completion.dispose(), chat.dispose()]);
    },
  };
}
