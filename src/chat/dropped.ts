import * as vscode from "vscode";
import type { Attached } from "./messages.ts";
import { isPicture } from "./pictures.ts";

/** What was dropped: files and folders that are there, from a list of URIs, one a line (RFC 2483). */
export async function dropped(uris: string): Promise<Attached[]> {
  const lines = uris.split(/\r?\n/).filter((line) => line !== "" && !line.startsWith("#"));
  const found = await Promise.all(lines.map(attachedAt));
  return found.filter((each) => each !== undefined);
}

async function attachedAt(text: string): Promise<Attached | undefined> {
  try {
    const uri = vscode.Uri.parse(text, true);
    const { type } = await vscode.workspace.fs.stat(uri);
    if (type === vscode.FileType.Directory) return { kind: "folder", uri: uri.toString() };
    return { kind: isPicture(uri) ? "picture" : "file", uri: uri.toString() };
  } catch {
    return undefined;
  }
}
