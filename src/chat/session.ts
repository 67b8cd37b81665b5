import * as vscode from "vscode";
import {
  type ChatCommand,
  type ChatEvent,
  type ChatModelState,
  type ChatSummary,
  type ContextMeter,
  type Conversation,
  chatBranchRequest,
  chatCommandsRequest,
  chatListRequest,
  chatMeterRequest,
  chatModelRequest,
  chatOpenRequest,
  chatShowRequest,
} from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";
import type { Ask, Asks } from "./asks.ts";
import { gather } from "./attachments.ts";
import { chipOf } from "./chips.ts";
import { runCodeAction } from "./codeActions.ts";
import type { Deletions } from "./deletions.ts";
import { dropped } from "./dropped.ts";
import type { Chip, FromView, ToView } from "./messages.ts";
import { shownMeter } from "./meter.ts";
import { shownModel } from "./modelState.ts";
import { attachmentOffers, commandOffers } from "./offers.ts";
import { pickAttachments } from "./pick.ts";
import { followLink, openLines } from "./places.ts";
import { questionParams, readQuestion } from "./question.ts";
import { currentSelection } from "./selection.ts";
import { shownConversation } from "./shown.ts";
import type { TerminalText } from "./terminal.ts";
import { viewTexts } from "./texts.ts";
import { interrupted, isWriting, pathOf, wasInterrupted, withEvent } from "./tree.ts";

const { l10n } = vscode;

/** One view of a conversation: what a person does there goes to the server, what comes back is shown. */
export interface Session extends vscode.Disposable {
  readonly conversation: Conversation | undefined;
  open(conversation: string): Promise<void>;
  startNew(): void;
  attach(chips: readonly Chip[]): void;
  focus(): void;
  /** The page is gone for now; what is meant for it waits until it is drawn again. */
  hidden(): void;
}

/** What the sessions share. */
export interface SessionParts {
  client: Client;
  asks: Asks;
  deletions: Deletions;
  terminal: TerminalText;
  /** Conversations that have been shown since the window was opened. */
  shown: Set<string>;
  /** What the server says of conversations, and of who answers. */
  onDidChat: vscode.Event<ChatEvent>;
  onDidChangeModel: vscode.Event<ChatModelState>;
  /** Does what the view may have the extension do, but undoing a deletion. */
  run(action: "chooseModel" | "conversations" | "restart"): void;
  /** Called when another conversation is shown. */
  onTitle(title: string): void;
}

const recentCount = 4;

