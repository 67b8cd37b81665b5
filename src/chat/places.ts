import * as vscode from "vscode";
import { addressOf } from "./address.ts";

/**
 * Opens a file at lines, zero-based and both inclusive, and shows for a moment which they are. Nothing
 * is selected: what is selected goes with the next question.
 */
export async function openLines(
  uri: vscode.Uri,
  { firstLine, lastLine = firstLine }: { firstLine?: number; lastLine?: number },
): Promise<void> {
  // A conversation in an editor stays where it is.
  const beside = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  const column = beside?.viewColumn;
  const options = column === undefined ? {} : { viewColumn: column };
  const editor = await vscode.window.showTextDocument(uri, options);
  if (firstLine === undefined || lastLine === undefined) return;
  const start = editor.document.validatePosition(new vscode.Position(firstLine, 0));
  const lines = new vscode.Range(start, editor.document.lineAt(start).range.end).union(
    editor.document.validateRange(new vscode.Range(firstLine, 0, lastLine, 0)),
  );
  editor.selection = new vscode.Selection(start, start);
  editor.revealRange(lines, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  const mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    isWholeLine: true,
  });
  editor.setDecorations(mark, [lines]);
  setTimeout(() => mark.dispose(), markMs);
}

const markMs = 2_000;

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
  else
    void vscode.window.showInformationMessage(
      vscode.l10n.t("There is no file {0} in this workspace.", address.path),
    );
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
