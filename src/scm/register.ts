import * as vscode from "vscode";
import type { Chat } from "../chat/view.ts";
import type { Client } from "../client.ts";
import type { Edits } from "../edit/startEdit.ts";
import { createCommitMessages } from "./commitMessages.ts";
import { registerConflictLenses } from "./conflict/conflictLenses.ts";
import { explainConflict } from "./conflict/explainConflict.ts";
import { resolveConflict } from "./conflict/resolveConflict.ts";
import { nameBranch } from "./nameBranch.ts";
import { createScmRequests } from "./requests.ts";
import { explainFinding, fixFinding } from "./review/findingActions.ts";
import { createFindings } from "./review/findings.ts";
import { reviewChanges } from "./review/reviewChanges.ts";

interface ScmParts {
  client: Pick<Client, "ask" | "hear">;
  chat: Pick<Chat, "ask">;
  edits: Pick<Edits, "startEdit">;
}

/** Registers all that Ingle does in source control: its commands, comments and lenses. */
export function registerScm({ client, chat, edits }: ScmParts): vscode.Disposable {
  const requests = createScmRequests(client);
  const messages = createCommitMessages(requests);
  const findings = createFindings();
  const review = { findings, chat, edits };
  const commands: Record<string, (target?: unknown, line?: unknown) => unknown> = {
    "ingle.writeCommitMessage": messages.write,
    "ingle.stopCommitMessage": messages.stop,
    "ingle.restoreCommitMessage": messages.restore,
    "ingle.reviewChanges": (target) => reviewChanges({ requests, findings }, target),
    "ingle.clearFindings": () => findings.clear(),
    "ingle.dismissFinding": (thread) => findings.dismiss(thread),
    "ingle.fixFinding": (thread) => fixFinding(review, thread),
    "ingle.explainFinding": (thread) => explainFinding(review, thread),
    "ingle.nameBranch": (target) => nameBranch(requests, target),
    "ingle.explainConflict": (uri, line) => explainConflict({ requests, chat }, { uri, line }),
    "ingle.resolveConflict": (uri, line) => resolveConflict(edits, { uri, line }),
  };
  return vscode.Disposable.from(
    requests,
    messages,
    findings,
    registerConflictLenses(),
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}
