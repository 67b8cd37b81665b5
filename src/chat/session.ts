import * as vscode from "vscode";
import {
  type ChatAttachment,
  type ChatEvent,
  type ChatModelState,
  type ContextMeter,
  type Conversation,
  chatBranchRequest,
  chatMeterRequest,
  chatShowRequest,
} from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";
import type { Asks } from "./asks.ts";
import { gather } from "./attachments.ts";
import { chipOf } from "./chips.ts";
import { runCodeAction } from "./codeActions.ts";
import type { Deletions } from "./deletions.ts";
import { dropped } from "./dropped.ts";
import type { Chip, FromView, ToView } from "./messages.ts";
import { shownMeter } from "./meter.ts";
import { attachmentOffers } from "./offers.ts";
import { createOpenConversation } from "./openConversation.ts";
import { pickAttachments } from "./pick.ts";
import { keepPasted } from "./pictures.ts";
import { followLink, openLines } from "./places.ts";
import { questionParams, readQuestion } from "./question.ts";
import { createSurroundings } from "./surroundings.ts";
import type { TerminalText } from "./terminal.ts";
import { attachedFiles } from "./tree.ts";

/** One view of a conversation: what a person does there goes to the server, what comes back is shown. */
export interface Session extends vscode.Disposable {
  readonly conversation: Conversation | undefined;
  open(conversation: string): Promise<void>;
  startNew(): void;
  attach(chips: readonly Chip[]): void;
  /** Asks in a new conversation, as soon as the page is drawn. */
  ask(question: NewQuestion): void;
  focus(): void;
  /** The page is gone for now; what is meant for it waits until it is drawn again. */
  hidden(): void;
}

/** A question that is asked for a person who did not write it. */
export interface NewQuestion {
  command?: string;
  text: string;
  attachments: readonly ChatAttachment[];
}

