import * as vscode from "vscode";
import { type ChatSummary, chatDeleteRequest } from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";

/** Conversations that are about to be deleted; until then, each can be had back. */
export interface Deletions extends vscode.Disposable {
  /** Fires when one is deleted or had back. */
  readonly onDidChange: vscode.Event<void>;
  /** The last one that can be had back. */
  readonly last: Pick<ChatSummary, "id" | "title"> | undefined;
  isPending(conversation: string): boolean;
  delete(conversation: Pick<ChatSummary, "id" | "title">): void;
  undo(): void;
}

/** For how long a person may change their mind. */
const undoMs = 10_000;

/** Creates the deletions; disposing them deletes what is pending. */
export function createDeletions(client: Pick<Client, "ask">): Deletions {
  const changed = new vscode.EventEmitter<void>();
  const pending = new Map<
    string,
    { summary: Pick<ChatSummary, "id" | "title">; timer: NodeJS.Timeout }
  >();

  async function deleteNow(id: string): Promise<void> {
    const found = pending.get(id);
    if (!found) return;
    clearTimeout(found.timer);
    await client.ask(chatDeleteRequest, { conversation: id }).catch(() => {});
    pending.delete(id);
    changed.fire();
  }

  return {
    onDidChange: changed.event,
    get last() {
      return [...pending.values()].at(-1)?.summary;
    },
    isPending: (id) => pending.has(id),
    delete(summary) {
      const { id } = summary;
      clearTimeout(pending.get(id)?.timer);
      pending.set(id, { summary, timer: setTimeout(() => void deleteNow(id), undoMs) });
      changed.fire();
    },
    undo() {
      const last = [...pending.values()].at(-1);
      if (!last) return;
      clearTimeout(last.timer);
      pending.delete(last.summary.id);
      changed.fire();
    },
    dispose() {
      for (const id of pending.keys()) void deleteNow(id);
      changed.dispose();
    },
  };
}
