import * as vscode from "vscode";
import type { Client } from "../client.ts";
import type { Switches } from "./switches.ts";

/** Tells the server where the person looks, so that it can read that prompt ahead of time. */
export function followFocus(client: Client, switches: Switches): vscode.Disposable {
  return vscode.window.onDidChangeActiveTextEditor((editor) => {
    if (!editor || switches.pauseFor(editor.document)) return;
    client.focus(editor.document, editor.selection.active);
  });
}
