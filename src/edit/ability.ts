import * as vscode from "vscode";
import type { Chat } from "../chat/view.ts";

/** The context key by which menus and the command palette know that a model can write edits. */
const key = "ingle.canEdit";

/** Keeps the key true to what the server says of its chat model. */
export function followAbility({
  onDidChangeModel,
}: Pick<Chat, "onDidChangeModel">): vscode.Disposable {
  return onDidChangeModel(({ kind }) => {
    const canEdit = kind === "asleep" || kind === "loading" || kind === "ready";
    void vscode.commands.executeCommand("setContext", key, canEdit);
  });
}
