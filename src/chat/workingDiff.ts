import * as vscode from "vscode";

/** What is asked of the built-in git extension; its interface is not published as a package. */
interface GitExtension {
  getAPI(version: 1): {
    repositories: { rootUri: vscode.Uri; diff(cached?: boolean): Promise<string> }[];
  };
}

/** What is staged, or where nothing is, what has changed; undefined where there is no git. */
export async function workingDiff(): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (!extension) return undefined;
  try {
    const { repositories } = (await extension.activate()).getAPI(1);
    if (repositories.length === 0) return undefined;
    const staged = await Promise.all(repositories.map((each) => each.diff(true)));
    if (staged.join("").trim() !== "") return staged.join("\n");
    return (await Promise.all(repositories.map((each) => each.diff(false)))).join("\n");
  } catch {
    // The setting git.enabled turns its API off.
    return undefined;
  }
}
