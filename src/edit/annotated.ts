import * as vscode from "vscode";
import type { Hunk } from "../../server/protocol/hunks.ts";

/**
 * Puts changes of whole lines into an edit, each with a box of its own in the editor's preview, which
 * shows `label` and `description`.
 */
export function addHunks(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  hunks: readonly Hunk[],
  { label, description }: { label: string; description: string | ((hunk: Hunk) => string) },
): void {
  for (const hunk of hunks) {
    const range = document.validateRange(new vscode.Range(hunk.firstLine, 0, hunk.endLine, 0));
    edit.replace(document.uri, range, hunk.text, {
      needsConfirmation: true,
      label,
      description: typeof description === "string" ? description : description(hunk),
    });
  }
}
