import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type Diagnostic,
  type DocumentSymbol,
  FileChangeType,
  type InitializeResult,
  type Location,
  type MessageConnection,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import type { Reaper } from "../../process/reaper.ts";
import { type Command, startTool, type Tool } from "../../process/tool.ts";
import { canonical } from "../canonical.ts";
import type { Checker, Finding, ShownText } from "../checker.ts";
import { touchedDeclarations } from "../declarations.ts";
import { readMessages } from "../messages.ts";
import { clientCapabilities, type Telling } from "./capabilities.ts";
import { configured } from "./configuration.ts";
import { declarationsOf } from "./declarations.ts";
import { findingsOf } from "./findings.ts";
import { nameAndVersion } from "./nameAndVersion.ts";
import { createPublished } from "./published.ts";

/** What we have to know of a language server. */
export interface LanguageServer {
  /** As people call it. */
  name: string;
  /** Absent: what it says of itself. */
  version?: string;
  telling: Telling;
  /** What it may ask for by `workspace/configuration`. */
  settings: Readonly<Record<string, unknown>>;
  initializationOptions?: object;
  /** What it does not see if it finds this. */
  unseen?(finding: Finding): string | undefined;
  /** Whether it finds this only because it does not see these files, which are not on the disk yet. */
  overlooks?(finding: Finding, newFiles: readonly string[]): boolean;
  /** `quiescent`: it answers before it knows the project, and tells by `experimental/serverStatus`. */
  readyWhen?: "quiescent";
}

interface ServerStatus {
  health?: "ok" | "warning" | "error";
  quiescent?: boolean;
  message?: string | null;
}

/** A server pushes a file more than once while it looks further. */
const quietMs = 300;
/** A server that was asked to end is ended after this. */
const kindMs = 1_000;

