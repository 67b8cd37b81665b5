import { spawn } from "node:child_process";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type ClientCapabilities,
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  type ProtocolConnection,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import {
  type IndexStatus,
  indexStatusNotification,
  type Status,
  statusNotification,
} from "../protocol/messages.ts";

/** A plain LSP client of the same server that editors start; there is no second way in. */
export interface Client {
  readonly connection: ProtocolConnection;
  /** The process id of the server. */
  readonly pid: number;
  /** Resolves when the model answers or cannot: `ready`, `failed`, or a server that is not there. */
  settled(): Promise<Status>;
  open(document: { uri: string; languageId: string; text: string }): Promise<void>;
  close(): Promise<void>;
}

interface ClientOptions {
  /** Path of the bundled `server.js`. */
  server: string;
  folder: string;
  /** Further folders of the workspace. */
  otherFolders?: readonly string[];
  initializationOptions: object;
  /** What it can do, in the words of the Language Server Protocol; default nothing. */
  capabilities?: ClientCapabilities;
  /** For Node itself, before the server's file. */
  nodeArguments?: readonly string[];
  onStatus?(status: Status): void;
  onIndex?(status: IndexStatus): void;
  /** Called with every line of the server's log. */
  log?(line: string): void;
}

/** Starts a server over standard input and output and initializes it. */
export async function startClient(options: ClientOptions): Promise<Client> {
  const server = spawn(
    process.execPath,
    [...(options.nodeArguments ?? []), options.server, "--stdio"],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const connection = createProtocolConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  let status: Status = { kind: "checking" };
  let settle: ((status: Status) => void) | undefined;
  connection.onNotification(statusNotification, (next: Status) => {
    status = next;
    options.onStatus?.(next);
    if (isSettled(next)) settle?.(next);
  });
  connection.onNotification(indexStatusNotification, (next: IndexStatus) =>
    options.onIndex?.(next),
  );
  connection.onNotification("window/logMessage", ({ message }: { message: string }) =>
    options.log?.(message),
  );
  connection.listen();
  await connection.sendRequest(InitializeRequest.type, {
    processId: process.pid,
    rootUri: null,
    capabilities: options.capabilities ?? {},
    workspaceFolders: [
      { uri: pathToFileURL(options.folder).href, name: basename(options.folder) },
      ...(options.otherFolders ?? []).map((folder) => ({
        uri: pathToFileURL(folder).href,
        name: basename(folder),
      })),
    ],
    initializationOptions: options.initializationOptions,
  });
  await connection.sendNotification(InitializedNotification.type, {});

  return {
    connection,
    pid: server.pid ?? 0,
    settled: () =>
      isSettled(status)
        ? Promise.resolve(status)
        : new Promise((resolve) => {
            settle = resolve;
          }),
    open: ({ uri, languageId, text }) =>
      connection.sendNotification(DidOpenTextDocumentNotification.type, {
        textDocument: { uri, languageId, version: 1, text },
      }),
    async close() {
      const exited = new Promise((resolve) => server.once("exit", resolve));
      await connection.sendRequest(ShutdownRequest.type);
      await connection.sendNotification(ExitNotification.type);
      await exited;
      connection.dispose();
    },
  };
}

function isSettled(status: Status): boolean {
  if (status.kind === "waiting") return status.model.origin === "server";
  return status.kind === "ready" || status.kind === "failed";
}
