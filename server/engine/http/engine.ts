import type { Guard } from "../../guard/guard.ts";
import type {
  Engine,
  EngineReady,
  EngineState,
  GenerationEnd,
  GenerationEvent,
} from "../engine.ts";
import { createEventStream, type EventStream } from "../stream.ts";
import { readAddress } from "./address.ts";
import type { Look, ServerApi, SignOfLife } from "./api.ts";
import { createHttpClient, type HttpClient } from "./client.ts";
import { createLlamaServer } from "./llamaServer.ts";
import { createOpenAi } from "./openai.ts";
import { defaultPatience, type Patience } from "./patience.ts";
import { ServerTrouble, tooSlow } from "./trouble.ts";

/** What an engine that is a server is made from. */
export interface HttpEngineOptions {
  api: "llama-server" | "openai";
  url: string;
  /** The model to ask for, where the server has several. */
  model?: string;
  /** Tokens of a context where the server does not tell. */
  contextSize: number;
  /** The control tokens that prompts may use. */
  controlTokens: readonly string[];
  mayConnect: Guard["mayConnect"];
  log(line: string): void;
  patience?: Partial<Patience>;
}

/** What is asked of a server, and streamed until the signal aborts. */
type Ask = (
  api: ServerApi,
  signal: AbortSignal,
) => AsyncGenerator<GenerationEvent | SignOfLife, void, void>;

/**
 * An engine that is somebody else's server on this machine. While it loads, requests wait; while
 * it is away, they end at once and bring the next look at it nearer. A request that is aborted has
 * its socket closed.
 */
