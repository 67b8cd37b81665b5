import * as vscode from "vscode";
import { chipOf } from "./chips.ts";
import type { Chip } from "./messages.ts";

/** Lines that are selected in the editor; a selection of less than a line is none. */
export function currentSelection(): Chip | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor || editor.selection.isEmpty || editor.document.uri.scheme === "output")
    return undefined;
  const { start, end } = editor.selection;
  // A selection that ends before a line's first character holds nothing of that line.
  const lastLine = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const uri = editor.document.uri.toString();
  return chipOf({ kind: "selection", uri, firstLine: start.line, lastLine });
}
