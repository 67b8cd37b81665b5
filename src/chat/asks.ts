import * as vscode from "vscode";
import {
  type AnswerState,
  type ChatQuestionParams,
  chatAskRequest,
} from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";

/** The questions that are being answered, one a conversation; each view may stop them. */
export interface Asks extends vscode.Disposable {
  /** The answer's end; undefined where nobody could be asked. */
  ask(params: ChatQuestionParams & { conversation: string }): Promise<AnswerState | undefined>;
  stop(conversation: string): void;
  isOpen(conversation: string): boolean;
}

/** Creates the asks over the client. */
export function createAsks(client: Pick<Client, "ask">): Asks {
  const open = new Map<string, vscode.CancellationTokenSource>();
  return {
    async ask(params) {
      const source = new vscode.CancellationTokenSource();
      open.set(params.conversation, source);
      try {
        return await client.ask<AnswerState>(chatAskRequest, params, source.token);
      } catch (error) {
        if (source.token.isCancellationRequested) return { kind: "stopped" };
        return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
      } finally {
        if (open.get(params.conversation) === source) open.delete(params.conversation);
        source.dispose();
      }
    },
    stop: (conversation) => open.get(conversation)?.cancel(),
    isOpen: (conversation) => open.has(conversation),
    dispose() {
      for (const source of open.values()) source.cancel();
    },
  };
}
