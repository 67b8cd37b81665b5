import path from "node:path";
import * as vscode from "vscode";
import { editorAbilities } from "../server/protocol/editor.ts";

/**
 * The settings of the model and its engine as the server takes them (`server/protocol/options.ts`).
 * All of them have the scope `machine`: a repository cannot point Ingle at a file of its own.
 */
export function serverOptions(storage: vscode.Uri): object {
  const settings = vscode.workspace.getConfiguration("ingle");
  const modelPath = settings.get<string>("model.path", "").trim();
  const format = settings.get<string>("model.promptFormat", "auto");
  const server = settings.get<object>("engine.server", {});
  return {
    model: {
      ...(modelPath === "" ? {} : { path: modelPath }),
      ...(format === "auto" ? {} : { format }),
    },
    engine:
      Object.keys(server).length > 0
        ? { kind: "http", ...server }
        : { gpu: settings.get("engine.gpu"), idleMinutes: settings.get("engine.idleMinutes") },
    storage: storage.fsPath,
    editor: editorAbilities,
    trusted: vscode.workspace.isTrusted,
    typescript: editorsTypeScript(),
  };
}

/** Where an editor keeps the TypeScript that it brings; the server looks whether it is there. */
function editorsTypeScript(): string {
  return path.join(vscode.env.appRoot, "extensions", "node_modules", "typescript", "lib");
}

/** Where Ingle is on: language identifiers and globs, and `*` for everything else. */
export type EnableRules = Readonly<Record<string, boolean>>;

/** The rules that hold for a document, merged from user, workspace and folder settings. */
export function enableRules(document: vscode.TextDocument): EnableRules {
  return vscode.workspace.getConfiguration("ingle", document).get<EnableRules>("enable", {});
}

/** Sets one rule in the user's settings and leaves the others as they are. */
export async function setEnableRule(rule: string, enabled: boolean): Promise<void> {
  const settings = vscode.workspace.getConfiguration("ingle");
  const rules = settings.inspect<EnableRules>("enable")?.globalValue ?? {};
  await settings.update("enable", { ...rules, [rule]: enabled }, vscode.ConfigurationTarget.Global);
}
