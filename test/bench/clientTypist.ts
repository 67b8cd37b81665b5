import {
  CancellationTokenSource,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  type InlineCompletionItem,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
} from "vscode-languageserver/node";
import type { Client } from "../../server/cli/client.ts";
import type { Typist } from "./typist.ts";

/** Types into a language server, with the messages of an editor. */
export function createClientTypist({ connection, open }: Client): Typist {
  return {
    open: (document) =>
      open({ uri: document.uri, languageId: document.languageId, text: document.getText() }),
    async type({ change, document: { uri, version }, position }, signal) {
      await connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [change],
      });
      const source = new CancellationTokenSource();
      signal.addEventListener("abort", () => source.cancel(), { once: true });
      if (signal.aborted) source.cancel();
      try {
        const result = await connection.sendRequest(
          InlineCompletionRequest.type,
          {
            textDocument: { uri },
            position,
            context: { triggerKind: InlineCompletionTriggerKind.Automatic },
          },
          source.token,
        );
        const [item] = (result ?? []) as InlineCompletionItem[];
        return typeof item?.insertText === "string" ? item.insertText : undefined;
      } catch {
        return undefined; // Cancelled by the next key.
      }
    },
    close: ({ uri }) =>
      connection.sendNotification(DidCloseTextDocumentNotification.type, { textDocument: { uri } }),
  };
}
