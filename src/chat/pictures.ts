import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Attached } from "./messages.ts";

const { l10n } = vscode;

/** Ends of files that are pictures, as a dialog wants them. */
const extensions = ["png", "jpg", "jpeg", "gif", "webp"];

/** What models read, by media type. */
const extensionOf: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/gif": "gif",
  "image/webp": "webp",
};

/** Whether a file is a picture, by its name. */
export function isPicture({ path }: vscode.Uri): boolean {
  return extensions.includes(path.slice(path.lastIndexOf(".") + 1).toLowerCase());
}

/** Asks for pictures, anywhere on this machine. */
export async function pickPictures(): Promise<Attached[]> {
  const picked = await vscode.window.showOpenDialog({
    title: l10n.t("Attach pictures"),
    openLabel: l10n.t("Attach"),
    canSelectMany: true,
    filters: { [l10n.t("Pictures")]: extensions },
  });
  return (picked ?? []).map((uri) => ({ kind: "picture", uri: uri.toString() }));
}

/**
 * Keeps a picture from the clipboard in Ingle's own folder, so that the conversation has it later too.
 * undefined: it is of a kind that no model reads.
 */
export async function keepPasted(
  { type, bytes }: { type: string; bytes: string },
  storage: vscode.Uri,
): Promise<Attached | undefined> {
  const extension = extensionOf[type];
  if (extension === undefined) return undefined;
  const name = `picture-${randomUUID().slice(0, 8)}.${extension}`;
  const uri = vscode.Uri.joinPath(storage, "pictures", name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(bytes, "base64"));
  return { kind: "picture", uri: uri.toString() };
}
