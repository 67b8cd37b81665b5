import * as vscode from "vscode";
import {
  type ChatEvent,
  type ChatModelState,
  chatEventNotification,
  chatModelNotification,
} from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";
import { pageFolders, webviewPage } from "../webviewPage.ts";
import { createAsks } from "./asks.ts";
import { chipOf } from "./chips.ts";
import { exportConversation, renameConversation, showConversations } from "./conversations.ts";
import { createDeletions } from "./deletions.ts";
import { currentSelection } from "./selection.ts";
import { createSession, type NewQuestion, type Session, type SessionParts } from "./session.ts";
import { followTerminal } from "./terminal.ts";

/** The id of the view in package.json; VS Code makes the command `ingle.chat.focus` of it. */
const viewId = "ingle.chat";
/** The type of the same in an editor. */
const panelType = "ingle.chatEditor";

/** The conversations, in the sidebar and in editors. */
export interface Chat extends vscode.Disposable {
  /** Shows the view in the sidebar, with the cursor in its field. */
  show(): Promise<void>;
  /** Shows the conversation of the sidebar in an editor. */
  openInEditor(): void;
  startNew(): Promise<void>;
  showConversations(): void;
  rename(): Promise<void>;
  export(): Promise<void>;
  delete(): void;
  /** Puts a file, or else what is selected, beside the next question. */
  attach(uri?: vscode.Uri): Promise<void>;
  /** Asks in a new conversation in the sidebar. */
  ask(question: NewQuestion): Promise<void>;
  /** Who answers now, at every change. */
  readonly onDidChangeModel: vscode.Event<ChatModelState>;
}

interface ChatParts {
  extension: vscode.Uri;
  /** Where Ingle keeps what is its own. */
  storage: vscode.Uri;
  client: Client;
}

/** Registers the view and its editor. */
export function createChat({ extension, storage, client }: ChatParts): Chat {
  const deletions = createDeletions(client);
  const terminal = followTerminal();
  // A notification of the server has one listener: the sessions hear these.
  const chatted = new vscode.EventEmitter<ChatEvent>();
  const modelChanged = new vscode.EventEmitter<ChatModelState>();
  const asks = createAsks(client, chatted.event);
  const sessions = new Set<Session>();
  const shown = new Set<string>();
  let sidebar: Session | undefined;
  /** The one that a person used last. */
  let active: Session | undefined;
  /** Waits until the sidebar is there: its command may come back before. */
  let unasked: NewQuestion | undefined;

  function begin(webview: vscode.Webview, onTitle: SessionParts["onTitle"]): Session {
    const session = createSession(webview, {
      ...{ client, asks, deletions, terminal, storage, shown, onTitle },
      ...{ onDidChat: chatted.event, onDidChangeModel: modelChanged.event },
      run: (action) => void run(action, session),
    });
    sessions.add(session);
    webview.options = { enableScripts: true, localResourceRoots: pageFolders(extension, "chat") };
    webview.html = webviewPage(webview, extension, {
      name: "chat",
      title: vscode.l10n.t("Chat"),
      symbols: true,
    });
    return session;
  }

  function end(session: Session): void {
    session.dispose();
    sessions.delete(session);
    if (active === session) active = sidebar;
  }

  async function run(action: Parameters<SessionParts["run"]>[0], session: Session): Promise<void> {
    active = session;
    if (action === "conversations") list(session);
    else await vscode.commands.executeCommand(commands[action]);
  }

  function list(session: Session | undefined): void {
    showConversations({
      ...{ client, deletions },
      open: (id) => void (session ? session.open(id) : openInSidebar(id)),
      renamed,
    });
  }

  /** The server tells of the titles that it gives itself, not of those that a person gives. */
  function renamed(id: string): void {
    for (const session of sessions) if (session.conversation?.id === id) void session.open(id);
  }

  async function openInSidebar(id: string): Promise<void> {
    await show();
    await sidebar?.open(id);
  }

  async function show(): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    sidebar?.focus();
  }

  function askWaiting(): void {
    if (!sidebar || !unasked) return;
    const question = unasked;
    unasked = undefined;
    sidebar.ask(question);
  }

  function panel(made: vscode.WebviewPanel, conversation?: string): void {
    made.iconPath = vscode.Uri.joinPath(extension, "media", "ingle.svg");
    const session = begin(made.webview, (title) => {
      made.title = title === "" ? vscode.l10n.t("Chat") : title;
    });
    active = session;
    if (conversation !== undefined) void session.open(conversation);
    made.onDidChangeViewState(() => {
      if (made.active) active = session;
    });
    made.onDidDispose(() => end(session));
  }

  const registered = vscode.Disposable.from(
    chatted,
    modelChanged,
    client.hear<ChatEvent>(chatEventNotification, (event) => chatted.fire(event)),
    client.hear<ChatModelState>(chatModelNotification, (model) => modelChanged.fire(model)),
    vscode.window.registerWebviewViewProvider(viewId, {
      resolveWebviewView(view) {
        const session = begin(view.webview, (title) => {
          view.description = title;
        });
        sidebar = session;
        active ??= session;
        askWaiting();
        view.onDidChangeVisibility(() => {
          if (view.visible) active = session;
          else session.hidden();
        });
        view.onDidDispose(() => {
          sidebar = undefined;
          end(session);
        });
      },
    }),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      // The view says itself which conversation it had shown.
      async deserializeWebviewPanel(made) {
        panel(made);
      },
    }),
  );

  return {
    show,
    openInEditor() {
      const title = vscode.l10n.t("Chat");
      const made = vscode.window.createWebviewPanel(panelType, title, vscode.ViewColumn.Active);
      panel(made, active?.conversation?.id);
    },
    async startNew() {
      if (!active) await show();
      active?.startNew();
    },
    showConversations: () => list(active),
    async rename() {
      const conversation = active?.conversation;
      if (!conversation) return;
      await renameConversation(client, conversation);
      renamed(conversation.id);
    },
    async export() {
      if (active?.conversation) await exportConversation(client, active.conversation.id);
    },
    delete() {
      if (active?.conversation) deletions.delete(active.conversation);
    },
    async attach(uri) {
      await show();
      const chip = uri
        ? chipOf({ kind: await kindOf(uri), uri: uri.toString() })
        : currentSelection();
      if (chip) sidebar?.attach([chip]);
    },
    async ask(question) {
      unasked = question;
      await show();
      askWaiting();
    },
    onDidChangeModel: modelChanged.event,
    dispose() {
      registered.dispose();
      for (const session of sessions) session.dispose();
      deletions.dispose();
      asks.dispose();
      terminal.dispose();
    },
  };
}

const commands = { chooseModel: "ingle.chooseChatModel", restart: "ingle.restart" } as const;

async function kindOf(uri: vscode.Uri): Promise<"file" | "folder"> {
  const { type } = await vscode.workspace.fs.stat(uri);
  return type === vscode.FileType.Directory ? "folder" : "file";
}
