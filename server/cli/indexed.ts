import { stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { IndexStatus } from "../protocol/messages.ts";
import { type Client, startClient } from "./client.ts";

/** What the commands of the index have in common. */
export interface IndexOptions {
  folder: string;
  /** Where indexes are kept; in the user's cache unless it is given. */
  storage: string | undefined;
  json: boolean;
  verbose: boolean;
  /** Further options of the server. */
  more?: object;
  /** It is of use without an index too. */
  unindexed?: boolean;
}

/** A server whose index of a folder is up to date. */
export interface IndexedClient extends Client {
  readonly folder: string;
  readonly status: IndexStatus;
}

/**
 * Starts a server on a folder and resolves when all of it is in the index; progress goes to standard
 * error where that is a terminal. Where that cannot be, says why and resolves to undefined.
 */
export async function openIndexed(options: IndexOptions): Promise<IndexedClient | undefined> {
  const folder = resolve(options.folder);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    console.error(`ingle: ${folder} is no folder. Name one that there is.`);
    return undefined;
  }
  let settle: (status: IndexStatus) => void = () => {};
  const settled = new Promise<IndexStatus>((resolved) => {
    settle = resolved;
  });
  const client = await startClient({
    server: join(__dirname, "server.js"),
    folder,
    initializationOptions: {
      storage: resolve(options.storage ?? cacheFolder()),
      ...options.more,
    },
    onIndex(status) {
      if (process.stderr.isTTY) showProgress(status);
      if (isSettled(status)) settle(status);
    },
    ...(options.verbose ? { log: (line: string) => console.error(line) } : {}),
  });
  const status = await settled;
  if ("reason" in status)
    console.error(`ingle: ${status.reason}${"remedy" in status ? ` ${status.remedy}` : ""}`);
  if (status.kind === "ready" || options.unindexed) return { ...client, folder, status };
  await client.close();
  return undefined;
}

function isSettled({ kind }: IndexStatus): boolean {
  return kind !== "opening" && kind !== "indexing" && kind !== "paused";
}

function showProgress(status: IndexStatus): void {
  if (status.kind === "indexing" && status.total > 0)
    process.stderr.write(`\rIndexing: ${status.done} of ${status.total} files…\u001b[K`);
  else if (isSettled(status)) process.stderr.write("\r\u001b[K");
}

/** The folder in which this system keeps what can be made again. */
function cacheFolder(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  switch (process.platform) {
    case "win32":
      return join(LOCALAPPDATA ?? join(homedir(), "AppData", "Local"), "ingle");
    case "darwin":
      return join(homedir(), "Library", "Caches", "ingle");
    default:
      return join(XDG_CACHE_HOME || join(homedir(), ".cache"), "ingle");
  }
}
