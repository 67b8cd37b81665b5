import * as vscode from "vscode";

/** The errors and warnings of the workspace, a line each; `most` of them, errors first. */
export function problemsText(most = 100): string {
  const rows = vscode.languages
    .getDiagnostics()
    .flatMap(([uri, diagnostics]) =>
      diagnostics
        .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
        .map((diagnostic) => ({ uri, diagnostic })),
    );
  rows.sort((a, b) => a.diagnostic.severity - b.diagnostic.severity);
  return rows
    .slice(0, most)
    .map(({ uri, diagnostic: { range, severity, message, source } }) => {
      const place = `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`;
      const kind = severity === vscode.DiagnosticSeverity.Error ? "error" : "warning";
      return `${place}: ${kind}: ${message}${source ? ` (${source})` : ""}`;
    })
    .join("\n");
}
