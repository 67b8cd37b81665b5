import * as vscode from "vscode";
import { type ConflictOutcome, scmConflictRequest } from "../../../server/protocol/scm.ts";
import type { Chat } from "../../chat/view.ts";
import { type ScmRequests, showRefusal } from "../requests.ts";
import { conflictParams } from "./conflictParams.ts";
import { type Conflict, parseConflicts } from "./parseConflicts.ts";

const { l10n } = vscode;

/** Has chat explain a conflict: the one at a line of a document, or the one that the cursor is in. */
export async function explainConflict(
  { requests, chat }: { requests: ScmRequests; chat: Pick<Chat, "ask"> },
  place: { uri: unknown; line: unknown },
): Promise<void> {
  const found = await findConflict(place);
  if (!found) return;
  const params = await conflictParams(found.document, found.conflict);
  const source = new vscode.CancellationTokenSource();
  const outcome = await requests.ask<ConflictOutcome>(scmConflictRequest, params, {
    token: source.token,
  });
  source.dispose();
  if (outcome.kind === "refused") return showRefusal(outcome);
  if (outcome.kind === "cancelled") return;
  const attachments = [{ kind: "diff" as const, text: outcome.attached }];
  await chat.ask({ text: outcome.text, attachments });
}

/** The conflict that is meant; where there is none, says so. */
export async function findConflict({
  uri,
  line,
}: {
  uri: unknown;
  line: unknown;
}): Promise<{ document: vscode.TextDocument; conflict: Conflict } | undefined> {
  const editor = vscode.window.activeTextEditor;
  const document =
    uri instanceof vscode.Uri ? await vscode.workspace.openTextDocument(uri) : editor?.document;
  const at = typeof line === "number" ? line : (editor?.selection.active.line ?? 0);
  const conflicts = document ? parseConflicts(document.getText()) : [];
  const conflict =
    conflicts.find(({ firstLine, lastLine }) => firstLine <= at && at <= lastLine) ??
    (conflicts.length === 1 ? conflicts[0] : undefined);
  if (document && conflict) return { document, conflict };
  void vscode.window.showInformationMessage(
    conflicts.length === 0
      ? l10n.t("There is no conflict in this file.")
      : l10n.t("Put the cursor into one of the conflicts."),
  );
  return undefined;
}
