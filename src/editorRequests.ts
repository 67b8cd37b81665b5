import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import {
  type EditorDocument,
  type EditorPlace,
  type EditorSpot,
  editorDefinitionRequest,
  editorHoverRequest,
  editorReferencesRequest,
  editorSymbolsRequest,
} from "../server/protocol/editor.ts";

/** Answers what the server asks about the workspace's own language servers, through the editor. */
export function answerEditorRequests(client: Pick<LanguageClient, "onRequest">): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest(editorDefinitionRequest, async (spot: EditorSpot) => {
      const found = await run<(vscode.Location | vscode.LocationLink)[]>(
        "vscode.executeDefinitionProvider",
        ...placeOf(spot),
      );
      return (found ?? []).map(definitionPlace);
    }),
    client.onRequest(editorHoverRequest, async (spot: EditorSpot) => {
      const hovers = await run<vscode.Hover[]>("vscode.executeHoverProvider", ...placeOf(spot));
      const texts = (hovers ?? []).flatMap(({ contents }) => contents.map(markdownOf));
      return texts.length === 0 ? null : texts.join("\n\n");
    }),
    client.onRequest(editorReferencesRequest, async (spot: EditorSpot) => {
      const found = await run<vscode.Location[]>(
        "vscode.executeReferenceProvider",
        ...placeOf(spot),
      );
      return (found ?? []).map(definitionPlace);
    }),
    client.onRequest(editorSymbolsRequest, async ({ textDocument }: EditorDocument) => {
      const uri = vscode.Uri.parse(textDocument.uri);
      const symbols = await run<(vscode.DocumentSymbol | vscode.SymbolInformation)[]>(
        "vscode.executeDocumentSymbolProvider",
        uri,
      );
      return (symbols ?? []).flatMap((symbol) => symbolPlaces(textDocument.uri, symbol));
    }),
  );
}

function run<T>(command: string, ...parameters: unknown[]): Thenable<T | undefined> {
  return vscode.commands.executeCommand<T | undefined>(command, ...parameters);
}

function placeOf({ textDocument, position }: EditorSpot): [vscode.Uri, vscode.Position] {
  return [
    vscode.Uri.parse(textDocument.uri),
    new vscode.Position(position.line, position.character),
  ];
}

function definitionPlace(found: vscode.Location | vscode.LocationLink): EditorPlace {
  if ("targetUri" in found) {
    const name = found.targetSelectionRange ?? found.targetRange;
    return {
      uri: found.targetUri.toString(),
      range: plain(name),
      fullRange: plain(found.targetRange),
    };
  }
  return { uri: found.uri.toString(), range: plain(found.range) };
}

function symbolPlaces(
  uri: string,
  symbol: vscode.DocumentSymbol | vscode.SymbolInformation,
): EditorPlace[] {
  // The editor gives a DocumentSymbol a location too.
  if (!("selectionRange" in symbol)) {
    const range = plain(symbol.location.range);
    return [{ uri, range, fullRange: range }];
  }
  const own = { uri, range: plain(symbol.selectionRange), fullRange: plain(symbol.range) };
  return [own, ...symbol.children.flatMap((child) => symbolPlaces(uri, child))];
}

function plain({ start, end }: vscode.Range): EditorPlace["range"] {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

function markdownOf(content: vscode.MarkdownString | vscode.MarkedString): string {
  if (typeof content === "string") return content;
  if ("language" in content) return `\`\`\`${content.language}\n${content.value}\n\`\`\``;
  return content.value;
}
