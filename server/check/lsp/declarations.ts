import { type DocumentSymbol, SymbolKind } from "vscode-languageserver/node";
import type { Declaration } from "../declarations.ts";

const containers: readonly SymbolKind[] = [
  ...[SymbolKind.Class, SymbolKind.Interface, SymbolKind.Enum, SymbolKind.Struct],
  ...[SymbolKind.Module, SymbolKind.Namespace, SymbolKind.Object],
];

/** The declarations of a document; symbols without a tree, as old servers answer, are none. */
export function declarationsOf(symbols: readonly DocumentSymbol[]): Declaration[] {
  return symbols
    .filter(({ selectionRange }) => selectionRange !== undefined)
    .map(({ name, kind, range, selectionRange, children }) => ({
      kind: kindOf(kind, name),
      firstLine: range.start.line,
      lastLine: range.end.line,
      name: selectionRange.start,
      children: declarationsOf(children ?? []),
    }));
}

function kindOf(kind: SymbolKind, name: string): Declaration["kind"] {
  if (kind === SymbolKind.Constructor || name === "__init__") return "constructor";
  return containers.includes(kind) ? "container" : "other";
}
