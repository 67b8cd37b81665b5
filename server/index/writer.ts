import { constants, setPriority } from "node:os";
import { relative } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { createGuard } from "../guard/guard.ts";
import { isInside } from "../guard/place.ts";
import { createOutlineParser } from "../syntax/outlineParser.ts";
import { type FolderIndex, openFolderIndex } from "./folderIndex.ts";
import { globMatcher } from "./globs.ts";
import type { FromWriter, IndexSetup, ToWriter } from "./messages.ts";
import type { IndexState, PauseReason } from "./workspaceIndex.ts";

/**
 * The thread that writes into the indexes of all workspace folders, in small steps and behind all
 * else that the machine has to do. `workerData.grammars` is the folder of the grammars.
 */

/** After a key nothing is taken in for so long, in milliseconds, but what was typed. */
const afterKeyMs = 1_000;
/** Milliseconds between two looks whether another process has given an index free. */
const retryMs = 2_000;
/** A full disk is tried again after so many milliseconds, a model that failed as well. */
const troubleMs = 30_000;
/** Progress is told so often, in milliseconds. */
const tellMs = 100;

const post = (message: FromWriter): void => parentPort?.postMessage(message);
const log = (line: string): void => post({ kind: "log", line });
const { grammars } = workerData as { grammars: string };
const parser = createOutlineParser(grammars, log);
const guard = createGuard({ roots: [], log });

let indexes: FolderIndex[] = [];
let paused: "battery" | "cancelled" | undefined;
let typingUntil = 0;
let running = false;
let called = false;
let toldAt = 0;
let told = "";
let timer: NodeJS.Timeout | undefined;
let settling: number[] = [];
let embeds = false;
let lastEmbedding = 0;
let embedding: { id: number; index: FolderIndex; ids: number[] } | undefined;
let embedAfter = 0;

// On Linux this is the priority of the thread, elsewhere that of the process, which also searches.
setPriority(
  process.platform === "linux"
    ? constants.priority.PRIORITY_LOW
    : constants.priority.PRIORITY_BELOW_NORMAL,
);
parentPort?.on("message", (message: ToWriter | { kind: "close" }) => {
  if (message.kind === "close") {
    for (const index of indexes) index.close();
    process.exit(0);
  }
  receive(message);
  wake();
});

function receive(message: ToWriter): void {
  switch (message.kind) {
    case "open":
      open(message.setup);
      return;
    case "changed": {
      const { language, text } = message;
      within(message.path, (index, path) => index.edited(path, { language, text }));
      return;
    }
    case "closed":
      within(message.path, (index, path) => index.closed(path));
      return;
    case "files":
      for (const each of message.paths) within(each, (index, path) => index.fileChanged(path));
      return;
    case "typing":
      typingUntil = performance.now() + afterKeyMs;
      return;
    case "pause":
      paused = message.why;
      return;
    case "resume":
      paused = undefined;
      for (const index of indexes) if (index.state.kind === "failed") index.retry();
      return;
    case "rebuild":
      for (const index of indexes) index.rebuild();
      return;
    case "damaged":
      indexes.find(({ root }) => root === message.root)?.rebuild();
      return;
    case "settle":
      settling.push(message.id);
      return;
    case "embedding":
      embeds = message.on;
      embedAfter = 0;
      for (const index of indexes) index.vectors((vectors) => vectors.again());
      return;
    case "embedded": {
      if (message.id !== embedding?.id) return;
      const { index, ids } = embedding;
      const { embedded } = message;
      embedding = undefined;
      if (embedded.kind === "vectors")
        index.vectors((vectors) => vectors.put(ids, embedded.model, embedded.vectors));
      else embedAfter = performance.now() + troubleMs;
      return;
    }
  }
}

function open({ folders, exclude }: IndexSetup): void {
  for (const index of indexes) index.close();
  guard.setRoots(folders.map(({ root }) => root));
  const isExcluded = globMatcher(exclude);
  indexes = folders.map(({ root, database }) =>
    openFolderIndex({
      root,
      path: database,
      guard,
      isExcluded,
      parser,
      onRenewing: () => post({ kind: "renewing", root }),
      onRenewed: () => post({ kind: "renewed", root }),
      log,
    }),
  );
}

/** The innermost folder that holds a path, and the path in it. */
function within(path: string, use: (index: FolderIndex, path: string) => void): void {
  const holding = indexes
    .filter(({ root }) => path !== root && isInside(root, path))
    .sort((a, b) => b.root.length - a.root.length)[0];
  if (holding) use(holding, relative(holding.root, path).replaceAll("\\", "/"));
}

function wake(): void {
  called = true;
  if (!running) void run();
}

async function run(): Promise<void> {
  running = true;
  clearTimeout(timer);
  for (let worked = true; worked || called; ) {
    called = false;
    worked = false;
    for (const index of indexes) worked = (await index.step(pace())) || worked;
    tell();
    // What has come in the meantime is heard before the next step.
    await new Promise((resolve) => setImmediate(resolve));
  }
  running = false;
  tell("now");
  if (indexes.every(({ isSettled }) => isSettled)) {
    for (const id of settling) post({ kind: "settled", id });
    settling = [];
    embed();
  }
  const wait = waitMs();
  if (wait !== undefined) timer = setTimeout(again, wait).unref();
}

function again(): void {
  for (const index of indexes) index.retry();
  wake();
}

/** Milliseconds after which there may be something to do without anybody's asking. */
function waitMs(): number | undefined {
  const now = performance.now();
  if (typingUntil > now) return typingUntil - now + 1;
  if (indexes.some(({ state }) => state.kind === "elsewhere")) return retryMs;
  if (indexes.some(({ state }) => state.kind === "failed")) return troubleMs;
  return embeds && embedAfter > now ? embedAfter - now : undefined;
}

function pace(): "edits" | "everything" {
  return pauseReason() === undefined ? "everything" : "edits";
}

function pauseReason(): PauseReason | undefined {
  return paused ?? (typingUntil > performance.now() ? "typing" : undefined);
}

function embed(): void {
  if (!embeds || embedding || pauseReason() || embedAfter > performance.now()) return;
  for (const index of indexes) {
    const next = index.vectors((vectors) => vectors.next());
    if (!next) continue;
    lastEmbedding += 1;
    embedding = { id: lastEmbedding, index, ids: next.ids };
    post({ kind: "embed", id: lastEmbedding, texts: next.texts });
    return;
  }
}

function tell(when: "now" | "soon" = "soon"): void {
  const now = performance.now();
  if (when === "soon" && now - toldAt < tellMs) return;
  const state = stateNow();
  const text = JSON.stringify(state);
  if (text === told) return;
  toldAt = now;
  told = text;
  post({ kind: "state", state });
}

function stateNow(): IndexState {
  for (const { state } of indexes)
    if (state.kind === "failed" || state.kind === "unavailable") return state;
  if (indexes.every(({ isSettled }) => isSettled)) {
    const sum = (key: "files" | "chunks" | "skipped"): number =>
      indexes.reduce((all, { counts }) => all + counts[key], 0);
    return { kind: "ready", files: sum("files"), chunks: sum("chunks"), skipped: sum("skipped") };
  }
  const done = indexes.reduce((all, { progress }) => all + progress.done, 0);
  const total = indexes.reduce((all, { progress }) => all + progress.total, 0);
  const why = pauseReason();
  return why ? { kind: "paused", why, done, total } : { kind: "indexing", done, total };
}
