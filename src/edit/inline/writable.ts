import * as vscode from "vscode";

const { l10n } = vscode;

/** Why a document cannot be edited, in a sentence; undefined where it can. */
export async function whyNotEditable(document: vscode.TextDocument): Promise<string | undefined> {
  const { scheme } = document.uri;
  if (scheme === "vscode-notebook-cell")
    return l10n.t("Ingle edits files, not yet the cells of a notebook.");
  if (scheme === "untitled") return undefined;
  if (vscode.workspace.fs.isWritableFileSystem(scheme) !== true)
    return l10n.t("This is read-only: there is nothing here that Ingle could edit.");
  const stat = await statOf(document.uri);
  const isReadOnly = stat?.permissions === vscode.FilePermission.Readonly;
  return isReadOnly ? l10n.t("This file is read-only, so Ingle does not edit it.") : undefined;
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    // Not on the disk yet, or not any more: it can be saved.
    return undefined;
  }
}
