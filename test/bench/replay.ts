import {
  CancellationTokenSource,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  type InlineCompletionItem,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Client } from "../../server/cli/client.ts";
import type { TypingTrace } from "./traces.ts";

/** One key: when its request was answered, by what, and what the person typed from there on. */
export interface Key {
  /** Milliseconds from the request to its answer; undefined where a later key came first. */
  answeredMs: number | undefined;
  suggestion: string | undefined;
  /** What was typed after this key, to the end of the trace. */
  rest: string;
}

let documents = 0;

/**
 * Types a trace into the server as an editor does: a change, a request, and at the next key the
 * request's cancellation. `pauseMs` is the time between two keys; the first key of a line brings its
 * indentation with it.
 */
export async function replay(
  client: Client,
  trace: TypingTrace,
  { pauseMs }: { pauseMs: number },
): Promise<Key[]> {
  documents += 1;
  const uri = `untitled:${documents}/${trace.path}`;
  await client.open({ uri, languageId: trace.languageId, text: trace.text });
  let document = TextDocument.create(uri, trace.languageId, 1, trace.text);
  const keys: Key[] = [];
  let pending: { source: CancellationTokenSource; done: Promise<void> } | undefined;

  let typed = 0;
  for (const key of keysOf(trace.typed)) {
    const at = document.positionAt(trace.offset + typed);
    typed += key.length;
    const change = { range: { start: at, end: at }, text: key };
    document = TextDocument.update(document, [change], document.version + 1);
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges: [change],
    });
    pending?.source.cancel();
    const one: Key = {
      answeredMs: undefined,
      suggestion: undefined,
      rest: trace.typed.slice(typed),
    };
    keys.push(one);
    pending = ask(client, { uri, position: document.positionAt(trace.offset + typed) }, one);
    await Promise.race([pending.done, wait(pauseMs)]);
    if (pauseMs > 0) await wait(pauseMs);
  }
  await pending?.done;
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
    textDocument: { uri },
  });
  return keys;
}

function ask(
  client: Client,
  place: { uri: string; position: { line: number; character: number } },
  key: Key,
): { source: CancellationTokenSource; done: Promise<void> } {
  const source = new CancellationTokenSource();
  const began = performance.now();
  const done = client.connection
    .sendRequest(
      InlineCompletionRequest.type,
      {
        textDocument: { uri: place.uri },
        position: place.position,
        context: { triggerKind: InlineCompletionTriggerKind.Automatic },
      },
      source.token,
    )
    .then(
      (result) => {
        key.answeredMs = performance.now() - began;
        const [item] = (result ?? []) as InlineCompletionItem[];
        if (typeof item?.insertText === "string") key.suggestion = item.insertText;
      },
      () => {
        // Cancelled by the next key.
      },
    );
  return { source, done };
}

/** One key a character; an editor writes the indentation of a new line by itself. */
function keysOf(typed: string): string[] {
  return typed.match(/\n[ \t]*|[\s\S]/gu) ?? [];
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
