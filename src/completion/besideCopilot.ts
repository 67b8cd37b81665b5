import * as vscode from "vscode";

const { l10n } = vscode;

const toldKey = "completion.toldOfCopilot";
const setting = "github.copilot.enable";
const ids = ["github.copilot", "github.copilot-chat"];

/** After the start, and again until the person has not typed for as long. */
const idleMs = 20_000;

/** What is looked at to tell whether GitHub Copilot writes ghost text too. */
export interface CopilotSigns {
  /** Whether one of its extensions runs. */
  active(): boolean;
  /** Its setting: languages, and `*` for the others. */
  enabled(): Readonly<Record<string, boolean>>;
  languageId(): string | undefined;
}

/** Whether GitHub Copilot suggests inline in the language that is open. */
export function copilotSuggests({ active, enabled, languageId }: CopilotSigns): boolean {
  if (!active()) return false;
  const languages = enabled();
  return languages[languageId() ?? "*"] ?? languages["*"] ?? true;
}

/**
 * Says once in a lifetime, when nobody types, that two extensions write ghost text, and offers the
 * setting that silences the other one.
 */
export function offerBesideCopilot(
  state: vscode.Memento,
  signs = signsOfEditor(),
): vscode.Disposable {
  if (state.get<boolean>(toldKey, false)) return { dispose() {} };
  let timer: NodeJS.Timeout | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void tell(), idleMs);
  };
  const typing = vscode.workspace.onDidChangeTextDocument(wait);
  const stop = (): void => {
    clearTimeout(timer);
    typing.dispose();
  };

  async function tell(): Promise<void> {
    stop();
    if (!copilotSuggests(signs)) return;
    await state.update(toldKey, true);
    const open = l10n.t("Open Copilot's Setting");
    const picked = await vscode.window.showInformationMessage(
      l10n.t(
        "Ingle and GitHub Copilot both suggest as you type; the editor shows one of them at a time. You can keep both. This is said only once.",
      ),
      open,
    );
    if (picked === open)
      await vscode.commands.executeCommand("workbench.action.openSettings", `@id:${setting}`);
  }

  wait();
  return { dispose: stop };
}

function signsOfEditor(): CopilotSigns {
  return {
    active: () => ids.some((id) => vscode.extensions.getExtension(id)?.isActive === true),
    enabled: () => vscode.workspace.getConfiguration().get(setting, {}),
    languageId: () => vscode.window.activeTextEditor?.document.languageId,
  };
}