/** Begins a session in a webview whose page has been set. */
export function createSession(webview: vscode.Webview, parts: SessionParts): Session {
  const { client, asks, deletions, terminal } = parts;
  let conversation: Conversation | undefined;
  let commands: ChatCommand[] = [];
  let model: ChatModelState = { kind: "checking" };
  let drawn = false;
  /** A question with which a conversation begins that has no name yet. */
  let beginning: Ask | undefined;
  const waiting: ToView[] = [];
  /** A conversation that could not be opened yet, because the server was starting. */
  let waitingFor: { before: string | undefined } | undefined;
  let wasDown = client.state.kind !== "running";

  const post = (message: ToView): void => {
    if (drawn) void webview.postMessage(message);
    // Everything else is sent anew to a page that has been drawn.
    else if (message.kind === "attach" || message.kind === "focus") waiting.push(message);
  };

  function show(next: Conversation | undefined): void {
    conversation = next;
    beginning = undefined;
    if (next) parts.shown.add(next.id);
    post({ kind: "conversation", conversation: next ? shownConversation(next) : null });
    parts.onTitle(next?.title ?? "");
  }

  function postModel(): void {
    post({ kind: "model", model: shownModel(client.state, model) });
  }

  function postNotice(): void {
    const { last } = deletions;
    if (last === undefined) {
      post({ kind: "notice" });
      return;
    }
    const text = l10n.t(
      "Deleted: {0}",
      last.title === "" ? l10n.t("New conversation") : last.title,
    );
    post({ kind: "notice", notice: { text, action: { action: "undo", label: l10n.t("Undo") } } });
  }

  async function postRecent(): Promise<void> {
    const found = (await client.ask<ChatSummary[]>(chatListRequest, {})) ?? [];
    const conversations = found
      .filter(({ id }) => !deletions.isPending(id))
      .slice(0, recentCount)
      .map(({ id, title, at }) => ({
        id,
        title: title === "" ? l10n.t("New conversation") : title,
        when: new Date(at).toLocaleDateString([], { dateStyle: "medium" }),
      }));
    post({ kind: "recent", conversations });
  }

  async function postCommands(): Promise<void> {
    commands = (await client.ask<ChatCommand[]>(chatCommandsRequest)) ?? commands;
    post({ kind: "commands", commands: commandOffers(commands) });
  }

  async function askModel(): Promise<void> {
    model = (await client.ask<ChatModelState>(chatModelRequest)) ?? model;
    postModel();
  }

  async function open(id: string): Promise<void> {
    const found = await client.ask<Conversation | null>(chatOpenRequest, { conversation: id });
    if (found) show(found);
  }

  /**
   * After a reload of the window: the answer that was being written then, else what the view showed.
   * What a view keeps is written down late, what the server keeps at once.
   */
  async function openFirst(before: string | undefined): Promise<void> {
    const [latest] = (await client.ask<ChatSummary[]>(chatListRequest, {})) ?? [];
    if (latest && latest.id !== before && !parts.shown.has(latest.id)) {
      const params = { conversation: latest.id };
      const found = await client.ask<Conversation | null>(chatOpenRequest, params);
      if (found && wasInterrupted(found) && !conversation) {
        show(found);
        return;
      }
    }
    if (before !== undefined && !conversation) await open(before);
    waitingFor = conversation || client.state.kind === "running" ? undefined : { before };
  }

  async function postAll(before: string | undefined): Promise<void> {
    drawn = true;
    post({ kind: "texts", texts: viewTexts() });
    postModel();
    post({ kind: "selection", ...selected() });
    if (conversation) show(conversation);
    else await openFirst(before);
    if (!conversation) show(undefined);
    postNotice();
    for (const message of waiting.splice(0)) post(message);
    await Promise.all([askModel(), postCommands(), postRecent()]);
  }

  function selected(): { chip?: Chip } {
    const chip = currentSelection();
    return chip ? { chip } : {};
  }

  async function send(message: FromView & { kind: "send" }): Promise<void> {
    const question = readQuestion(message.text, message.chips, commands);
    const { attachments, missing } = await gather(question.attached, terminal);
    if (missing.length > 0) post({ kind: "notice", notice: { text: missing.join(" ") } });
    await ask({ ...question, after: message.after, attachments }, () =>
      post({ kind: "refill", text: message.text, chips: message.chips }),
    );
  }

  async function ask(
    question: Omit<Parameters<typeof questionParams>[0], "conversation">,
    giveBack: () => void = () => {},
  ): Promise<void> {
    const id = conversation?.id;
    if (beginning || (id !== undefined && asks.isOpen(id))) return;
    const asked = asks.ask(questionParams({ ...question, conversation: id }));
    if (id === undefined) beginning = asked;
    const state = await asked.end;
    if (beginning === asked) beginning = undefined;
    if (asked.conversation === undefined && state?.kind !== "stopped") {
      const reason = state?.kind === "failed" ? state.reason : l10n.t("Ingle is not running.");
      post({ kind: "notice", notice: { text: reason } });
      giveBack();
    }
    if (conversation && conversation.id === asked.conversation && isWriting(conversation))
      show(interrupted(conversation));
  }

  function take(event: ChatEvent): void {
    if (beginning && event.conversation === beginning.conversation) {
      conversation = { id: event.conversation, title: "", messages: [] };
      beginning = undefined;
    }
    if (event.conversation !== conversation?.id) return;
    const next = withEvent(conversation, event);
    if (event.kind !== "piece") {
      show(next);
      return;
    }
    conversation = next;
    const { message, text, thought } = event;
    post({ kind: "piece", answer: message, text, ...(thought && { thought }) });
  }

  async function again(answer: string): Promise<void> {
    const found = conversation?.messages.find(({ id }) => id === answer);
    const question = conversation?.messages.find(({ id }) => id === found?.after);
    if (question?.role !== "user") return;
    const { id, text, command, attachments } = question;
    await ask({ again: id, text, command, attachments });
  }

  async function showThrough(request: string, message: string): Promise<void> {
    if (!conversation) return;
    const params = { conversation: conversation.id, message };
    const found = await client.ask<Conversation | null>(request, params);
    if (found) show(found);
  }

  async function measure(message: FromView & { kind: "measure" }): Promise<void> {
    const question = readQuestion(message.text, message.chips, commands);
    const { attachments } = await gather(question.attached, terminal);
    const params = questionParams({
      ...question,
      attachments,
      conversation: conversation?.id,
      after: message.after,
    });
    const meter = await client.ask<ContextMeter | null>(chatMeterRequest, params).catch(() => null);
    post({ kind: "meter", ...(meter && { meter: shownMeter(meter) }) });
  }

  async function openSource(answer: string, index: number): Promise<void> {
    const found = conversation?.messages.find(({ id }) => id === answer);
    const source = found?.role === "assistant" ? found.sources[index] : undefined;
    if (source) await openLines(vscode.Uri.parse(source.uri), source);
  }

  function attachedFiles(): vscode.Uri[] {
    const questions = conversation ? pathOf(conversation) : [];
    const last = questions.findLast((entry) => entry.role === "user");
    const uris = (last?.role === "user" ? last.attachments : []).flatMap((each) =>
      "uri" in each && each.kind !== "folder" ? [each.uri] : [],
    );
    return [...new Set(uris)].map((uri) => vscode.Uri.parse(uri));
  }

  async function receive(message: FromView): Promise<void> {
    switch (message.kind) {
      case "ready":
        return postAll(message.conversation);
      case "send":
        return send(message);
      case "stop":
        return asks.stop(conversation?.id);
      case "again":
        return again(message.answer);
      case "goOn":
        return ask({ text: l10n.t("Go on where you stopped."), attachments: [] });
      case "branch":
        return showThrough(chatBranchRequest, message.message);
      case "way":
        return showThrough(chatShowRequest, message.message);
      case "copy":
        return vscode.env.clipboard.writeText(message.text);
      case "code":
        return runCodeAction(message.action, message.block, attachedFiles());
      case "openSource":
        return openSource(message.answer, message.index);
      case "openChip":
        return openChip(message.chip);
      case "openLink":
        return followLink(message.address);
      case "offers": {
        const offers = await attachmentOffers(message.query);
        return post({ kind: "offers", request: message.request, offers });
      }
      case "pick": {
        const chips = await pickAttachments(message.what, shownModel(client.state, model).images);
        if (chips.length > 0) post({ kind: "attach", chips });
        return post({ kind: "focus", on: "input" });
      }
      case "dropped":
        return post({ kind: "attach", chips: (await dropped(message.uris)).map(chipOf) });
      case "measure":
        return measure(message);
      case "open":
        return open(message.conversation);
      case "run":
        return message.action === "undo" ? deletions.undo() : parts.run(message.action);
    }
  }

  async function followServer(): Promise<void> {
    postModel();
    if (client.state.kind !== "running") {
      if (conversation && isWriting(conversation)) show(interrupted(conversation));
      wasDown = true;
      return;
    }
    if (!wasDown) return;
    wasDown = false;
    await Promise.all([askModel(), postCommands(), postRecent()]);
    // What the server has kept of an answer may be less than what was shown, never more.
    const wanted = waitingFor;
    waitingFor = undefined;
    if (!conversation && wanted) await openFirst(wanted.before);
  }

  const listening = vscode.Disposable.from(
    webview.onDidReceiveMessage(receive),
    parts.onDidChat(take),
    parts.onDidChangeModel((next) => {
      model = next;
      postModel();
    }),
    client.onDidChangeState(() => void followServer()),
    deletions.onDidChange(() => {
      if (conversation && deletions.isPending(conversation.id)) show(undefined);
      postNotice();
      void postRecent();
    }),
    vscode.window.onDidChangeTextEditorSelection(() => post({ kind: "selection", ...selected() })),
    vscode.window.onDidChangeActiveTextEditor(() => post({ kind: "selection", ...selected() })),
  );

  return {
    get conversation() {
      return conversation;
    },
    open,
    startNew() {
      show(undefined);
      void postRecent();
      post({ kind: "focus", on: "input" });
    },
    attach: (chips) => post({ kind: "attach", chips: [...chips] }),
    focus: () => post({ kind: "focus", on: "input" }),
    hidden() {
      drawn = false;
    },
    dispose: () => listening.dispose(),
  };
}

async function openChip({ attached }: Chip): Promise<void> {
  if (attached.kind === "folder")
    await vscode.commands.executeCommand("revealInExplorer", vscode.Uri.parse(attached.uri));
  else if ("uri" in attached)
    await openLines(vscode.Uri.parse(attached.uri), "firstLine" in attached ? attached : {});
}
