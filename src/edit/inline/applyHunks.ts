import * as vscode from "vscode";
import type { OpenHunk } from "./carry.ts";

/** Puts hunks into their document, with one undo; resolves to false where it could not be changed. */
export function applyHunks(
  document: vscode.TextDocument,
  hunks: readonly OpenHunk[],
): Thenable<boolean> {
  const edit = new vscode.WorkspaceEdit();
  for (const { firstLine, endLine, text } of hunks) {
    const lines = document.validateRange(new vscode.Range(firstLine, 0, endLine, 0));
    edit.replace(document.uri, lines, text);
  }
  return vscode.workspace.applyEdit(edit);
}
