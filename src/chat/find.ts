import * as vscode from "vscode";
import type { Attached } from "./messages.ts";

/** Files whose path holds these letters: open ones first, then by how early the name holds them. */
export async function filesNamed(query: string, most: number): Promise<Attached[]> {
  const wanted = query.toLowerCase();
  const open = vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri] : []));
  const pattern = `**/*${[...wanted].map(eitherCase).join("")}*`;
  const found = await vscode.workspace.findFiles(pattern, undefined, 50);
  const fitting = [...open, ...found].filter((uri) => nameOf(uri).includes(wanted));
  const unique = [...new Map(fitting.map((uri) => [uri.toString(), uri])).values()];
  unique.sort((a, b) => nameOf(a).indexOf(wanted) - nameOf(b).indexOf(wanted));
  return unique.slice(0, most).map((uri) => ({ kind: "file", uri: uri.toString() }));
}

/** Symbols of the workspace, as its language servers know them. */
export async function symbolsNamed(query: string, most: number): Promise<Attached[]> {
  const found = await vscode.commands.executeCommand<vscode.SymbolInformation[] | undefined>(
    "vscode.executeWorkspaceSymbolProvider",
    query,
  );
  return (found ?? []).slice(0, most).map(({ name, location: { uri, range } }) => ({
    kind: "symbol",
    uri: uri.toString(),
    name,
    firstLine: range.start.line,
    lastLine: range.end.line,
  }));
}

function nameOf(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1).toLowerCase();
}

function eitherCase(letter: string): string {
  if (/[[\]{}*?,!]/.test(letter)) return "?";
  const upper = letter.toUpperCase();
  return upper === letter || upper.length !== 1 ? letter : `[${letter}${upper}]`;
}
