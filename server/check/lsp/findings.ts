import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver/node";
import type { Finding } from "../checker.ts";

/** What a server's diagnostics say; information and hints are left out, but for what is not used. */
export function findingsOf(diagnostics: readonly Diagnostic[]): Finding[] {
  return diagnostics.flatMap(({ range, severity, message, code, tags }) => {
    const level = severity ?? DiagnosticSeverity.Error;
    const unused = tags?.includes(DiagnosticTag.Unnecessary) === true;
    if (level > DiagnosticSeverity.Warning && !unused) return [];
    return [
      {
        range,
        severity: level === DiagnosticSeverity.Error ? ("error" as const) : ("warning" as const),
        message: textOf(message),
        ...(code !== undefined && { code: String(code) }),
        ...(level > DiagnosticSeverity.Warning && { unused: true as const }),
      },
    ];
  });
}

/** LSP 3.18 lets a message be markup. */
function textOf(message: string | { value: string }): string {
  return typeof message === "string" ? message : message.value;
}
