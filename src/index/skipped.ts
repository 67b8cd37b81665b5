import * as vscode from "vscode";
import { type SkippedFile, skippedFilesRequest } from "../../server/protocol/messages.ts";
import type { Client } from "../client.ts";

const { l10n } = vscode;

/** Shows which files are not in the index, and why; one that is picked is opened. */
export async function showSkippedFiles(client: Client): Promise<void> {
  const files = (await client.ask<SkippedFile[]>(skippedFilesRequest)) ?? [];
  const items = files.map(({ uri, reason }) => ({
    label: vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
    description: reason,
    uri: vscode.Uri.parse(uri),
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t("Files that are not in the index"),
    placeHolder:
      items.length === 0
        ? l10n.t("There are none, besides what is ignored or excluded.")
        : l10n.t("Besides what is ignored or excluded."),
    matchOnDescription: true,
  });
  if (picked) await vscode.commands.executeCommand("vscode.open", picked.uri);
}
