import * as vscode from "vscode";

/** The documents that a person has looked at, the last one first. */
export interface RecentDocuments extends vscode.Disposable {
  readonly uris: readonly vscode.Uri[];
}

const most = 12;

/** Begins to take note of what is looked at. */
export function followRecentDocuments(): RecentDocuments {
  let uris: vscode.Uri[] = [];
  const take = (editor: vscode.TextEditor | undefined): void => {
    const uri = editor?.document.uri;
    if (uri?.scheme !== "file") return;
    uris = [uri, ...uris.filter((each) => each.toString() !== uri.toString())].slice(0, most);
  };
  take(vscode.window.activeTextEditor);
  const following = vscode.window.onDidChangeActiveTextEditor(take);
  return {
    get uris() {
      return uris;
    },
    dispose: () => following.dispose(),
  };
}
