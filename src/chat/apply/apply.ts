import * as vscode from "vscode";
import { hunksOf } from "../../../server/protocol/hunks.ts";
import { addHunks } from "../../edit/annotated.ts";
import type { Declaration } from "./declarations.ts";
import { replacementFor } from "./replacement.ts";

const { l10n } = vscode;

/**
 * Puts a block into a file: each change of lines can be ticked in the editor's own preview, all of
 * them are undone at once, and a file that has changed meanwhile is left alone. Resolves to false
 * where nothing was changed.
 */
export async function applyBlock(uri: vscode.Uri, block: string): Promise<boolean> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { version } = document;
  const before = textOf(document);
  const outline = await outlineOf(uri);
  const found = replacementFor(before, block, outline.length > 0 ? outline : undefined);
  const after = found.kind === "text" ? found.text : await askWhere(document, block, found.why);
  if (after === undefined) return false;
  const hunks = hunksOf(before, after);
  if (hunks.length === 0) {
    void vscode.window.showInformationMessage(l10n.t("The file says all of this already."));
    return false;
  }
  if (document.version !== version) {
    void vscode.window.showWarningMessage(
      l10n.t("The file was changed in the meantime. Apply the code again."),
    );
    return false;
  }
  await vscode.window.showTextDocument(document, { preserveFocus: true, preview: false });
  const edit = new vscode.WorkspaceEdit();
  addHunks(edit, document, hunks, {
    needsConfirmation: true,
    label: l10n.t("Code from the conversation"),
    description: vscode.workspace.asRelativePath(uri),
  });
  return vscode.workspace.applyEdit(edit);
}

function textOf(document: vscode.TextDocument): string {
  return document.getText().replaceAll("\r\n", "\n");
}

async function outlineOf(uri: vscode.Uri): Promise<Declaration[]> {
  const symbols = await vscode.commands.executeCommand<
    (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined
  >("vscode.executeDocumentSymbolProvider", uri);
  return (symbols ?? []).flatMap(declarationsIn);
}

function declarationsIn(symbol: vscode.DocumentSymbol | vscode.SymbolInformation): Declaration[] {
  const range = "selectionRange" in symbol ? symbol.range : symbol.location.range;
  const children = "selectionRange" in symbol ? symbol.children : [];
  const own = {
    // Some language servers name a function with its parameters.
    name: symbol.name.replace(/\(.*$/s, ""),
    firstLine: range.start.line,
    lastLine: range.end.line,
    indent: range.start.character,
  };
  return [own, ...children.flatMap(declarationsIn)];
}

/** What the file would say with the block where the person wants it. */
async function askWhere(
  document: vscode.TextDocument,
  block: string,
  why: "elided" | "no place",
): Promise<string | undefined> {
  const text = textOf(document);
  const code = block.endsWith("\n") ? block : `${block}\n`;
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const selected = editor && !editor.selection.isEmpty ? editor.selection : undefined;
  const rows: (vscode.QuickPickItem & { after: () => string })[] = [
    ...(selected
      ? [
          {
            label: l10n.t("In place of the selected lines"),
            after: () => spliced(text, selected.start.line, selected.end.line + 1, code),
          },
        ]
      : []),
    ...(editor
      ? [
          {
            label: l10n.t("Above the cursor's line"),
            after: () => spliced(text, editor.selection.active.line, undefined, code),
          },
        ]
      : []),
    { label: l10n.t("At the end of the file"), after: () => withEnd(text) + code },
    { label: l10n.t("In place of the whole file"), after: () => code },
  ];
  const picked = await vscode.window.showQuickPick(rows, {
    title: l10n.t("Where in {0}?", vscode.workspace.asRelativePath(document.uri)),
    placeHolder:
      why === "elided"
        ? l10n.t("The code leaves something out, so it cannot take the place of what is there.")
        : l10n.t("The code declares nothing that the file has."),
  });
  return picked?.after();
}

function spliced(text: string, firstLine: number, endLine: number | undefined, code: string) {
  const lines = text.split("\n");
  const count = (endLine ?? firstLine) - firstLine;
  lines.splice(firstLine, count, ...code.replace(/\n$/, "").split("\n"));
  return lines.join("\n");
}

function withEnd(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
