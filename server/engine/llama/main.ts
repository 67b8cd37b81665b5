import { constants, setPriority } from "node:os";
import type { EncodeRequest } from "../encoder.ts";
import type { GenerationEnd, GenerationEvent, Lane } from "../engine.ts";
import type { FromEngine, ToEngine } from "../messages.ts";
import { chat } from "./chat.ts";
import { createDrafting } from "./drafting.ts";
import { echoShares } from "./draftText.ts";
import { createTextEncoder, type TextEncoder } from "./encode.ts";
import { type Generating, generate } from "./generate.ts";
import { type Loaded, load } from "./load.ts";
import { originalShares } from "./lookup.ts";
import { createSeats, type Seats } from "./seats.ts";
import { createTurns } from "./turns.ts";

/** Entry of the engine process: answers the messages of `engine/messages.ts` over IPC. */

const turns = createTurns();
const drafting = {
  echo: createDrafting(echoShares),
  original: createDrafting(originalShares),
};
const running = new Map<number, AbortController>();
const lanes = new Map<Lane, Promise<Seats>>();
const queues = new Map<Lane | "encoding", Promise<void>>();
let encoder: TextEncoder | undefined;
let loaded: Loaded | undefined;

process.on("message", (message: ToEngine) => {
  switch (message.kind) {
    case "load":
      void loadModel(message.options);
      break;
    case "generate":
      enqueue(message.id, message.request.lane, (signal) =>
        answer(message.id, message.request.lane, signal, (around) =>
          generate(message.request, around, signal),
        ),
      );
      break;
    case "chat":
      enqueue(message.id, "chat", (signal) =>
        answer(message.id, "chat", signal, (around) => chat(message.request, around, signal)),
      );
      break;
    case "hold":
      turns.hold(message.held);
      break;
    case "encode":
      enqueue(message.id, "encoding", (signal) => encode(message.id, message.request, signal));
      break;
    case "abort":
      running.get(message.id)?.abort();
      break;
  }
});
// The server is gone, or wants the memory back.
process.on("disconnect", () => process.exit(0));

function send(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}

async function loadModel(options: Extract<ToEngine, { kind: "load" }>["options"]): Promise<void> {
  try {
    loaded = await load(options, send);
    const { purpose } = options;
    if (purpose === "generation") await seatsOf("completion");
    else if (purpose === "chat") await seatsOf("chat");
    else {
      // It works in the background of somebody who types.
      setPriority(constants.priority.PRIORITY_LOW);
      encoder = await createTextEncoder(loaded.model, { ...loaded, purpose });
    }
    send({
      kind: "ready",
      ready: {
        pid: process.pid,
        device: loaded.device,
        contextSize: loaded.contextSize,
        threads: loaded.threads,
      },
    });
  } catch (error) {
    send({ kind: "unloadable", reason: error instanceof Error ? error.message : String(error) });
  }
}

/** Typing and chat each have a context of their own; chat's is made when chat is first used. */
function seatsOf(lane: Lane): Promise<Seats> {
  const known = lanes.get(lane);
  if (known) return known;
  const made = (async () => {
    if (!loaded) throw new Error("no model is loaded");
    return createSeats(...(await loaded.createContext(lane)));
  })();
  lanes.set(lane, made);
  made.catch(() => lanes.delete(lane));
  return made;
}

/** A lane has one request at a time; the next waits for its end. */
function enqueue(
  id: number,
  lane: Lane | "encoding",
  work: (signal: AbortSignal) => Promise<void>,
): void {
  const controller = new AbortController();
  running.set(id, controller);
  const before = queues.get(lane) ?? Promise.resolve();
  queues.set(
    lane,
    before.then(() => work(controller.signal)).finally(() => running.delete(id)),
  );
}

async function encode(id: number, request: EncodeRequest, signal: AbortSignal): Promise<void> {
  try {
    const encoding = (await encoder?.encode(request, signal, () =>
      send({ kind: "progress", id }),
    )) ?? {
      kind: "failed",
      failure: "the model was loaded to write",
    };
    send({ kind: "encoded", id, encoding });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    send({ kind: "encoded", id, encoding: { kind: "failed", failure } });
  }
}

async function answer(
  id: number,
  lane: Lane,
  signal: AbortSignal,
  work: (around: Generating) => Promise<GenerationEnd>,
): Promise<void> {
  const report = (event: GenerationEvent): void => send({ kind: "generation", id, event });
  if (signal.aborted || !loaded) {
    report({ kind: "end", stopReason: "cancelled" });
    return;
  }
  const turn = turns.enter(lane);
  try {
    const end = await work({
      llama: loaded.llama,
      model: loaded.model,
      seats: await seatsOf(lane),
      turn,
      drafting,
      onProgress: () => send({ kind: "progress", id }),
      onEvent: report,
    });
    report({ kind: "end", ...end });
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    send({ kind: "log", level: "error", message: `generation ${id}: ${failure}` });
    report({ kind: "end", stopReason: "failed", failure });
  } finally {
    turn.leave();
  }
}
