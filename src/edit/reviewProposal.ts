import * as vscode from "vscode";
import type { CheckerOutcome, Proposal, ProposalChecks } from "../../server/protocol/edit.ts";

const { l10n } = vscode;

/**
 * Shows a proposal in the editor's own preview, where each change of lines can be ticked, and applies
 * what a person confirms, with one undo. Resolves to false where nothing was changed: also where a
 * document is another by now than the proposal was made for.
 */
export async function reviewProposal(proposal: Proposal): Promise<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { uri: address, version, isNew, hunks } of proposal.files) {
    const uri = vscode.Uri.parse(address);
    const metadata = {
      needsConfirmation: true,
      label: proposal.title,
      description: checksText(proposal.checks),
    };
    if (isNew) {
      const contents = Buffer.from(hunks.map(({ text }) => text).join(""));
      edit.createFile(uri, { overwrite: false, contents }, metadata);
      continue;
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if (version !== null && document.version !== version) {
      void vscode.window.showWarningMessage(
        l10n.t("The code under it was changed in the meantime. Ask for it again."),
      );
      return false;
    }
    for (const { firstLine, endLine, text } of hunks) {
      const lines = document.validateRange(new vscode.Range(firstLine, 0, endLine, 0));
      edit.replace(uri, lines, text, metadata);
    }
  }
  return vscode.workspace.applyEdit(edit, { isRefactoring: true });
}

/** What was checked of a proposal and what was found, as one line. */
export function checksText({ syntax, checker, faults }: ProposalChecks): string {
  const [first] = faults;
  if (first)
    return faults.length === 1
      ? l10n.t("Has a fault: {0}", first.message)
      : l10n.t("Has {0} faults: {1}", faults.length, first.message);
  return [syntax === "kept" ? l10n.t("It parses.") : "", checkerText(checker)]
    .filter((part) => part !== "")
    .join(" ");
}

function checkerText(checker: CheckerOutcome): string {
  return checker.kind === "checked"
    ? l10n.t("{0} finds nothing worse than before.", checker.by)
    : checker.reason;
}
