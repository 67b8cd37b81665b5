import type { InitializeParams } from "vscode-languageserver/node";
import type { EditClient } from "./workspaceEdit.ts";

/** What a client can do with an action: run our commands, or have the edit computed when it is chosen. */
export interface ActionClient extends EditClient {
  runsCommands: boolean;
  resolves: boolean;
}

/** A client of which nothing is known yet. */
export const noActionClient = { resolves: false, documentChanges: false, changeAnnotations: false };

/** What a client has said of itself; whether it runs our commands is an option. */
export function actionClientOf({
  textDocument,
  workspace,
}: InitializeParams["capabilities"]): typeof noActionClient {
  const { codeAction } = textDocument ?? {};
  return {
    resolves:
      codeAction?.dataSupport === true &&
      codeAction.resolveSupport?.properties.includes("edit") === true,
    documentChanges: workspace?.workspaceEdit?.documentChanges === true,
    changeAnnotations: workspace?.workspaceEdit?.changeAnnotationSupport !== undefined,
  };
}
