import * as vscode from "vscode";
import {
  type EditEvent,
  type EditOutcome,
  editEventNotification,
  type Proposal,
} from "../../../server/protocol/edit.ts";
import type { RefactorParams } from "../../../server/protocol/refactor.ts";
import type { Client } from "../../client.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { checkedText, oneLine } from "./described.ts";
import { followDocuments } from "./following.ts";
import { previewProposal } from "./preview.ts";
import { say } from "./say.ts";

const { l10n } = vscode;

interface AskOptions {
  client: Pick<Client, "ask" | "hear">;
  checkpoints: Checkpoints;
  /** What is being done, in a few words. */
  title: string;
}

/** Asks the server for a proposal over several files, tells how far it is, and shows it in the preview. */
export async function propose(
  request: string,
  params: RefactorParams,
  { client, checkpoints, title }: AskOptions,
): Promise<void> {
  const following = followDocuments();
  try {
    const outcome = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        const hearing = client.hear<EditEvent>(editEventNotification, (event) => {
          if (event.edit === params.edit && event.kind === "stage")
            progress.report({ message: stageText(event.stage) });
        });
        return client
          .ask<EditOutcome>(request, params, token)
          .catch((error: unknown): EditOutcome | undefined => {
            if (token.isCancellationRequested) return { kind: "cancelled" };
            return {
              kind: "refused",
              reason: error instanceof Error ? error.message : String(error),
            };
          })
          .finally(() => hearing.dispose());
      },
    );
    if (outcome?.kind === "refused") return await say(outcome);
    if (outcome?.kind !== "proposal") return;
    const told = tellChecked(outcome.proposal);
    try {
      await say(await previewProposal(outcome.proposal, { following, checkpoints }));
    } finally {
      told.dispose();
    }
  } finally {
    following.dispose();
  }
}

/** While the preview is open, the status bar says what was checked; what is worse is said aloud. */
function tellChecked({ title, checks }: Proposal): vscode.Disposable {
  const text = checkedText(checks);
  const { faults } = checks;
  if (faults.length > 0) {
    const first = faults.slice(0, mostTold).map(({ uri, range, message }) => {
      const path = vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
      return `${path}:${range.start.line + 1}: ${oneLine(message)}`;
    });
    const lines = [l10n.t("{0} ({1}):", title, text), ...first].join(" ");
    void vscode.window.showWarningMessage(lines);
  }
  return vscode.window.setStatusBarMessage(
    faults.length > 0 ? `$(warning) ${title}: ${text}` : `$(check) ${title}: ${text}`,
  );
}

const mostTold = 3;

function stageText(stage: Extract<EditEvent, { kind: "stage" }>["stage"]): string {
  switch (stage) {
    case "reading":
      return l10n.t("reading…");
    case "writing":
      return l10n.t("writing…");
    case "checking":
      return l10n.t("checking…");
    case "repairing":
      return l10n.t("repairing…");
  }
}