export function createHttpEngine(options: HttpEngineOptions): Engine {
  const patience = { ...defaultPatience, ...options.patience };
  const address = readAddress(options.url, options.mayConnect);
  const listeners = new Set<(state: EngineState) => void>();
  const open = new Set<AbortController>();
  const server = address.kind === "address" ? connect(address.url, options) : undefined;
  let state: EngineState = { kind: "stopped" };
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let startedAt = 0;
  let heardAt = 0;
  let attempts = 0;
  let disposed = false;

  function enter(next: EngineState): void {
    if (disposed) return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  /** Looks at the server once for all who ask at the same time; the state says what was found. */
  function look(): Promise<void> {
    clearTimeout(timer);
    looking ??= lookOnce().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function lookOnce(): Promise<void> {
    if (!server) return;
    const controller = new AbortController();
    open.add(controller);
    const limit = setTimeout(
      () => controller.abort(tooSlow(server.client.url, patience.lookMs)),
      patience.lookMs,
    );
    try {
      found(await server.api.look(controller.signal));
    } catch (error) {
      troubled(troubleOf(error, controller.signal));
    } finally {
      clearTimeout(limit);
      open.delete(controller);
    }
  }

  function found({ served, contextSize }: Look): void {
    attempts = 0;
    heardAt = performance.now();
    const ready: EngineReady = {
      device: { kind: "server", url: server?.client.url ?? options.url },
      contextSize: contextSize ?? options.contextSize,
      loadMs: heardAt - startedAt,
      served,
    };
    // A look at a server that is as it was is no news.
    if (state.kind === "ready" && sameModel(state.ready, ready)) return;
    enter({ kind: "ready", ready });
  }

  function troubled(trouble: ServerTrouble): void {
    if (disposed) return;
    options.log(`engine: ${trouble.message}`);
    clearTimeout(timer);
    switch (trouble.kind) {
      case "forbidden":
        enter({ kind: "failed", reason: trouble.message, remedy: "Then restart the engine." });
        break;
      case "loading":
        if (state.kind !== "loading") enter({ kind: "loading", progress: 0 });
        timer = setTimeout(look, patience.loadingMs);
        break;
      case "away":
      case "strange":
      case "refused": {
        const retryInMs = patience.awayMs[Math.min(attempts, patience.awayMs.length - 1)] ?? 1_000;
        attempts += 1;
        enter({ kind: "waiting", reason: trouble.message, attempt: attempts, retryInMs });
        timer = setTimeout(look, retryInMs);
        break;
      }
    }
  }

  function start(): void {
    if (disposed) return;
    if (address.kind === "problem") {
      enter({ kind: "failed", reason: address.reason, remedy: address.remedy });
    } else if (state.kind === "stopped") {
      startedAt = performance.now();
      enter({ kind: "loading", progress: 0 });
      void look();
    } else if (state.kind === "waiting" && !looking && state.retryInMs > patience.loadingMs) {
      // Somebody types: that is worth a look, though no more often than at a server that loads.
      clearTimeout(timer);
      timer = setTimeout(look, patience.loadingMs);
      state = { ...state, retryInMs: patience.loadingMs };
    }
  }

  /** Resolves when requests can be sent, or why not. */
  async function ready(signal: AbortSignal): Promise<GenerationEnd | undefined> {
    start();
    if (state.kind === "ready" && performance.now() - heardAt > patience.freshMs) await look();
    while (state.kind === "loading" && !signal.aborted) await nextState(signal);
    if (signal.aborted || disposed) return { stopReason: "cancelled" };
    if (state.kind === "waiting" || state.kind === "failed")
      return { stopReason: "failed", failure: state.reason };
    return state.kind === "ready" ? undefined : { stopReason: "cancelled" };
  }

  function nextState(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        listeners.delete(wake);
        signal.removeEventListener("abort", wake);
        resolve();
      };
      listeners.add(wake);
      signal.addEventListener("abort", wake, { once: true });
    });
  }

  async function answer(ask: Ask, stream: EventStream, controller: AbortController): Promise<void> {
    const { signal } = controller;
    let silence: NodeJS.Timeout | undefined;
    try {
      const unready = await ready(signal);
      if (unready || !server) {
        stream.put({ kind: "end", ...(unready ?? { stopReason: "cancelled" }) });
        return;
      }
      const limit = (): void => {
        clearTimeout(silence);
        silence = setTimeout(
          () => controller.abort(tooSlow(server.client.url, patience.silenceMs)),
          patience.silenceMs,
        );
      };
      limit();
      for await (const event of ask(server.api, signal)) {
        heardAt = performance.now();
        limit();
        if (event.kind !== "alive") stream.put(event);
      }
    } catch (error) {
      if (signal.aborted && !(signal.reason instanceof ServerTrouble)) {
        stream.put({ kind: "end", stopReason: "cancelled" });
        return;
      }
      const trouble = troubleOf(error, signal);
      stream.put({ kind: "end", stopReason: "failed", failure: trouble.message });
      if (trouble.kind === "refused") options.log(`engine: ${trouble.message}`);
      else troubled(trouble);
    } finally {
      clearTimeout(silence);
      open.delete(controller);
    }
  }

  function streamed(ask: Ask, signal: AbortSignal): EventStream {
    const controller = new AbortController();
    const abort = (): void => {
      stream.put({ kind: "end", stopReason: "cancelled" });
      controller.abort();
    };
    const stream = createEventStream(abort);
    if (signal.aborted || disposed) abort();
    else {
      open.add(controller);
      signal.addEventListener("abort", abort, { once: true });
      void answer(ask, stream, controller).finally(() =>
        signal.removeEventListener("abort", abort),
      );
    }
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
    generate: (request, signal) => streamed((api, ended) => api.generate(request, ended), signal),
    chat: (request, signal) => streamed((api, ended) => api.chat(request, ended), signal),
    hold() {},
    restart() {
      attempts = 0;
      clearTimeout(timer);
      if (disposed) return;
      state = { kind: "stopped" };
      start();
    },
    async dispose() {
      enter({ kind: "stopped" });
      disposed = true;
      clearTimeout(timer);
      for (const controller of open) controller.abort();
      listeners.clear();
      server?.client.close();
    },
  };
}

function connect(url: URL, options: HttpEngineOptions): { client: HttpClient; api: ServerApi } {
  const { contextSize, controlTokens, mayConnect } = options;
  const client = createHttpClient(url, mayConnect);
  const model = options.model === undefined ? {} : { model: options.model };
  const api =
    options.api === "llama-server"
      ? createLlamaServer({ client, controlTokens, ...model })
      : createOpenAi({ client, contextSize, ...model });
  return { client, api };
}

/** A deadline is the reason of its abort; everything else that is not trouble is a bug. */
function troubleOf(error: unknown, signal: AbortSignal): ServerTrouble {
  if (signal.reason instanceof ServerTrouble) return signal.reason;
  if (error instanceof ServerTrouble) return error;
  return new ServerTrouble("refused", error instanceof Error ? error.message : String(error));
}

function sameModel(a: EngineReady, b: EngineReady): boolean {
  return (
    a.contextSize === b.contextSize &&
    a.served?.name === b.served?.name &&
    a.served?.vocabularySize === b.served?.vocabularySize &&
    a.served?.infill === b.served?.infill
  );
}
