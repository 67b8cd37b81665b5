import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import {
  type EditAction,
  type EditDiagnostic,
  type EditEvent,
  type EditOutcome,
  type EditParams,
  editEventNotification,
  editProposeRequest,
} from "../../server/protocol/edit.ts";
import type { Client } from "../client.ts";
import { reviewProposal } from "./reviewProposal.ts";

const { l10n } = vscode;

/** What a person wants of a part of a document: an action, words of their own, or both. */
export interface StartEdit {
  uri: vscode.Uri;
  /** Empty: what the cursor is in. */
  range: vscode.Range;
  action?: EditAction;
  instruction?: string;
  /** What `fix` is to mend. */
  diagnostic?: EditDiagnostic;
}

/** Begins edits, and shows what comes of them; resolves when a person has decided. */
export interface Edits extends vscode.Disposable {
  startEdit(start: StartEdit): Promise<void>;
}

/** Creates the edits over the client. Nothing is changed before a person has seen the proposal. */
export function createEdits(client: Pick<Client, "ask" | "hear">): Edits {
  const stages = new vscode.EventEmitter<EditEvent & { kind: "stage" }>();
  const hearing = client.hear<EditEvent>(editEventNotification, (event) => {
    if (event.kind === "stage") stages.fire(event);
  });

  async function propose(
    params: EditParams,
    progress: vscode.Progress<{ message: string }>,
    token: vscode.CancellationToken,
  ): Promise<EditOutcome | undefined> {
    const following = stages.event(({ edit, stage }) => {
      if (edit === params.edit) progress.report({ message: stageTexts()[stage] });
    });
    try {
      return await client.ask<EditOutcome>(editProposeRequest, params, token);
    } catch (error) {
      if (token.isCancellationRequested) return { kind: "cancelled" };
      return { kind: "refused", reason: error instanceof Error ? error.message : String(error) };
    } finally {
      following.dispose();
    }
  }

  return {
    async startEdit({ uri, range, action, instruction, diagnostic }) {
      const document = await vscode.workspace.openTextDocument(uri);
      const params: EditParams = {
        edit: randomUUID(),
        textDocument: { uri: uri.toString(), version: document.version },
        range: { start: place(range.start), end: place(range.end) },
        ...(action === undefined ? {} : { action }),
        ...(instruction === undefined ? {} : { instruction }),
        ...(diagnostic === undefined ? {} : { diagnostic }),
      };
      const outcome = await vscode.window.withProgress(
        { location: vscode.ProgressLocation.Notification, title: "Ingle", cancellable: true },
        (progress, token) => propose(params, progress, token),
      );
      if (outcome?.kind === "proposal") await reviewProposal(outcome.proposal);
      else if (outcome?.kind === "refused")
        void vscode.window.showInformationMessage(
          [outcome.reason, outcome.remedy].filter(Boolean).join(" "),
        );
    },
    dispose() {
      hearing.dispose();
      stages.dispose();
    },
  };
}

function place({ line, character }: vscode.Position): { line: number; character: number } {
  return { line, character };
}

function stageTexts(): Record<(EditEvent & { kind: "stage" })["stage"], string> {
  return {
    reading: l10n.t("Reading the code…"),
    writing: l10n.t("Writing…"),
    checking: l10n.t("Checking what was written…"),
    repairing: l10n.t("Mending what the check has found…"),
  };
}
