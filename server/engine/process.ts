import { type Child, startChild } from "../process/child.ts";
import { createRestarts } from "../process/restarts.ts";
import type { Encoder, Encoding } from "./encoder.ts";
import type { Engine, EngineReady, EngineState, GenerationEnd, GenerationEvent } from "./engine.ts";
import { createGpuFallback } from "./gpuFallback.ts";
import type { FromEngine, Purpose, ToEngine } from "./messages.ts";
import { createEventStream, type EventStream } from "./stream.ts";

/** What an engine in a process of its own is made from. */
export interface EngineProcessOptions {
  /** Path of the bundled `engine.mjs`. */
  entry: string;
  modelPath: string;
  /** Default "generation". A process for another purpose works at low priority. */
  purpose?: Purpose;
  gpu: "auto" | "off";
  contextSize: number;
  threads?: number;
  /** A folder of ours where a crash of the GPU is remembered. */
  storage?: string;
  /** After so many milliseconds without a request the process ends and gives its memory back. */
  idleMs: number;
  /** A request that shows no sign of life for so long means that the engine hangs. */
  hangMs?: number;
  log(line: string): void;
}

type EngineProcess = Child<ToEngine>;

/** A request that has not ended; it is sent when the engine is ready. */
interface Pending {
  /** What comes before the end of a generation. */
  put?(event: GenerationEvent): void;
  /** What has been encoded; its end comes right after. */
  encoded?(encoding: Encoding): void;
  end(end: GenerationEnd): void;
  send(child: EngineProcess): void;
  sent: boolean;
  /** Ends listening to the caller's signal. */
  release(): void;
}

const defaultHangMs = 60_000;
/** Reading a large model from a slow disk says nothing for a long time. */
const loadHangMs = 300_000;

/**
 * An engine that runs in a process of its own, so that a native crash, an out-of-memory kill or a
 * hang costs that process and the requests in flight, no more. It is restarted with back-off, a
 * bounded number of times; a GPU that crashes it is given up for the CPU, and that is remembered.
 */
