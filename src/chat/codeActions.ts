import * as vscode from "vscode";
import { applyBlock } from "./apply/apply.ts";
import { pathFor } from "./apply/path.ts";
import type { CodeAction, CodeBlock } from "./messages.ts";
import { findFile } from "./places.ts";

const { l10n } = vscode;

/** Does with a code block what a person asked for; `attached` are the files beside the question. */
export async function runCodeAction(
  action: CodeAction,
  block: CodeBlock,
  attached: readonly vscode.Uri[],
): Promise<void> {
  switch (action) {
    case "copy":
      return vscode.env.clipboard.writeText(block.code);
    case "insert":
      return insertAtCursor(block.code);
    case "apply":
      return applyToFile(block, attached);
    case "create":
      return createFile(block);
  }
}

async function insertAtCursor(code: string): Promise<void> {
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (!editor) {
    void vscode.window.showInformationMessage(l10n.t("Open a file to insert the code into."));
    return;
  }
  await editor.edit((edit) => {
    for (const selection of editor.selections) edit.replace(selection, code.replace(/\n$/, ""));
  });
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
}

async function applyToFile(block: CodeBlock, attached: readonly vscode.Uri[]): Promise<void> {
  const path = pathFor(block);
  const named = path === undefined ? undefined : await findFile(path);
  if (path !== undefined && named === undefined) return createFile(block);
  const uri = named ?? (await chooseFile(attached));
  if (uri) await applyBlock(uri, block.code);
}

/** The one file beside the question, else the one that is looked at, else the person says. */
async function chooseFile(attached: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const [only, ...others] = attached;
  if (only && others.length === 0) return only;
  const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0];
  if (editor && !only) return editor.document.uri;
  const files = [
    ...attached,
    ...(editor ? [editor.document.uri] : []),
    ...(await vscode.workspace.findFiles("**/*", undefined, 5_000)),
  ];
  const rows = [...new Map(files.map((uri) => [uri.toString(), uri])).values()].map((uri) => ({
    label: vscode.workspace.asRelativePath(uri),
    uri,
  }));
  const picked = await vscode.window.showQuickPick(rows, {
    title: l10n.t("Which file is the code for?"),
  });
  return picked?.uri;
}

/** Opens the code as a file that is not saved yet; one that is there already is never written over. */
async function createFile(block: CodeBlock): Promise<void> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const path = await vscode.window.showInputBox({
    title: l10n.t("Create a file"),
    prompt: folder
      ? l10n.t("Its path in {0}; empty: a file without a name.", folder.name)
      : l10n.t("Without a folder, the file has no name until you save it."),
    value: folder ? (pathFor(block) ?? "") : "",
    validateInput: (text) =>
      text.split(/[\\/]/).includes("..")
        ? l10n.t("The path has to stay in the folder.")
        : undefined,
  });
  if (path === undefined) return;
  const content = block.code;
  if (!folder || path.trim() === "") {
    const [word] = /^[\w+#-]+/.exec(block.info) ?? [];
    const known = word !== undefined && (await vscode.languages.getLanguages()).includes(word);
    const options = known ? { content, language: word } : { content };
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(options));
    return;
  }
  const uri = vscode.Uri.joinPath(folder.uri, path.trim());
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { ignoreIfExists: false, overwrite: false, contents: Buffer.from(content) });
  if (await vscode.workspace.applyEdit(edit)) await vscode.window.showTextDocument(uri);
  else void vscode.window.showWarningMessage(l10n.t("{0} is there already.", path.trim()));
}
