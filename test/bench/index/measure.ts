import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { startClient } from "../../../server/cli/client.ts";
import { createIndexProcess, type IndexProcess } from "../../../server/index/process.ts";
import type { IndexState } from "../../../server/index/workspaceIndex.ts";
import { indexStatusNotification } from "../../../server/protocol/messages.ts";
import { childOf, type Usage, usageOf } from "./processes.ts";

/** What it takes to take in a workspace that was never seen. */
export interface FirstIndex {
  seconds: number;
  server: Usage;
  index: Usage;
  state: Extract<IndexState, { kind: "ready" }>;
  databaseBytes: number;
}

/** Starts the server over a folder, as an editor does, and waits until it has been taken in. */
export async function firstIndex(folder: string, storage: string): Promise<FirstIndex> {
  const began = performance.now();
  const client = await startClient({
    server: resolve("dist/server.js"),
    folder,
    initializationOptions: { storage, engine: { gpu: "off" } },
  });
  const state = await new Promise<FirstIndex["state"]>((done, fail) => {
    client.connection.onNotification(indexStatusNotification, (next: IndexState) => {
      if (next.kind === "ready") done(next);
      if ("remedy" in next) fail(new Error(`${next.reason} ${next.remedy}`));
    });
  });
  const seconds = (performance.now() - began) / 1000;
  const server = usageOf(client.pid);
  const index = usageOf(childOf(client.pid, "index/index.js") ?? 0);
  await client.close();
  return { seconds, server, index, state, databaseBytes: databaseBytes(storage) };
}

/** Begins an index over what has been taken in before; `seconds` is until it says that all is true. */
export async function reopened(
  folder: string,
  storage: string,
): Promise<{ index: IndexProcess; seconds: number }> {
  const began = performance.now();
  const index = createIndexProcess({
    entry: resolve("dist/index/index.js"),
    storage: () => storage,
    log: () => {},
  });
  index.use({ folders: [folder], exclude: [] });
  await new Promise<void>((done) => {
    index.onState(({ kind }) => kind === "ready" && done());
  });
  return { index, seconds: (performance.now() - began) / 1000 };
}

/** Milliseconds of each question, from asking to having its answer. */
export async function queryTimes(
  index: IndexProcess,
  questions: readonly (readonly string[])[],
): Promise<number[]> {
  const times: number[] = [];
  for (const words of questions) {
    const began = performance.now();
    await index.search({ text: words.join(" "), limit: 20 }, new AbortController().signal);
    times.push(performance.now() - began);
  }
  return times;
}

/** Milliseconds that the index waits after an edit until nothing more is typed. */
const debounceMs = 250;

/** Milliseconds from the end of the debounce until a search finds what was typed. */
export async function editTimes(
  index: IndexProcess,
  file: string,
  text: string,
  edits: number,
): Promise<number[]> {
  const times: number[] = [];
  let typed = text;
  const uri = pathToFileURL(file).href;
  const document = { uri, languageId: "typescript", version: 1, getText: () => typed };
  index.changed(document);
  await index.settled();
  for (let at = 0; at < edits; at += 1) {
    const name = `typedJustNow${at}`;
    const middle = typed.indexOf("\n", typed.length / 2) + 1;
    typed = `${typed.slice(0, middle)}// ${name}\n${typed.slice(middle)}`;
    const began = performance.now();
    index.changed(document);
    await new Promise((resolve) => setTimeout(resolve, debounceMs - 5));
    const signal = new AbortController().signal;
    while ((await index.search({ text: name, limit: 1 }, signal)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 1));
    times.push(performance.now() - began - debounceMs);
  }
  index.closed(document);
  await index.settled();
  return times;
}

function databaseBytes(storage: string): number {
  const folder = join(storage, "index");
  return readdirSync(folder)
    .map((name) => statSync(join(folder, name)).size)
    .reduce((sum, size) => sum + size, 0);
}
