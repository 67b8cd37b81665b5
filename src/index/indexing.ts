import * as vscode from "vscode";
import {
  type IndexAction,
  type IndexStatus,
  indexActionNotification,
  indexStatusNotification,
} from "../../server/protocol/messages.ts";
import type { Client } from "../client.ts";

/** What the index of the workspace does, and what a person may want of it. */
export interface Indexing extends vscode.Disposable {
  /** Undefined until the server has told. */
  readonly status: IndexStatus | undefined;
  readonly onDidChange: vscode.Event<void>;
  act(action: IndexAction): void;
}

/** Follows the index through the client. */
export function followIndexing(client: Pick<Client, "hear" | "tell">): Indexing {
  const changed = new vscode.EventEmitter<void>();
  let status: IndexStatus | undefined;
  const heard = client.hear(indexStatusNotification, (next: IndexStatus) => {
    status = next;
    changed.fire();
  });
  return {
    get status() {
      return status;
    },
    onDidChange: changed.event,
    act: (action) => client.tell(indexActionNotification, { action }),
    dispose() {
      heard.dispose();
      changed.dispose();
    },
  };
}
