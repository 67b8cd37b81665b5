import {
  type CancellationToken,
  type Connection,
  type InlineCompletionItem,
  type InlineCompletionParams,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { type CompletionTrace, completionTraceNotification } from "../protocol/messages.ts";
import { type Completed, type CompletionContext, complete } from "./complete.ts";
import { type Cursor, cursorIn } from "./cursor.ts";

/** What the feature is given by the server that it is part of. */
export interface CompletionFeature {
  connection: Connection;
  documents: TextDocuments<TextDocument>;
  /** The parts of a completion, or why there can be none now. */
  contextFor(cursor: Cursor): CompletionContext | { unavailable: string };
  trace(): boolean;
  log(line: string): void;
}

/** Answers `textDocument/inlineCompletion`. The newest request owns the answer: it ends the others. */
export function registerCompletion(feature: CompletionFeature): void {
  let lastId = 0;
  let newest: AbortController | undefined;

  async function answer(params: InlineCompletionParams, token: CancellationToken) {
    lastId += 1;
    const id = lastId;
    newest?.abort();
    const controller = new AbortController();
    newest = controller;
    const cancelled = token.onCancellationRequested(() => controller.abort());
    try {
      const document = feature.documents.get(params.textDocument.uri);
      if (!document) return [];
      const cursor = cursorIn(document, params.position);
      const context = feature.contextFor(cursor);
      const completed: Completed =
        "unavailable" in context
          ? { source: "none", outcome: { kind: "silent", why: context.unavailable }, stages: [] }
          : await complete(cursor, context, controller.signal);
      report(feature, { id, cursor, completed });
      if (token.isCancellationRequested) {
        return new ResponseError<void>(LSPErrorCodes.RequestCancelled, "cancelled");
      }
      return completed.outcome.kind === "shown" ? [item(cursor, completed.outcome.text)] : [];
    } catch (error) {
      feature.log(`#${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return [];
    } finally {
      cancelled.dispose();
      if (newest === controller) newest = undefined;
    }
  }

  feature.connection.languages.inlineCompletion.on(answer);
}

function item(cursor: Cursor, text: string): InlineCompletionItem {
  return {
    insertText: cursor.eol === "\n" ? text : text.replaceAll("\n", cursor.eol),
    range: { start: cursor.position, end: cursor.position },
  };
}

/** One line in the log from keystroke to answer; the whole trace to a client that asked for it. */
function report(
  { connection, trace, log }: CompletionFeature,
  { id, cursor, completed }: { id: number; cursor: Cursor; completed: Completed },
): void {
  const { line, character } = cursor.position;
  const { source, outcome, stages, tokens } = completed;
  log(
    [
      `#${id} ${cursor.uri.slice(cursor.uri.lastIndexOf("/") + 1)}:${line + 1}:${character + 1}`,
      source,
      ...stages.map((stage) => `${stage.name} ${stage.ms.toFixed(1)} ms`),
      ...(tokens
        ? [`${tokens.prompt} tokens, ${tokens.reused} reused, ${tokens.generated} new`]
        : []),
      outcome.kind === "shown" ? `shown ${JSON.stringify(outcome.text)}` : `silent: ${outcome.why}`,
    ].join(" · "),
  );
  if (!trace()) return;
  const full: CompletionTrace = {
    id,
    uri: cursor.uri,
    version: cursor.version,
    line,
    character,
    ...completed,
  };
  void connection.sendNotification(completionTraceNotification, full);
}
