import * as vscode from "vscode";
import { hunksOf } from "../../../server/protocol/hunks.ts";
import { addHunks } from "../annotated.ts";
import { type Checkpoint, type Checkpoints, digestOf, type KeptFile } from "./checkpoints.ts";
import { applyKept, textNow } from "./kept.ts";
import { say } from "./say.ts";

const { l10n } = vscode;

/**
 * Lists the checkpoints of the workspace and returns to the one that is picked: what would change is
 * shown first, one edit restores it, and what was there before is a checkpoint of its own.
 */
export async function returnToCheckpoint(checkpoints: Checkpoints): Promise<void> {
  const found = await checkpoints.list();
  if (found.length === 0) {
    void vscode.window.showInformationMessage(
      l10n.t("There is no checkpoint yet. Ingle keeps one before it changes several files."),
    );
    return;
  }
  const picked = await vscode.window.showQuickPick(found.map(rowOf), {
    title: l10n.t("Return to a Checkpoint"),
    placeHolder: l10n.t("The files as they were before…"),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (picked) await restore(picked.checkpoint, checkpoints);
}

function rowOf(checkpoint: Checkpoint): vscode.QuickPickItem & { checkpoint: Checkpoint } {
  const paths = checkpoint.files.map(({ uri }) => pathOf(vscode.Uri.parse(uri)));
  const when = new Date(checkpoint.at).toLocaleString([], {
    dateStyle: "medium",
    timeStyle: "medium",
  });
  return { label: checkpoint.title, description: when, detail: paths.join(", "), checkpoint };
}

async function restore(checkpoint: Checkpoint, checkpoints: Checkpoints): Promise<void> {
  const label = l10n.t("Back to before: {0}", checkpoint.title);
  const edit = new vscode.WorkspaceEdit();
  const uris: vscode.Uri[] = [];
  for (const file of checkpoint.files) {
    const uri = vscode.Uri.parse(file.uri);
    if (await addRestoring(edit, uri, { file, label })) uris.push(uri);
  }
  if (uris.length === 0) {
    void vscode.window.showInformationMessage(l10n.t("The files say all of this already."));
    return;
  }
  await say(await applyKept(edit, { title: label, uris, checkpoints }));
}

/** Whether anything of the file is to be restored. */
async function addRestoring(
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  { file, label }: { file: KeptFile; label: string },
): Promise<boolean> {
  const now = await textNow(uri);
  const changed = changedSince(file, now);
  const metadata = { needsConfirmation: changed !== undefined, label: changed ?? label };
  if (file.before === null) {
    if (now !== undefined) edit.deleteFile(uri, { ignoreIfNotExists: true }, metadata);
    return now !== undefined;
  }
  if (now === undefined) {
    edit.createFile(uri, { contents: new TextEncoder().encode(file.before) }, metadata);
    return true;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const hunks = hunksOf(withLf(document.getText()), withLf(file.before));
  addHunks(edit, document, hunks, metadata);
  return hunks.length > 0;
}

/** Words about a file that somebody has changed after Ingle had. */
function changedSince({ uri, after }: KeptFile, now: string | undefined): string | undefined {
  if (after === undefined || after === (now === undefined ? null : digestOf(now))) return undefined;
  return l10n.t("⚠ {0} was changed since: that would go too", pathOf(vscode.Uri.parse(uri)));
}

function withLf(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}
