import * as vscode from "vscode";
import { askFirst } from "../annotated.ts";
import { type Checkpoint, type Checkpoints, digestOf, type KeptFile } from "./checkpoints.ts";
import type { Previewed } from "./previewed.ts";

const { l10n } = vscode;

/**
 * Has the editor show an edit in its preview and apply what stays ticked, after what its files say now
 * was kept. What cannot be kept goes on only if the person says so.
 */
export async function applyKept(
  edit: vscode.WorkspaceEdit,
  {
    title,
    uris,
    checkpoints,
  }: { title: string; uris: readonly vscode.Uri[]; checkpoints: Checkpoints },
): Promise<Previewed> {
  const files = await Promise.all(uris.map(keptFile));
  const kept = await checkpoints.keep({ title, files });
  if (kept.kind === "refused" && !(await goesOnWithout(kept.reason))) return { kind: "discarded" };
  const existing = uris.find((_, at) => files[at]?.before !== null) ?? (await lookedAt());
  if (existing) askFirst(edit, existing, title);
  const applied = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  if (kept.kind === "kept") {
    if (applied) await checkpoints.complete(await withEnds(kept.checkpoint));
    else await checkpoints.drop(kept.checkpoint);
  }
  return { kind: applied ? "applied" : "discarded" };
}

/** What a file says now, unsaved changes included; undefined: there is none that can be read. */
export async function textNow(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === uri.toString() && !document.isClosed,
  );
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

/** The file that a person looks at, where it is one. */
async function lookedAt(): Promise<vscode.Uri | undefined> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (!uri) return undefined;
  return vscode.workspace.fs.stat(uri).then(
    () => uri,
    () => undefined,
  );
}

async function keptFile(uri: vscode.Uri): Promise<KeptFile> {
  return { uri: uri.toString(), before: (await textNow(uri)) ?? null };
}

async function withEnds(checkpoint: Checkpoint): Promise<Checkpoint> {
  const files = checkpoint.files.map(async (file) => {
    const text = await textNow(vscode.Uri.parse(file.uri));
    return { ...file, after: text === undefined ? null : digestOf(text) };
  });
  return { ...checkpoint, files: await Promise.all(files) };
}

async function goesOnWithout(reason: string): Promise<boolean> {
  const goOn = l10n.t("Go On Without");
  const choice = await vscode.window.showWarningMessage(
    l10n.t("No checkpoint can be kept."),
    { modal: true, detail: reason },
    goOn,
  );
  return choice === goOn;
}