/** Starts a language server as a checker of the project in `command.folder`. */
export function startLanguageServer(
  server: LanguageServer,
  command: Command,
  { reaper }: { reaper: Reaper },
): Checker {
  const tool = startTool(command, reaper);
  const root = pathToFileURL(command.folder).href;
  const connection = connect(tool);
  const published = createPublished({ quietMs });
  const shown = new Map<string, { version: number; text: string }>();
  const owed = new Map<symbol, number>();
  let pulls = server.telling === "pull";
  let version = 0;
  let quiescent = (): void => {};
  let problem: string | undefined;

  connection.onRequest((method, params) => answer(method, params));
  connection.onNotification("textDocument/publishDiagnostics", (params) =>
    published.take({ ...params, uri: canonical(params.uri) }),
  );
  connection.onNotification("experimental/serverStatus", (status: ServerStatus) => {
    problem = status.health === "error" ? (status.message ?? "it is not well") : undefined;
    if (status.quiescent === true) quiescent();
  });
  connection.onNotification(() => {});
  connection.listen();

  function answer(method: string, params: unknown): unknown {
    if (method === "workspace/configuration")
      return (params as { items: { section?: string }[] }).items.map(({ section }) =>
        configured(server.settings, section),
      );
    if (method === "workspace/applyEdit")
      return { applied: false, failureReason: "This client changes nothing." };
    if (method === "workspace/workspaceFolders")
      return [{ uri: root, name: basename(command.folder) }];
    if (method === "window/showDocument") return { success: false };
    return null;
  }

  function tell(method: string, params: object): void {
    connection.sendNotification(method, params).catch(() => {});
  }

  async function ask<T>(method: string, params: object): Promise<T> {
    const question = Symbol(method);
    owed.set(question, performance.now());
    try {
      return await connection.sendRequest<T>(method, params);
    } finally {
      owed.delete(question);
    }
  }

  const ready = initialize();
  ready.catch(() => {});

  async function initialize(): Promise<string> {
    const loaded = new Promise<void>((resolve) => {
      quiescent = resolve;
    });
    const result = await ask<InitializeResult>("initialize", {
      processId: process.pid,
      clientInfo: { name: "Ingle" },
      locale: "en",
      rootUri: root,
      rootPath: command.folder,
      workspaceFolders: [{ uri: root, name: basename(command.folder) }],
      capabilities: {
        ...clientCapabilities(server.telling),
        ...(server.readyWhen && { experimental: { serverStatusNotification: true } }),
      },
      ...(server.initializationOptions && { initializationOptions: server.initializationOptions }),
    });
    pulls = server.telling === "pull" && result.capabilities.diagnosticProvider !== undefined;
    tell("initialized", {});
    if (server.readyWhen === "quiescent") await loaded;
    return server.version
      ? `${server.name} ${server.version}`
      : nameAndVersion(server.name, result);
  }

  function show(texts: readonly ShownText[]): void {
    const wanted = new Set(texts.map(({ uri }) => uri));
    for (const uri of shown.keys()) {
      if (wanted.has(uri)) continue;
      shown.delete(uri);
      published.closed(uri);
      tell("textDocument/didClose", { textDocument: { uri } });
    }
    for (const { uri, languageId, text } of texts) {
      const before = shown.get(uri);
      if (before?.text === text) continue;
      version += 1;
      shown.set(uri, { version, text });
      published.changed(uri, version);
      if (before === undefined)
        tell("textDocument/didOpen", { textDocument: { uri, languageId, version, text } });
      else
        tell("textDocument/didChange", {
          textDocument: { uri, version },
          contentChanges: [{ text }],
        });
    }
  }

  async function findings(uri: string, signal: AbortSignal): Promise<readonly Finding[]> {
    if (!pulls) {
      const question = Symbol(uri);
      owed.set(question, performance.now());
      return published.settled(uri, signal).finally(() => owed.delete(question));
    }
    const report = await ask<{ items?: Diagnostic[] }>("textDocument/diagnostic", {
      textDocument: { uri },
    });
    return findingsOf(report.items ?? []);
  }

  return {
    name: server.name,
    ready,
    ended: tool.ended,
    get owesSince() {
      return owed.size === 0 ? undefined : Math.min(...owed.values());
    },
    show,
    findings,
    async mentions(uri, lines) {
      const textDocument = { uri };
      const symbols = await ask<DocumentSymbol[] | null>("textDocument/documentSymbol", {
        textDocument,
      });
      const places = await Promise.all(
        touchedDeclarations(declarationsOf(symbols ?? []), lines).map(({ name }) =>
          ask<Location[] | null>("textDocument/references", {
            textDocument,
            position: name,
            context: { includeDeclaration: false },
          }).catch(() => null),
        ),
      );
      const uris = new Set(
        places.flatMap((each) => (each ?? []).map((place) => canonical(place.uri))),
      );
      uris.delete(uri);
      return [...uris];
    },
    get problem() {
      return problem;
    },
    unseen: (finding) => server.unseen?.(finding),
    overlooks: (finding, newFiles) => server.overlooks?.(finding, newFiles) ?? false,
    fileChanged(uri, change) {
      const type = {
        created: FileChangeType.Created,
        changed: FileChangeType.Changed,
        deleted: FileChangeType.Deleted,
      }[change];
      tell("workspace/didChangeWatchedFiles", { changes: [{ uri, type }] });
    },
    async stop() {
      const force = setTimeout(() => tool.kill("it was ended"), kindMs);
      connection
        .sendRequest("shutdown")
        .then(() => connection.sendNotification("exit"))
        .catch(() => tool.kill("it was ended"));
      await tool.ended;
      clearTimeout(force);
      connection.dispose();
    },
    kill: tool.kill,
  };
}

function connect(tool: Tool): MessageConnection {
  const silent = { error() {}, warn() {}, info() {}, log() {} };
  const writer = new StreamMessageWriter(tool.input);
  const connection = createMessageConnection(readMessages(tool), writer, silent);
  void tool.ended.then(() => connection.dispose());
  return connection;
}
