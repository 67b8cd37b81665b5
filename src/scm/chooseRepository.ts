import * as vscode from "vscode";
import { openGit, type Repository } from "./git.ts";

const { l10n } = vscode;

/**
 * The repository that a command is about: the one whose button it was, the only one there is, or the
 * one that a person picks. Undefined where there is none, which is said, or none was picked.
 */
export async function chooseRepository(target: unknown): Promise<Repository | undefined> {
  const git = await openGit();
  const root = rootOf(target);
  const own = root && git?.getRepository(root);
  if (own) return own;
  const repositories = git?.repositories ?? [];
  if (repositories.length === 0) {
    void vscode.window.showInformationMessage(l10n.t("There is no git repository here."));
    return undefined;
  }
  if (repositories.length === 1) return repositories[0];
  const rows = repositories.map((repository) => ({
    label: repository.rootUri.path.split("/").at(-1) ?? "",
    description: repository.state.HEAD?.name ?? "",
    detail: vscode.workspace.asRelativePath(repository.rootUri),
    repository,
  }));
  const picked = await vscode.window.showQuickPick(rows, { title: l10n.t("Which repository?") });
  return picked?.repository;
}

/** A button in the title of a repository gives its source control. */
function rootOf(target: unknown): vscode.Uri | undefined {
  const { rootUri } = (target ?? {}) as Partial<vscode.SourceControl>;
  return rootUri instanceof vscode.Uri ? rootUri : undefined;
}
