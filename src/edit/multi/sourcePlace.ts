import * as vscode from "vscode";
import type { RefactorParams } from "../../../server/protocol/refactor.ts";

/** A place in a file. */
export interface SourcePlace {
  uri: vscode.Uri;
  position: vscode.Position;
}

/** Where the cursor is; undefined where no editor is open. */
export function atCursor(): SourcePlace | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor && { uri: editor.document.uri, position: editor.selection.active };
}

/** A place that somebody else has named; undefined where it is none. */
export function placeIn(value: unknown): SourcePlace | undefined {
  const { uri, position } = (value ?? {}) as { uri?: unknown; position?: vscode.Position };
  if (typeof position?.line !== "number" || typeof position.character !== "number")
    return undefined;
  if (!(uri instanceof vscode.Uri) && typeof uri !== "string") return undefined;
  return {
    uri: typeof uri === "string" ? vscode.Uri.parse(uri) : uri,
    position: new vscode.Position(position.line, position.character),
  };
}

/** What the server is asked about a place. */
export function toParams(document: vscode.TextDocument, position: vscode.Position): RefactorParams {
  asked += 1;
  return {
    edit: `refactor-${asked}`,
    textDocument: { uri: document.uri.toString(), version: document.version },
    position: { line: position.line, character: position.character },
  };
}

let asked = 0;
