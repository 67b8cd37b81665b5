import * as vscode from "vscode";
import {
  type ChatEvent,
  type ChatSummary,
  type Conversation,
  chatListRequest,
  chatOpenRequest,
} from "../../server/protocol/chat.ts";
import { withEvent } from "../../server/protocol/conversation.ts";
import type { Client } from "../client.ts";
import type { Ask, Asks } from "./asks.ts";
import type { ToView } from "./messages.ts";
import { questionParams } from "./question.ts";
import { shownConversation } from "./shown.ts";
import { interrupted, isWriting, wasInterrupted } from "./tree.ts";

const { l10n } = vscode;

type QuestionParts = Omit<Parameters<typeof questionParams>[0], "conversation">;

/** The conversation that a view shows, or the new one that it is about to begin. */
export interface OpenConversation {
  readonly current: Conversation | undefined;
  /** undefined: a new one. */
  show(next: Conversation | undefined): void;
  open(id: string): Promise<void>;
  /** After a reload of the window: what the view showed before, or what was being written. */
  openFirst(before: string | undefined): Promise<void>;
  /** Shows what a request answers that moves through this conversation by a message. */
  showThrough(request: string, message: string): Promise<void>;
  /** Resolves at the answer's end; `giveBack` is called where nobody could be asked. */
  ask(question: QuestionParts, giveBack?: () => void): Promise<void>;
  /** Asks for another answer to the question of this one. */
  again(answer: string): Promise<void>;
  take(event: ChatEvent): void;
  /** The server that wrote has ended. */
  interrupt(): void;
}

interface OpenConversationParts {
  client: Client;
  asks: Asks;
  /** Conversations that have been shown since the window was opened. */
  shown: Set<string>;
  post(message: ToView): void;
  onTitle(title: string): void;
}

/** Creates the place of a conversation in a view. */
export function createOpenConversation(parts: OpenConversationParts): OpenConversation {
  const { client, asks, shown, post } = parts;
  let current: Conversation | undefined;
  /** A question with which a conversation begins that has no name yet. */
  let beginning: Ask | undefined;

  function show(next: Conversation | undefined): void {
    current = next;
    beginning = undefined;
    if (next) shown.add(next.id);
    post({ kind: "conversation", conversation: next ? shownConversation(next) : null });
    parts.onTitle(next?.title ?? "");
  }

  async function read(id: string): Promise<Conversation | undefined> {
    const params = { conversation: id };
    return (await client.ask<Conversation | null>(chatOpenRequest, params)) ?? undefined;
  }

  async function open(id: string): Promise<void> {
    const found = await read(id);
    if (found) show(found);
  }

  /** The latest one, where nobody has seen yet that it was interrupted. */
  async function interruptedSince(before: string | undefined): Promise<Conversation | undefined> {
    const [latest] = (await client.ask<ChatSummary[]>(chatListRequest, {})) ?? [];
    if (!latest || latest.id === before || shown.has(latest.id)) return undefined;
    const found = await read(latest.id);
    return found && wasInterrupted(found) ? found : undefined;
  }

  async function ask(question: QuestionParts, giveBack = () => {}): Promise<void> {
    const id = current?.id;
    if (beginning || (id !== undefined && asks.isOpen(id))) return;
    const asked = asks.ask(questionParams({ ...question, conversation: id }));
    if (id === undefined) beginning = asked;
    const state = await asked.end;
    if (beginning === asked) beginning = undefined;
    if (state === undefined || (state.kind === "failed" && !asked.heard)) {
      const text = state?.reason ?? l10n.t("Ingle is not running.");
      post({ kind: "notice", notice: { text } });
      giveBack();
    }
    if (current?.id === asked.conversation) interrupt();
  }

  /** An answer that is being written while nobody writes. */
  function interrupt(): void {
    if (current && isWriting(current)) show(interrupted(current));
  }

  return {
    get current() {
      return current;
    },
    ...{ show, open, ask, interrupt },
    async openFirst(before) {
      // What a view keeps is written down late, what the server keeps at once.
      const found = await interruptedSince(before);
      if (current) return;
      if (found) show(found);
      else if (before !== undefined) await open(before);
    },
    async showThrough(request, message) {
      if (!current) return;
      const params = { conversation: current.id, message };
      const found = await client.ask<Conversation | null>(request, params);
      if (found) show(found);
    },
    async again(answer) {
      const found = current?.messages.find(({ id }) => id === answer);
      const question = current?.messages.find(({ id }) => id === found?.after);
      if (question?.role !== "user") return;
      const { id, text, command, attachments } = question;
      await ask({ again: id, text, command, attachments });
    },
    take(event) {
      if (beginning && event.conversation === beginning.conversation) {
        current = { id: event.conversation, title: "", messages: [] };
        beginning = undefined;
      }
      if (event.conversation !== current?.id) return;
      const next = withEvent(current, event);
      if (event.kind !== "piece") {
        show(next);
        return;
      }
      current = next;
      const { message, text, thought } = event;
      post({ kind: "piece", answer: message, text, ...(thought && { thought }) });
    },
  };
}
