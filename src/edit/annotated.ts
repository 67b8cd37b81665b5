import * as vscode from "vscode";
import type { Hunk } from "../../server/protocol/hunks.ts";

/**
 * Puts changes of whole lines into an edit, each with a box of its own in the editor's preview. A box is
 * ticked at first unless `metadata` says that it needs confirmation.
 */
export function addHunks(
  edit: vscode.WorkspaceEdit,
  document: vscode.TextDocument,
  hunks: readonly Hunk[],
  metadata: vscode.WorkspaceEditEntryMetadata,
): void {
  for (const { firstLine, endLine, text } of hunks) {
    const range = document.validateRange(new vscode.Range(firstLine, 0, endLine, 0));
    edit.replace(document.uri, range, text, metadata);
  }
}

/**
 * Has the editor show its preview before an edit is applied, whatever its parts ask for. It asks where
 * one part needs confirmation; this one makes a file that is there already, which is nothing, and the
 * preview leaves it out. `existing` is any file that exists.
 */
export function askFirst(edit: vscode.WorkspaceEdit, existing: vscode.Uri, label: string): void {
  edit.createFile(existing, { ignoreIfExists: true }, { needsConfirmation: true, label });
}
