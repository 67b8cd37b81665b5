import * as vscode from "vscode";

const { l10n } = vscode;

/** Asks for a GGUF file and sets it as the model on this machine. */
export async function chooseModel(): Promise<void> {
  const own = l10n.t("$(flame) The model that comes with Ingle");
  const file = l10n.t("$(folder-opened) A GGUF file…");
  const choice = await vscode.window.showQuickPick([own, file], {
    title: l10n.t("Which model should write suggestions?"),
  });
  if (choice === undefined) return;
  const path = choice === own ? undefined : await askForModelFile();
  if (choice === file && path === undefined) return;
  const settings = vscode.workspace.getConfiguration("ingle");
  await settings.update("model.path", path, vscode.ConfigurationTarget.Global);
  // A server has a model of its own, and would go on answering.
  if (settings.inspect("engine.server")?.globalValue !== undefined)
    await settings.update("engine.server", undefined, vscode.ConfigurationTarget.Global);
}

/** Asks for a GGUF file; undefined where none was chosen. */
export async function askForModelFile(): Promise<string | undefined> {
  const [picked] =
    (await vscode.window.showOpenDialog({
      title: l10n.t("Choose a GGUF model"),
      filters: { GGUF: ["gguf"] },
    })) ?? [];
  return picked?.fsPath;
}
