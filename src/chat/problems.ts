import * as vscode from "vscode";
import type { EditDiagnostic } from "../../server/protocol/edit.ts";

/** One of them as the others are told: its place, what it says, and who says it. */
export function problemText(
  uri: vscode.Uri,
  { range, message, source }: Pick<EditDiagnostic, "message" | "source" | "range">,
): string {
  const place = `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`;
  return `${place}: ${message}${source ? ` (${source})` : ""}`;
}

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
