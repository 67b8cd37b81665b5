import * as vscode from "vscode";
import { chipOf } from "./chips.ts";
import { symbolsNamed } from "./find.ts";
import type { Attached, Chip } from "./messages.ts";
import { attachables } from "./offers.ts";
import { pickPictures } from "./pictures.ts";
import { currentSelection } from "./selection.ts";

const { l10n } = vscode;

/** Asks what to attach; `what` is the kind where it is known already. */
export async function pickAttachments(what?: Attached["kind"], why?: string): Promise<Chip[]> {
  const kind = what ?? (await pickKind(why));
  switch (kind) {
    case undefined:
      return [];
    case "file":
      return (await pickFiles()).map(chipOf);
    case "folder":
      return (await pickFolders()).map(chipOf);
    case "picture":
      return (await pickPictures()).map(chipOf);
    case "symbol":
      return (await pickSymbols()).map(chipOf);
    case "selection": {
      const chip = currentSelection();
      if (chip) return [chip];
      void vscode.window.showInformationMessage(l10n.t("Nothing is selected in the editor."));
      return [];
    }
    default:
      return [chipOf({ kind })];
  }
}

type KindRow = vscode.QuickPickItem & { what?: Attached["kind"] };

async function pickKind(why: string | undefined): Promise<Attached["kind"] | undefined> {
  const rows: KindRow[] = attachables().map(({ what, description, icon }) => ({
    label: `$(${icon}) @${what}`,
    description,
    what,
  }));
  // A picture is listed so that a person who looks for it reads why it cannot be had.
  const picture: KindRow = {
    label: "$(file-media) @picture",
    description: why ?? l10n.t("A picture, if the model can read it"),
    ...(why === undefined && { what: "picture" }),
  };
  const picked = await vscode.window.showQuickPick([...rows, picture], {
    title: l10n.t("Attach to the question"),
    matchOnDescription: true,
  });
  if (picked === picture && why !== undefined) void vscode.window.showInformationMessage(why);
  return picked?.what;
}

async function pickFiles(): Promise<Attached[]> {
  const files = await vscode.workspace.findFiles("**/*", undefined, 5_000);
  const picked = await vscode.window.showQuickPick(
    files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri })).sort(byLabel),
    { title: l10n.t("Attach files"), canPickMany: true },
  );
  return (picked ?? []).map(({ uri }) => ({ kind: "file", uri: uri.toString() }));
}

async function pickFolders(): Promise<Attached[]> {
  const files = await vscode.workspace.findFiles("**/*", undefined, 5_000);
  const folders = new Map(
    files.map((uri) => vscode.Uri.joinPath(uri, "..")).map((uri) => [uri.toString(), uri]),
  );
  const picked = await vscode.window.showQuickPick(
    [...folders.values()]
      .map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }))
      .sort(byLabel),
    { title: l10n.t("Attach folders"), canPickMany: true },
  );
  return (picked ?? []).map(({ uri }) => ({ kind: "folder", uri: uri.toString() }));
}

async function pickSymbols(): Promise<Attached[]> {
  const query = await vscode.window.showInputBox({ title: l10n.t("Name of the symbol to attach") });
  if (!query) return [];
  const found = await symbolsNamed(query, 50);
  const rows = found.map((attached) => ({
    label: `$(symbol-method) ${chipOf(attached).label}`,
    description: chipOf(attached).title,
    attached,
  }));
  const picked = await vscode.window.showQuickPick(rows, { title: l10n.t("Attach a symbol") });
  return picked ? [picked.attached] : [];
}

const byLabel = (a: { label: string }, b: { label: string }): number =>
  a.label.localeCompare(b.label);
