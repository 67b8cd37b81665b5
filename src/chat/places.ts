import * as vscode from "vscode";
import { addressOf } from "./address.ts";

/** Opens lines of a file beside the conversation; zero-based, both inclusive. */
export async function openLines(
  uri: vscode.Uri,
  { firstLine, lastLine }: { firstLine?: number; lastLine?: number },
): Promise<void> {
  const selection =
    firstLine === undefined
      ? undefined
      : new vscode.Range(firstLine, 0, lastLine ?? firstLine, lastLine === undefined ? 0 : 10_000);
  await vscode.window.showTextDocument(uri, {
    ...(selection && { selection }),
    // A conversation in an editor stays where it is.
    ...(vscode.window.activeTextEditor === undefined &&
      vscode.window.visibleTextEditors[0]?.viewColumn !== undefined && {
        viewColumn: vscode.window.visibleTextEditors[0].viewColumn,
      }),
  });
}

/** Follows a link of an answer: into the workspace, or to the web, where the editor asks first. */
export async function followLink(link: string): Promise<void> {
  const address = addressOf(link);
  if (address === undefined) return;
  if (address.kind === "web") {
    await vscode.env.openExternal(vscode.Uri.parse(address.address, true));
    return;
  }
  const file = await findFile(address.path);
  if (file) await openLines(file, address);
}

/** A file of the workspace by a path as a person or a model writes it; no other file is found. */
export async function findFile(path: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inside = path.replace(/^(?:\.\/)+/, "");
  for (const folder of folders) {
    const named = inside.startsWith(`${folder.name}/`) ? inside.slice(folder.name.length + 1) : "";
    for (const each of [inside, named]) {
      const uri = each === "" ? undefined : uriInside(folder, each);
      if (uri && (await isFile(uri))) return uri;
    }
  }
  const [found, ...others] = await vscode.workspace.findFiles(
    `**/${inside.replace(/[[\]{}*?]/g, "?")}`,
    undefined,
    2,
  );
  return others.length === 0 ? found : undefined;
}

function uriInside(folder: vscode.WorkspaceFolder, path: string): vscode.Uri | undefined {
  const uri =
    path.startsWith("/") || /^[a-z]:/i.test(path)
      ? vscode.Uri.file(path)
      : vscode.Uri.joinPath(folder.uri, path);
  return vscode.workspace.getWorkspaceFolder(uri) ? uri : undefined;
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return (await vscode.workspace.fs.stat(uri)).type === vscode.FileType.File;
  } catch {
    return false;
  }
}
