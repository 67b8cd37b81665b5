import * as vscode from "vscode";
import {
  type AnswerState,
  type ChatEvent,
  type ChatQuestionParams,
  chatAskRequest,
} from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";

/** A question that is being answered. */
export interface Ask {
  /** Known from the start, or as soon as the server has begun a conversation with it. */
  readonly conversation: string | undefined;
  /** Whether the server has begun to answer: until then, the question is nowhere but here. */
  readonly heard: boolean;
  /** The answer's end; undefined where nobody could be asked. Never rejects. */
  readonly end: Promise<AnswerState | undefined>;
}

/** The questions that are being answered, one a conversation; each view may stop them. */
export interface Asks extends vscode.Disposable {
  ask(params: ChatQuestionParams): Ask;
  stop(conversation: string | undefined): void;
  isOpen(conversation: string): boolean;
}

/**
 * Creates the asks over the client. `onDidChat` has to reach them before any view: a conversation
 * that begins is known by the first event that speaks of it.
 */
export function createAsks(client: Pick<Client, "ask">, onDidChat: vscode.Event<ChatEvent>): Asks {
  const open = new Set<{
    conversation: string | undefined;
    heard: boolean;
    source: vscode.CancellationTokenSource;
  }>();
  const seen = new Set<string>();

  function find(conversation: string | undefined) {
    return [...open].find((each) => each.conversation === conversation);
  }

  const listening = onDidChat(({ conversation, kind }) => {
    const begun = kind === "title" && !seen.has(conversation) ? find(undefined) : undefined;
    seen.add(conversation);
    if (begun && !find(conversation)) begun.conversation = conversation;
    const heard = kind === "message" ? find(conversation) : undefined;
    if (heard) heard.heard = true;
  });

  async function answered(
    params: ChatQuestionParams,
    token: vscode.CancellationToken,
  ): Promise<AnswerState | undefined> {
    try {
      return await client.ask<AnswerState>(chatAskRequest, params, token);
    } catch (error) {
      if (token.isCancellationRequested) return { kind: "stopped" };
      return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  return {
    ask(params) {
      const source = new vscode.CancellationTokenSource();
      const ask = { conversation: params.conversation, heard: false, source };
      open.add(ask);
      const end = answered(params, source.token).finally(() => {
        open.delete(ask);
        source.dispose();
      });
      return {
        get conversation() {
          return ask.conversation;
        },
        get heard() {
          return ask.heard;
        },
        end,
      };
    },
    stop: (conversation) => find(conversation)?.source.cancel(),
    isOpen: (conversation) => find(conversation) !== undefined,
    // Nothing is stopped: an answer that ends with its window has been interrupted, and says so then.
    dispose: () => listening.dispose(),
  };
}
