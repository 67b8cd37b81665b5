import * as vscode from "vscode";
import {
  CloseAction,
  ErrorAction,
  LanguageClient,
  type Middleware,
  RevealOutputChannelOn,
  TransportKind,
} from "vscode-languageclient/node";
import {
  type CompletionTrace,
  completionTraceNotification,
  type Focus,
  focusNotification,
  restartRequest,
  type Status,
  statusNotification,
} from "../server/protocol/messages.ts";
import type { ChatModel } from "./chat/model.ts";
import type { RuleChanges } from "./completion/ruleChanges.ts";
import { answerEditorRequests } from "./editorRequests.ts";
import { createHearing } from "./hearing.ts";
import type { IndexOptions } from "./index/options.ts";
import type { SearchModels } from "./search/models.ts";
import { serverOptions } from "./settings.ts";

/** The language server as the editor sees it. */
export type ServerState =
  | { kind: "starting" }
  | { kind: "running"; status: Status }
  | { kind: "down"; reason: string };

/** The client of Ingle's language server. It never shows an error box: its state is drawn instead. */
export interface Client extends vscode.Disposable {
  readonly state: ServerState;
  readonly onDidChangeState: vscode.Event<ServerState>;
  start(): Promise<void>;
  /** Tells the server that this document is looked at, with the cursor here. */
  focus(document: vscode.TextDocument, cursor: vscode.Position): void;
  /** Starts the engine afresh, and the server too if it is down. */
  restart(): Promise<void>;
  /** Fires at each completion while somebody follows them. */
  readonly onDidComplete: vscode.Event<CompletionTrace>;
  /** Has the server send the trace of each completion, or not any more. */
  follow(on: boolean): void;
  /** The answer to a request of Ingle's own; undefined while the server is down. */
  /** Sends a notification of Ingle's own; nothing happens while the server is down. */
  tell(notification: string, params: object): void;
  /** Hears a notification of Ingle's own, from every server that is started. */
  hear<T>(notification: string, listener: (params: T) => void): vscode.Disposable;
  ask<T>(
    request: string,
    params?: object,
    token?: vscode.CancellationToken,
  ): Promise<T | undefined>;
}

interface ClientOptions {
  /** Path of the bundled `server.js`. */
  module: string;
  storage: vscode.Uri;
  log: vscode.LogOutputChannel;
  middleware: Middleware;
  rules: RuleChanges;
  searchModels: SearchModels;
  indexOptions: IndexOptions;
  chatModel: ChatModel;
}

/** A server that ends so many times within the window is not started again by itself. */
const mostRestarts = 4;
const restartWindowMs = 3 * 60_000;

/** Where Ingle completes: files, untitled files, notebook cells and virtual file systems. */
const schemes = ["file", "untitled", "vscode-notebook-cell", "vscode-vfs"];

/**
 * Ignore files, so that a change there holds at once, and the code that echoes come from, so that a
 * change of branch is heard. What the editor's `files.watcherExclude` names is not watched.
 */
const watchedFiles = "**/*";

/** Creates the client; `start` starts the server in a process of its own. */
export function createClient({
  module,
  storage,
  log,
  middleware,
  rules,
  searchModels,
  indexOptions,
  chatModel,
}: ClientOptions): Client {
  const changed = new vscode.EventEmitter<ServerState>();
  let state: ServerState = { kind: "starting" };
  let endings: number[] = [];
  let disposed = false;
  let followed = false;
  const completed = new vscode.EventEmitter<CompletionTrace>();
  const options = (): object => ({
    ...serverOptions(storage),
    rules: rules.all,
    search: searchModels.all,
    index: indexOptions.value,
    chat: chatModel.option,
    trace: followed,
    acceptance: true,
    actionCommands: true,
  });

  function enter(next: ServerState): void {
    state = next;
    changed.fire(next);
  }

  const client = new LanguageClient(
    "ingle",
    "Ingle",
    { module, transport: TransportKind.ipc },
    {
      documentSelector: schemes.map((scheme) => ({ scheme })),
      initializationOptions: options,
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher(watchedFiles) },
      outputChannel: log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware,
      initializationFailedHandler(error) {
        log.error(`The server could not be initialized: ${String(error)}`);
        return false;
      },
      errorHandler: {
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed() {
          if (disposed) return { action: CloseAction.DoNotRestart, handled: true };
          const now = Date.now();
          endings = [...endings.filter((then) => now - then < restartWindowMs), now];
          if (endings.length > mostRestarts) {
            log.error("The server ended again and again; it is not started again by itself.");
            enter({
              kind: "down",
              reason: vscode.l10n.t("The language server ended several times."),
            });
            return { action: CloseAction.DoNotRestart, handled: true };
          }
          log.warn("The server ended; it is started again.");
          enter({ kind: "starting" });
          return { action: CloseAction.Restart, handled: true };
        },
      },
    },
  );
  client.onNotification(statusNotification, (status: Status) => enter({ kind: "running", status }));
  client.onNotification(completionTraceNotification, (trace: CompletionTrace) =>
    completed.fire(trace),
  );

  const editorRequests = answerEditorRequests(client);
  const hearing = createHearing(client);

  async function start(): Promise<void> {
    enter({ kind: "starting" });
    try {
      await client.start();
    } catch (error) {
      log.error(`The server could not be started: ${String(error)}`);
      enter({ kind: "down", reason: vscode.l10n.t("The language server could not be started.") });
    }
  }

  function sendOptions(): void {
    if (!client.isRunning()) return;
    void client.sendNotification("workspace/didChangeConfiguration", { settings: options() });
  }

  const chosen = vscode.Disposable.from(
    rules.onDidChange(sendOptions),
    searchModels.onDidChange(sendOptions),
    indexOptions.onDidChange(sendOptions),
    chatModel.onDidChange(sendOptions),
    vscode.workspace.onDidGrantWorkspaceTrust(sendOptions),
  );
  const settingsChanged = vscode.workspace.onDidChangeConfiguration((event) => {
    const ours = ["ingle.model", "ingle.engine"].some((key) => event.affectsConfiguration(key));
    if (ours) sendOptions();
  });

  return {
    get state() {
      return state;
    },
    onDidChangeState: changed.event,
    start,
    focus(document, cursor) {
      if (!client.isRunning() || !schemes.includes(document.uri.scheme)) return;
      const focus: Focus = { textDocument: { uri: document.uri.toString() }, position: cursor };
      void client.sendNotification(focusNotification, focus);
    },
    async restart() {
      endings = [];
      if (client.isRunning()) await client.sendRequest(restartRequest);
      else await start();
    },
    onDidComplete: completed.event,
    follow(on) {
      if (on === followed) return;
      followed = on;
      sendOptions();
    },
    tell(notification, params) {
      if (client.isRunning()) void client.sendNotification(notification, params);
    },
    hear: hearing.hear,
    async ask<T>(request: string, params?: object, token?: vscode.CancellationToken) {
      if (!client.isRunning()) return undefined;
      return token
        ? client.sendRequest<T>(request, params, token)
        : client.sendRequest<T>(request, params);
    },
    dispose() {
      disposed = true;
      chosen.dispose();
      completed.dispose();
      settingsChanged.dispose();
      editorRequests.dispose();
      hearing.dispose();
      changed.dispose();
      void client.dispose().catch(() => {});
    },
  };
}
