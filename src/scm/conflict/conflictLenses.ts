import * as vscode from "vscode";
import { parseConflicts } from "./parseConflicts.ts";

const { l10n } = vscode;

/** Puts what Ingle can do above each conflict of a document. */
export function registerConflictLenses(): vscode.Disposable {
  return vscode.languages.registerCodeLensProvider(
    { scheme: "file" },
    {
      provideCodeLenses: (document) =>
        parseConflicts(document.getText()).flatMap(({ firstLine }) => {
          const range = new vscode.Range(firstLine, 0, firstLine, 0);
          const command = (name: string, title: string): vscode.CodeLens =>
            new vscode.CodeLens(range, {
              command: name,
              title,
              arguments: [document.uri, firstLine],
            });
          return [
            command("ingle.explainConflict", l10n.t("Ingle: Explain Conflict")),
            command("ingle.resolveConflict", l10n.t("Propose a Resolution")),
          ];
        }),
    },
  );
}
