import path from "node:path";
import * as vscode from "vscode";
import {
  editMovableRequest,
  editMoveRequest,
  type MovableOutcome,
  type MoveParams,
  type RefactorParams,
} from "../../../server/protocol/refactor.ts";
import type { Client } from "../../client.ts";
import { propose } from "./ask.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { say } from "./say.ts";
import { type SourcePlace, toParams } from "./sourcePlace.ts";

const { l10n } = vscode;

interface TargetRow extends vscode.QuickPickItem {
  /** undefined: a file that the person names. */
  uri?: vscode.Uri;
}

/**
 * Moves the declaration at a place to another file, which need not be there yet: with what it needs, and
 * for all who use it; every change can be ticked in the editor's preview.
 */
export async function moveToFile(
  { client, checkpoints }: { client: Client; checkpoints: Checkpoints },
  place: SourcePlace,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(place.uri);
  const params: RefactorParams = toParams(document, place.position);
  const movable = await client.ask<MovableOutcome>(editMovableRequest, params);
  if (!movable) return;
  if (movable.kind === "refused") return say(movable);
  const target = await chooseTarget(document.uri, movable);
  if (!target) return;
  const move: MoveParams = {
    ...toParams(document, place.position),
    target: target.toString(),
  };
  await propose(editMoveRequest, move, {
    ...{ client, checkpoints },
    title: l10n.t("Move {0}", movable.name),
  });
}

async function chooseTarget(
  source: vscode.Uri,
  { name, targets }: MovableOutcome & { kind: "movable" },
): Promise<vscode.Uri | undefined> {
  const fresh = newFileBeside(source, name);
  const isThere = targets.includes(fresh.toString());
  const rows: TargetRow[] = [
    ...(isThere ? [] : [{ label: `$(new-file) ${pathOf(fresh)}`, uri: fresh }]),
    { label: l10n.t("$(edit) Another file…") },
    ...targets.map((target) => {
      const uri = vscode.Uri.parse(target);
      return { label: `$(file) ${pathOf(uri)}`, uri };
    }),
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: l10n.t("Move {0} to Which File?", name),
    placeHolder: l10n.t("A file beside it, a new one, or another"),
  });
  return picked && (picked.uri ?? typedTarget(source, name));
}

async function typedTarget(source: vscode.Uri, name: string): Promise<vscode.Uri | undefined> {
  const root =
    vscode.workspace.getWorkspaceFolder(source)?.uri ?? vscode.Uri.joinPath(source, "..");
  const value = path.posix.relative(root.path, source.path);
  const typed = await vscode.window.showInputBox({
    title: l10n.t("Move {0} to Which File?", name),
    prompt: l10n.t("The path of the file in the workspace; it is made if it is not there."),
    value,
    valueSelection: [value.lastIndexOf("/") + 1, value.lastIndexOf(".")],
    validateInput: (text) =>
      path.posix.normalize(text.trim()).startsWith("..") || text.trim() === ""
        ? l10n.t("Name a file of the workspace.")
        : undefined,
  });
  return typed === undefined ? undefined : vscode.Uri.joinPath(root, typed.trim());
}

function newFileBeside(source: vscode.Uri, name: string): vscode.Uri {
  return vscode.Uri.joinPath(source, "..", `${name}${path.posix.extname(source.path)}`);
}

function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}
