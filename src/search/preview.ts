import * as vscode from "vscode";
import type { SearchResult } from "../../server/protocol/search.ts";

/** Shows results in an editor while a person moves over them, as quick open does with symbols. */
export interface Preview extends vscode.Disposable {
  /** Shows a result; the keyboard stays where it is. */
  show(result: SearchResult): Promise<void>;
  /** Opens a result for good. */
  open(result: SearchResult, beside: "here" | "to the side"): Promise<void>;
  /** Goes back to what was there before anything was shown. */
  restore(): Promise<void>;
}

/** Takes note of what is in the editor now. */
export function createPreview(): Preview {
  const before = vscode.window.activeTextEditor;
  const selection = before?.selection;
  const visible = before?.visibleRanges[0];
  const opened = new Set(allTabs().map(keyOf));
  const highlight = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    isWholeLine: true,
  });
  let shown: vscode.Uri | undefined;
  let newest: SearchResult | undefined;

  return {
    async show(result) {
      newest = result;
      const editor = await showResult(result, {
        preview: true,
        preserveFocus: true,
        viewColumn: before?.viewColumn ?? vscode.ViewColumn.Active,
      });
      if (newest !== result) return;
      shown = editor?.document.uri;
      editor?.setDecorations(highlight, [
        new vscode.Range(result.firstLine, 0, result.lastLine, 0),
      ]);
    },
    async open(result, beside) {
      newest = undefined;
      await showResult(result, {
        preview: false,
        viewColumn:
          beside === "here"
            ? (before?.viewColumn ?? vscode.ViewColumn.Active)
            : vscode.ViewColumn.Beside,
      });
    },
    async restore() {
      newest = undefined;
      if (!shown) return;
      const ours = allTabs().filter(
        (tab) => tab.isPreview && !opened.has(keyOf(tab)) && uriOf(tab)?.toString() === `${shown}`,
      );
      if (before && selection) {
        const editor = await vscode.window.showTextDocument(before.document, {
          ...(before.viewColumn === undefined ? {} : { viewColumn: before.viewColumn }),
          selection,
        });
        if (visible) editor.revealRange(visible, vscode.TextEditorRevealType.AtTop);
      }
      await vscode.window.tabGroups.close(ours);
    },
    dispose: () => highlight.dispose(),
  };
}

/** A file that has gone since shows nothing: the next search will not find it. */
async function showResult(
  { uri, line, character }: SearchResult,
  options: vscode.TextDocumentShowOptions,
): Promise<vscode.TextEditor | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri));
    const place = document.validatePosition(new vscode.Position(line, character));
    const selection = new vscode.Range(place, place);
    const editor = await vscode.window.showTextDocument(document, { ...options, selection });
    editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return editor;
  } catch {
    return undefined;
  }
}

function allTabs(): vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

function uriOf({ input }: vscode.Tab): vscode.Uri | undefined {
  return input instanceof vscode.TabInputText ? input.uri : undefined;
}

function keyOf(tab: vscode.Tab): string {
  return `${tab.group.viewColumn} ${uriOf(tab)}`;
}
