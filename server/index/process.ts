import { createHash } from "node:crypto";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Child, startChild } from "../process/child.ts";
import { createRestarts } from "../process/restarts.ts";
import type { Embedded, Embedder } from "./embedder.ts";
import type { FromIndex, IndexSetup, ToIndex } from "./messages.ts";
import type { IndexState, WorkspaceIndex } from "./workspaceIndex.ts";

/** The index of a workspace, and what it is told about that. */
export interface IndexProcess extends WorkspaceIndex {
  /** Takes these folders, as absolute paths, and leaves out what the globs mean. */
  use(setup: { folders: readonly string[]; exclude: readonly string[] }): void;
}

export interface IndexProcessOptions {
  /** Path of the bundled `index.js`. */
  entry: string;
  /** A folder of ours for the indexes; undefined where there is none. */
  storage(): string | undefined;
  log(line: string): void;
}

/** A document that is edited is taken in when nothing has been typed in it for so long. */
const afterEditMs = 250;
/** Events of files come in crowds; the first waits so long for others. */
const crowdMs = 50;
/** A longer text is not taken in, in UTF-16 units. */
const longestText = 1_000_000;
/** Somebody types, but the process need not hear of each key. */
const tellTypingMs = 200;

/**
 * The index in a process of its own: what crashes there, a full disk, a damaged file cost that process
 * and nothing else. It is started again with back-off, a bounded number of times, and goes on where it
 * was; the open documents are told to it again.
 */