/** What the sessions share. */
export interface SessionParts {
  client: Client;
  asks: Asks;
  deletions: Deletions;
  terminal: TerminalText;
  /** Where Ingle keeps what is its own. */
  storage: vscode.Uri;
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

/** Begins a session in a webview. */
export function createSession(webview: vscode.Webview, parts: SessionParts): Session {
  const { client, asks, deletions, terminal, shown, onTitle } = parts;
  let drawn = false;
  let wasDown = client.state.kind !== "running";
  /** The page was drawn while the server was starting: what it showed before. */
  let unopened: { before: string | undefined } | undefined;
  const waiting: ToView[] = [];
  let unasked: NewQuestion | undefined;

  const post = (message: ToView): void => {
    if (drawn) void webview.postMessage(message);
    // Everything else is sent anew to a page that has been drawn.
    else if (message.kind === "attach" || message.kind === "focus") waiting.push(message);
  };
  const opened = createOpenConversation({ client, asks, shown, post, onTitle });
  const { onDidChangeModel } = parts;
  const around = createSurroundings({ client, deletions, onDidChangeModel, post });

  async function draw(before: string | undefined): Promise<void> {
    drawn = true;
    around.postKnown();
    if (!opened.current) await opened.openFirst(before);
    opened.show(opened.current);
    if (!opened.current && client.state.kind !== "running") unopened = { before };
    for (const message of waiting.splice(0)) post(message);
    const question = unasked;
    unasked = undefined;
    if (question) askNew(question);
    await around.postAsked();
  }

  function askNew(question: NewQuestion): void {
    opened.show(undefined);
    void opened.ask(question);
  }

  async function send({ text, chips, after }: FromView & { kind: "send" }): Promise<void> {
    const question = readQuestion(text, chips, around.commands);
    const { attachments, missing } = await gather(question.attached, terminal);
    if (missing.length > 0) post({ kind: "notice", notice: { text: missing.join(" ") } });
    const giveBack = (): void => post({ kind: "refill", text, chips });
    await opened.ask({ ...question, after, attachments }, giveBack);
  }

  async function measure({ text, chips, after }: FromView & { kind: "measure" }): Promise<void> {
    const question = readQuestion(text, chips, around.commands);
    const { attachments } = await gather(question.attached, terminal);
    const conversation = opened.current?.id;
    const params = questionParams({ ...question, attachments, conversation, after });
    const meter = await client.ask<ContextMeter | null>(chatMeterRequest, params).catch(() => null);
    post({ kind: "meter", ...(meter && { meter: shownMeter(meter) }) });
  }

  async function openSource(answer: string, index: number): Promise<void> {
    const found = opened.current?.messages.find(({ id }) => id === answer);
    const source = found?.role === "assistant" ? found.sources[index] : undefined;
    if (source) await openLines(vscode.Uri.parse(source.uri), source);
  }

  async function pick(what: (FromView & { kind: "pick" })["what"]): Promise<void> {
    const chips = await pickAttachments(what, around.model.noPictures);
    if (chips.length > 0) post({ kind: "attach", chips });
    post({ kind: "focus", on: "input" });
  }

  async function paste(picture: FromView & { kind: "pasted" }): Promise<void> {
    const { noPictures } = around.model;
    const kept = noPictures === undefined ? await keepPasted(picture, parts.storage) : undefined;
    if (kept) return post({ kind: "attach", chips: [chipOf(kept)] });
    const text =
      noPictures ?? vscode.l10n.t("Only PNG, JPEG, GIF and WebP pictures can be attached.");
    post({ kind: "notice", notice: { text } });
  }

  async function receive(message: FromView): Promise<void> {
    switch (message.kind) {
      case "ready":
        return draw(message.conversation);
      case "send":
        return send(message);
      case "stop":
        return asks.stop(opened.current?.id);
      case "again":
        return opened.again(message.answer);
      case "goOn":
        return opened.ask({ text: vscode.l10n.t("Go on where you stopped."), attachments: [] });
      case "branch":
        return opened.showThrough(chatBranchRequest, message.message);
      case "way":
        return opened.showThrough(chatShowRequest, message.message);
      case "copy":
        return vscode.env.clipboard.writeText(message.text);
      case "code": {
        const files = attachedFiles(opened.current).map((uri) => vscode.Uri.parse(uri));
        return runCodeAction(message.action, message.block, files);
      }
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
      case "pick":
        return pick(message.what);
      case "dropped":
        return post({ kind: "attach", chips: (await dropped(message.uris)).map(chipOf) });
      case "pasted":
        return paste(message);
      case "measure":
        return measure(message);
      case "open":
        return opened.open(message.conversation);
      case "run":
        return message.action === "undo" ? deletions.undo() : parts.run(message.action);
    }
  }

  async function followServer(): Promise<void> {
    around.postModel();
    if (client.state.kind !== "running") {
      opened.interrupt();
      wasDown = true;
    } else if (wasDown) {
      wasDown = false;
      if (unopened && !opened.current) await opened.openFirst(unopened.before);
      unopened = undefined;
      await around.postAsked();
    }
  }

  const listening = vscode.Disposable.from(
    around,
    webview.onDidReceiveMessage(receive),
    parts.onDidChat(opened.take),
    client.onDidChangeState(() => void followServer()),
    deletions.onDidChange(() => {
      if (opened.current && deletions.isPending(opened.current.id)) opened.show(undefined);
    }),
  );

  return {
    get conversation() {
      return opened.current;
    },
    open: opened.open,
    startNew() {
      opened.show(undefined);
      void around.postRecent();
      post({ kind: "focus", on: "input" });
    },
    attach: (chips) => post({ kind: "attach", chips: [...chips] }),
    ask(question) {
      if (drawn) askNew(question);
      else unasked = question;
    },
    focus: () => post({ kind: "focus", on: "input" }),
    hidden() {
      drawn = false;
    },
    dispose: () => listening.dispose(),
  };
}

async function openChip({ attached }: Chip): Promise<void> {
  if (!("uri" in attached)) return;
  const uri = vscode.Uri.parse(attached.uri);
  if (attached.kind === "picture") await vscode.commands.executeCommand("vscode.open", uri);
  else if (attached.kind === "folder")
    await vscode.commands.executeCommand("revealInExplorer", uri);
  else await openLines(uri, "firstLine" in attached ? attached : {});
}