export function createEngineProcess(options: EngineProcessOptions): Engine & Encoder {
  const listeners = new Set<(state: EngineState) => void>();
  const pending = new Map<number, Pending>();
  const restarts = createRestarts();
  const fallback = createGpuFallback(options.storage);
  const hangMs = options.hangMs ?? defaultHangMs;
  let state: EngineState = { kind: "stopped" };
  let child: EngineProcess | undefined;
  /** Why no GPU is used, once that is known; a crash is remembered beyond this process. */
  let cpuWhy = options.gpu === "off" ? "the GPU is turned off by a setting" : fallback.why;
  let startedAt = 0;
  let readyAt = 0;
  let timer: NodeJS.Timeout | undefined;
  let watchdog: NodeJS.Timeout | undefined;
  let lastId = 0;
  let disposed = false;

  function enter(next: EngineState): void {
    state = next;
    for (const listener of listeners) listener(next);
  }

  function launch(): void {
    clearTimeout(timer);
    startedAt = performance.now();
    readyAt = 0;
    const started: EngineProcess = startChild<ToEngine, FromEngine>(
      options.entry,
      {
        onMessage: (message) => child === started && receive(message),
        onEnding: ({ clause }) => child === started && crashed(clause),
        onOutput: (line) => options.log(`engine: ${line}`),
      },
      { serialization: "advanced" },
    );
    child = started;
    enter({ kind: "loading", progress: 0 });
    started.send({
      kind: "load",
      options: {
        modelPath: options.modelPath,
        purpose: options.purpose ?? "generation",
        gpu: cpuWhy === undefined ? { kind: "auto" } : { kind: "cpu", why: cpuWhy },
        contextSize: options.contextSize,
        ...(options.threads === undefined ? {} : { threads: options.threads }),
      },
    });
    watch();
  }

  function receive(message: FromEngine): void {
    watch();
    switch (message.kind) {
      case "loading":
        enter({ kind: "loading", progress: message.progress });
        break;
      case "ready":
        ready(message.ready);
        break;
      case "unloadable":
        unloadable(message.reason);
        break;
      case "progress":
        break;
      case "generation":
        if (message.event.kind === "end") finish(message.id, message.event);
        else pending.get(message.id)?.put?.(message.event);
        break;
      case "encoded":
        pending.get(message.id)?.encoded?.(message.encoding);
        finish(message.id, { stopReason: "end-of-text" });
        break;
      case "log":
        options.log(`engine ${message.level}: ${message.message.trim()}`);
        break;
    }
  }

  function ready(facts: Omit<EngineReady, "loadMs">): void {
    readyAt = performance.now();
    enter({ kind: "ready", ready: { ...facts, loadMs: readyAt - startedAt } });
    for (const request of pending.values()) if (child) dispatch(request, child);
    watch();
    rest();
  }

  function dispatch(request: Pending, to: EngineProcess): void {
    request.sent = true;
    request.send(to);
  }

  function finish(id: number, end: GenerationEnd): void {
    const request = pending.get(id);
    request?.release();
    request?.end(end);
    pending.delete(id);
    watch();
    rest();
  }

  /** A model that cannot be loaded on the GPU may fit on the CPU; a damaged one fits nowhere. */
  function unloadable(reason: string): void {
    options.log(`engine: the model could not be loaded: ${reason}`);
    void child?.stop();
    child = undefined;
    if (cpuWhy === undefined) {
      cpuWhy = "the GPU could not take this model";
      launch();
      return;
    }
    fail(
      `The model could not be loaded: ${reason}.`,
      "Choose another model file, or free some memory and restart the engine.",
    );
  }

  function crashed(clause: string): void {
    const wasReady = readyAt > 0;
    const livedMs = wasReady ? performance.now() - readyAt : 0;
    options.log(`engine: ${clause}${wasReady ? "" : " while it loaded the model"}`);
    child = undefined;
    endSent(clause);
    const restart = restarts.crashed(livedMs);
    if (cpuWhy === undefined && (!wasReady || (restart.kind === "retry" && restart.attempt > 1))) {
      cpuWhy = `the engine stopped while it used the GPU: ${clause}`;
      fallback.remember(cpuWhy);
    } else if (!wasReady && (restart.kind === "give-up" || restart.attempt > 1)) {
      fail(
        `The engine stopped while it loaded the model: ${clause}.`,
        "The file may be damaged or too large for this machine. Choose another model, or restart the engine.",
      );
      return;
    }
    if (restart.kind === "give-up") {
      fail(
        `The engine stopped again and again: ${clause}.`,
        "Look into the log, then restart the engine.",
      );
      return;
    }
    enter({
      kind: "waiting",
      reason: `The engine stopped: ${clause}.`,
      attempt: restart.attempt,
      retryInMs: restart.afterMs,
    });
    timer = setTimeout(launch, restart.afterMs);
  }

  /** Requests that the dead process had are over; those it had not been given wait for the next. */
  function endSent(clause: string): void {
    for (const [id, request] of pending) {
      if (request.sent)
        finish(id, {
          stopReason: "failed",
          failure: `the engine stopped: ${clause}`,
        });
    }
  }

  function fail(reason: string, remedy: string): void {
    clearTimeout(timer);
    clearTimeout(watchdog);
    enter({ kind: "failed", reason, remedy });
    for (const id of [...pending.keys()]) finish(id, { stopReason: "failed", failure: reason });
  }

  /** While there is something to wait for, silence for too long means a hang. */
  function watch(): void {
    clearTimeout(watchdog);
    const limit = state.kind === "loading" ? loadHangMs : hangMs;
    if (state.kind !== "loading" && ![...pending.values()].some((request) => request.sent)) return;
    watchdog = setTimeout(() => {
      options.log(`engine: no sign of life for ${limit / 1_000} s`);
      child?.kill();
    }, limit);
  }

  function rest(): void {
    if (state.kind !== "ready") return;
    clearTimeout(timer);
    if (pending.size > 0) return;
    timer = setTimeout(() => {
      options.log("engine: idle, its memory is given back");
      stopChild();
      enter({ kind: "stopped" });
    }, options.idleMs);
  }

  function stopChild(): Promise<void> {
    clearTimeout(timer);
    clearTimeout(watchdog);
    const stopped = child?.stop();
    child = undefined;
    return stopped ?? Promise.resolve();
  }

  function start(): void {
    if (state.kind === "stopped" && !disposed) launch();
  }

  function aborter(id: number): () => void {
    return () => {
      const known = pending.get(id);
      if (!known) return;
      if (known.sent) child?.send({ kind: "abort", id });
      // The caller is free at once; the process follows within one piece.
      finish(id, { stopReason: "cancelled" });
    };
  }

  function submit(
    id: number,
    { request, signal, abort }: { request: Pending; signal: AbortSignal; abort: () => void },
  ): void {
    pending.set(id, request);
    if (signal.aborted) abort();
    else if (disposed) finish(id, { stopReason: "cancelled" });
    else if (state.kind === "failed") finish(id, { stopReason: "failed", failure: state.reason });
    else {
      signal.addEventListener("abort", abort, { once: true });
      clearTimeout(state.kind === "ready" ? timer : undefined);
      if (state.kind === "ready" && child) dispatch(request, child);
      start();
      watch();
    }
  }

  function streamed(signal: AbortSignal, message: (id: number) => ToEngine): EventStream {
    lastId += 1;
    const id = lastId;
    const abort = aborter(id);
    const stream = createEventStream(abort);
    submit(id, {
      request: {
        put: stream.put,
        end: (end) => stream.put({ ...end, kind: "end" }),
        sent: false,
        release: () => signal.removeEventListener("abort", abort),
        send: (to) => to.send(message(id)),
      },
      signal,
      abort,
    });
    return stream;
  }

  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start,
    generate: (request, signal) => streamed(signal, (id) => ({ kind: "generate", id, request })),
    chat: (request, signal) => streamed(signal, (id) => ({ kind: "chat", id, request })),
    encode(request, signal) {
      lastId += 1;
      const id = lastId;
      const abort = aborter(id);
      return new Promise((resolve) => {
        submit(id, {
          request: {
            encoded: resolve,
            end: (end) => resolve(unencoded(end)),
            sent: false,
            release: () => signal.removeEventListener("abort", abort),
            send: (to) => to.send({ kind: "encode", id, request }),
          },
          signal,
          abort,
        });
      });
    },
    hold(held) {
      child?.send({ kind: "hold", held });
    },
    restart() {
      restarts.forget();
      fallback.forget();
      if (options.gpu === "auto") cpuWhy = undefined;
      void stopChild();
      endSent("it was restarted");
      if (!disposed) launch();
    },
    async dispose() {
      disposed = true;
      const stopped = stopChild();
      for (const id of [...pending.keys()]) finish(id, { stopReason: "cancelled" });
      clearTimeout(timer);
      enter({ kind: "stopped" });
      listeners.clear();
      await stopped;
    },
  };
}

function unencoded(end: GenerationEnd): Encoding {
  return end.stopReason === "failed"
    ? { kind: "failed", failure: end.failure }
    : { kind: "cancelled" };
}
