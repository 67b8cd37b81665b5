import { type ClientCapabilities, DiagnosticTag } from "vscode-languageserver/node";

/** How a server tells what it has found. */
export type Telling = "push" | "pull";

const tagSupport = { valueSet: [DiagnosticTag.Unnecessary, DiagnosticTag.Deprecated] };

/** What we say of ourselves to a language server: as little as makes it tell its diagnostics. */
export function clientCapabilities(telling: Telling): ClientCapabilities {
  return {
    general: { positionEncodings: ["utf-16"] },
    window: { workDoneProgress: true },
    workspace: {
      applyEdit: false,
      configuration: true,
      workspaceFolders: true,
      didChangeConfiguration: { dynamicRegistration: true },
      didChangeWatchedFiles: { dynamicRegistration: true },
    },
    textDocument: {
      synchronization: {},
      documentSymbol: { hierarchicalDocumentSymbolSupport: true },
      references: {},
      publishDiagnostics: { versionSupport: true, tagSupport },
      // Some servers no longer push to a client that can pull.
      ...(telling === "pull" && { diagnostic: { dynamicRegistration: true, tagSupport } }),
    },
  };
}
