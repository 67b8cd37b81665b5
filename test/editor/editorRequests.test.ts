import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { EditorSpot } from "../../server/protocol/editor.ts";
import { answerEditorRequests } from "../../src/editorRequests.ts";

const languageId = "plaintext";
const target = vscode.Uri.parse("untitled:other.txt");
const name = new vscode.Range(2, 9, 2, 13);
const whole = new vscode.Range(2, 0, 5, 1);
const plainName = { start: { line: 2, character: 9 }, end: { line: 2, character: 13 } };
const plainWhole = { start: { line: 2, character: 0 }, end: { line: 5, character: 1 } };

describe("what the editor answers to the server", () => {
  const handlers = new Map<string, (spot: EditorSpot) => Promise<unknown>>();
  const answering = answerEditorRequests({
    onRequest(method: unknown, handler: unknown) {
      handlers.set(String(method), handler as (spot: EditorSpot) => Promise<unknown>);
      return new vscode.Disposable(() => handlers.delete(String(method)));
    },
  });
  const providers: vscode.Disposable[] = [];
  let uri = "";

  before(async () => {
    const document = await vscode.workspace.openTextDocument({
      language: languageId,
      content: "call(it)",
    });
    uri = document.uri.toString();
  });
  afterEach(() => {
    for (const provider of providers.splice(0)) provider.dispose();
  });
  after(() => answering.dispose());

  function ask(method: string): Promise<unknown> | undefined {
    const spot = { textDocument: { uri }, position: { line: 0, character: 1 } };
    return handlers.get(`ingle/editor/${method}`)?.(spot);
  }

  it("is nothing where no language server knows", async () => {
    assert.deepEqual(await ask("definition"), []);
    assert.deepEqual(await ask("symbols"), []);
    assert.deepEqual(await ask("references"), []);
    assert.equal(await ask("hover"), null);
  });

  it("is a place, and all of the declaration where that is known", async () => {
    providers.push(
      vscode.languages.registerDefinitionProvider(languageId, {
        provideDefinition: (): vscode.DefinitionLink[] => [
          { targetUri: target, targetRange: whole, targetSelectionRange: name },
        ],
      }),
    );
    assert.deepEqual(await ask("definition"), [
      { uri: target.toString(), range: plainName, fullRange: plainWhole },
    ]);
  });

  it("is a place alone where no more is known", async () => {
    providers.push(
      vscode.languages.registerDefinitionProvider(languageId, {
        provideDefinition: () => new vscode.Location(target, name),
      }),
    );
    assert.deepEqual(await ask("definition"), [{ uri: target.toString(), range: plainName }]);
  });

  it("is every use of a name", async () => {
    providers.push(
      vscode.languages.registerReferenceProvider(languageId, {
        provideReferences: (_document, _position, { includeDeclaration }) =>
          includeDeclaration ? [new vscode.Location(target, name)] : [],
      }),
    );
    assert.deepEqual(await ask("references"), [{ uri: target.toString(), range: plainName }]);
  });

  it("is what hover shows, as Markdown", async () => {
    providers.push(
      vscode.languages.registerHoverProvider(languageId, {
        provideHover: () =>
          new vscode.Hover(new vscode.MarkdownString("```ts\ncall(it): void\n```")),
      }),
    );
    assert.match(String(await ask("hover")), /```ts\ncall\(it\): void\n```/);
  });

  it("is every symbol, those inside others too", async () => {
    providers.push(
      vscode.languages.registerDocumentSymbolProvider(languageId, {
        provideDocumentSymbols() {
          const outer = new vscode.DocumentSymbol("a", "", vscode.SymbolKind.Class, whole, name);
          const inner = new vscode.DocumentSymbol("b", "", vscode.SymbolKind.Method, name, name);
          outer.children.push(inner);
          return [outer];
        },
      }),
    );
    assert.deepEqual(await ask("symbols"), [
      { uri, range: plainName, fullRange: plainWhole },
      { uri, range: plainName, fullRange: plainName },
    ]);
  });
});