export function createIndexProcess({ entry, storage, log }: IndexProcessOptions): IndexProcess {
  const listeners = new Set<(state: IndexState) => void>();
  const asked = new Map<number, (answer: FromIndex | undefined) => void>();
  const documents = new Map<string, OpenDocument>();
  const restarts = createRestarts();
  let state: IndexState = { kind: "off", reason: "No folder is open." };
  let setup: IndexSetup = { folders: [], exclude: [] };
  let child: Child<ToIndex> | undefined;
  const pauses = new Set<"battery" | "cancelled">();
  let embedder: Embedder | undefined;
  let embedding = new AbortController();
  let files: string[] = [];
  let crowd: NodeJS.Timeout | undefined;
  let restart: NodeJS.Timeout | undefined;
  let startedAt = 0;
  let typedAt = Number.NEGATIVE_INFINITY;
  let lastId = 0;

  function enter(next: IndexState): void {
    if (JSON.stringify(next) === JSON.stringify(state)) return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  function launch(): void {
    clearTimeout(restart);
    startedAt = performance.now();
    enter({ kind: "opening" });
    const started: Child<ToIndex> = startChild<ToIndex, FromIndex>(
      entry,
      {
        onMessage: (message) => child === started && receive(message),
        onEnding: ({ clause }) => child === started && crashed(clause),
        onOutput: (line) => log(`index: ${line}`),
      },
      // It says at its first use that the module is an experiment.
      { execArgv: ["--disable-warning=ExperimentalWarning"], serialization: "advanced" },
    );
    child = started;
    started.send({ kind: "open", setup });
    for (const [uri, { document }] of documents) takeIn(uri, document);
    tellPause();
    if (embedder) started.send({ kind: "embedding", on: true });
  }

  function tellPause(): void {
    const [why] = [...pauses].sort().reverse();
    child?.send(why ? { kind: "pause", why } : { kind: "resume" });
  }

  function crashed(clause: string): void {
    log(`index: the process ended: ${clause}`);
    child = undefined;
    answerNothing();
    const next = restarts.crashed(performance.now() - startedAt);
    if (next.kind === "give-up") {
      enter({
        kind: "failed",
        reason: `The index of the workspace stopped again and again: ${clause}.`,
        remedy: "Look into the log, then rebuild the index.",
      });
      return;
    }
    enter({ kind: "opening" });
    restart = setTimeout(launch, next.afterMs).unref();
  }

  function answerNothing(): void {
    for (const answer of asked.values()) answer(undefined);
    asked.clear();
  }

  function receive(message: FromIndex): void {
    switch (message.kind) {
      case "state":
        if (message.state.kind === "unavailable" && message.state.reason !== reasonOf(state))
          log(`index: ${message.state.reason} ${message.state.remedy}`);
        enter(message.state);
        // There is nothing to wait for: it would only take memory.
        if (message.state.kind === "unavailable") void stop();
        return;
      case "log":
        log(message.line);
        return;
      case "embed":
        void embed(message.id, message.texts);
        return;
      case "found":
      case "skipped":
      case "settled":
        asked.get(message.id)?.(message);
        asked.delete(message.id);
        return;
    }
  }

  /** An answer to a message that has an id; undefined where none will come. */
  function ask<Kind extends FromIndex["kind"]>(
    message: { kind: "search"; query: object } | { kind: "skipped" } | { kind: "settle" },
    _answer: Kind,
    signal?: AbortSignal,
  ): Promise<Extract<FromIndex, { kind: Kind }> | undefined> {
    const to = child;
    if (!to || signal?.aborted) return Promise.resolve(undefined);
    lastId += 1;
    const id = lastId;
    return new Promise((resolve) => {
      const settle = (answer: FromIndex | undefined): void => {
        signal?.removeEventListener("abort", abort);
        resolve(answer as Extract<FromIndex, { kind: Kind }> | undefined);
      };
      const abort = (): void => {
        asked.delete(id);
        settle(undefined);
      };
      asked.set(id, settle);
      signal?.addEventListener("abort", abort, { once: true });
      to.send({ ...message, id } as ToIndex);
    });
  }

  async function embed(id: number, texts: readonly string[]): Promise<void> {
    const asking = embedder;
    const none: Embedded = { kind: "cancelled" };
    const embedded = asking ? await asking.embed(texts, "passage", embedding.signal) : none;
    child?.send({ kind: "embedded", id, embedded: asking === embedder ? embedded : none });
  }

  function takeIn(uri: string, document: OpenDocument["document"]): void {
    const text = document.getText();
    if (text.length > longestText) return;
    child?.send({
      kind: "changed",
      path: fileURLToPath(uri),
      language: document.languageId,
      text,
    });
  }

  function typing(): void {
    const now = performance.now();
    if (now - typedAt < tellTypingMs) return;
    typedAt = now;
    child?.send({ kind: "typing" });
  }

  function flush(): void {
    clearTimeout(crowd);
    crowd = undefined;
    child?.send({ kind: "files", paths: files });
    files = [];
  }

  function stop(): Promise<void> {
    clearTimeout(restart);
    clearTimeout(crowd);
    crowd = undefined;
    files = [];
    const stopped = child?.stop();
    child = undefined;
    answerNothing();
    return stopped ?? Promise.resolve();
  }

  return {
    get state() {
      return state;
    },
    onState(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    use({ folders, exclude }) {
      const folder = storage();
      const wanted: IndexSetup = {
        exclude,
        folders:
          folder === undefined
            ? []
            : [...new Set(folders)].map((root) => ({ root, database: databaseOf(folder, root) })),
      };
      if (JSON.stringify(wanted) === JSON.stringify(setup)) return;
      setup = wanted;
      if (wanted.folders.length === 0) {
        void stop();
        const why = folders.length === 0 ? "No folder is open." : "The client gives no storage.";
        enter({ kind: "off", reason: why });
      } else if (child) {
        child.send({ kind: "open", setup });
        for (const [uri, { document }] of documents) takeIn(uri, document);
      } else launch();
    },
    async search(query, signal) {
      return (await ask({ kind: "search", query }, "found", signal))?.results ?? [];
    },
    changed(document) {
      const { uri } = document;
      if (!uri.startsWith("file:")) return;
      const known = documents.get(uri);
      clearTimeout(known?.timer);
      if (known) typing();
      const takeSoon = (): void => {
        documents.set(uri, { document });
        takeIn(uri, document);
      };
      const timer = setTimeout(takeSoon, known ? afterEditMs : 0).unref();
      documents.set(uri, { document, timer });
    },
    closed({ uri }) {
      clearTimeout(documents.get(uri)?.timer);
      if (documents.delete(uri)) child?.send({ kind: "closed", path: fileURLToPath(uri) });
    },
    fileChanged(uri) {
      if (!child || !uri.startsWith("file:")) return;
      files.push(fileURLToPath(uri));
      crowd ??= setTimeout(flush, crowdMs).unref();
    },
    typing,
    embedWith(next) {
      if (next === embedder) return;
      embedding.abort();
      embedding = new AbortController();
      embedder = next;
      child?.send({ kind: "embedding", on: next !== undefined });
    },
    async skipped() {
      return (await ask({ kind: "skipped" }, "skipped"))?.files ?? [];
    },
    pause(why) {
      if (pauses.has(why)) return;
      pauses.add(why);
      tellPause();
    },
    resume(why) {
      if (pauses.delete(why)) tellPause();
    },
    rebuild() {
      restarts.forget();
      pauses.delete("cancelled");
      tellPause();
      if (child) child.send({ kind: "rebuild" });
      else if (setup.folders.length > 0) launch();
    },
    async settled() {
      if (crowd) flush();
      for (const [uri, { document, timer }] of documents) {
        if (!timer) continue;
        clearTimeout(timer);
        documents.set(uri, { document });
        takeIn(uri, document);
      }
      await ask({ kind: "settle" }, "settled");
    },
    async dispose() {
      for (const { timer } of documents.values()) clearTimeout(timer);
      documents.clear();
      embedding.abort();
      listeners.clear();
      await stop();
    },
  };
}

interface OpenDocument {
  document: { readonly languageId: string; getText(): string };
  /** Runs while its last edit has not been told. */
  timer?: NodeJS.Timeout;
}

/** Where the index of a folder lies: the same folder has the same in every window. */
function databaseOf(storage: string, root: string): string {
  const name = createHash("sha256").update(root).digest("hex").slice(0, 24);
  return join(storage, "index", `${name}.db`);
}

function reasonOf(state: IndexState): string | undefined {
  return "reason" in state ? state.reason : undefined;
}
