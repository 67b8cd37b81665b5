import {
  type CancellationToken,
  type Connection,
  type InlineCompletionItem,
  type InlineCompletionParams,
  InlineCompletionTriggerKind,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import {
  acceptedCommand,
  type CompletionTrace,
  completionTraceNotification,
  type Focus,
  focusNotification,
} from "../protocol/messages.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { type Completed, complete } from "./complete.ts";
import type { CompletionContext } from "./completionContext.ts";
import { type Cursor, cursorIn } from "./cursor.ts";
import type { Echoes } from "./echoes.ts";
import type { Suggestion } from "./filters/filter.ts";
import type { Joined } from "./ongoing.ts";
import { prefetch, prewarm, writeBehind } from "./readAhead.ts";
import { noSyntax, syntaxAt } from "./syntaxAt.ts";

/** What the feature is given by the server that it is part of. */
export interface CompletionFeature {
  connection: Connection;
  documents: TextDocuments<TextDocument>;
  /** The parts of a completion, or why there can be none now. */
  contextFor(cursor: Cursor): ModelContext | { unavailable: string };
  syntax: Syntax;
  echoes: Echoes;
  trace(): boolean;
  /** Whether the client tells of accepted suggestions by running their command. */
  acceptance(): boolean;
  /** Called with every completion, after its answer has been decided. */
  onCompleted(one: CompletedRequest): void;
  log(line: string): void;
}

/** A completion with what it was made from; `answered` is false where nobody waited any more. */
export interface CompletedRequest {
  trace: CompletionTrace;
  cursor: Cursor;
  parts: Completed["parts"];
  /** The fingerprint of the model that was asked. */
  model: string | undefined;
  answered: boolean;
}

/** What a completion needs that does not depend on how it was asked for, and the model's fingerprint. */
export type ModelContext = Omit<
  CompletionContext,
  "sinceLastRequestMs" | "candidates" | "syntax" | "echo"
> & { model: string };

/** So many suggestions are offered to a person who asks for one by hand. */
const mostCandidates = 3;
/** A suggestion that stays this long will perhaps be accepted: what follows it is begun. */
const prefetchAfterMs = 120;
/** Nothing is begun on a guess where an answer takes longer than this. */
const prefetchWithinMs = 300;

/** Answers `textDocument/inlineCompletion`. The newest request owns the answer: it ends the others. */
export function registerCompletion(feature: CompletionFeature): void {
  let lastId = 0;
  let newest: AbortController | undefined;
  let lastRequestAt = Number.NEGATIVE_INFINITY;
  let guess: NodeJS.Timeout | undefined;
  /** What the model is to write behind an echo outlives its request, and ends with the next one. */
  let behind: AbortController | undefined;

  async function answer(params: InlineCompletionParams, token: CancellationToken) {
    lastId += 1;
    const id = lastId;
    const now = performance.now();
    const sinceLastRequestMs = now - lastRequestAt;
    lastRequestAt = now;
    clearTimeout(guess);
    newest?.abort();
    behind?.abort();
    const controller = new AbortController();
    newest = controller;
    const cancelled = token.onCancellationRequested(() => controller.abort());
    try {
      const document = feature.documents.get(params.textDocument.uri);
      if (!document) return [];
      const cursor = cursorIn(document, params.position);
      const syntax = syntaxAt(feature.syntax, cursor, document.getText());
      const { said, shown: echo } = feature.echoes.at(cursor, syntax) ?? {};
      const available = feature.contextFor(cursor);
      if ("unavailable" in available) {
        const completed = echo ?? unavailable(available.unavailable);
        report(feature, { id, cursor, completed, model: undefined, answered: true });
        return items(cursor, completed, feature.acceptance() ? id : undefined);
      }
      const invoked = params.context.triggerKind === InlineCompletionTriggerKind.Invoked;
      const candidates = invoked ? mostCandidates : 1;
      const context = { ...available, sinceLastRequestMs, candidates, syntax, echo: said };
      const completed =
        echo && !invoked && !goesFurther(echo, context.generations.join(cursor))
          ? echo
          : besideEcho(echo, await complete(cursor, context, controller.signal));
      if (completed === echo) {
        behind = new AbortController();
        void writeBehind(cursor, context, behind.signal);
      }
      const answered = !token.isCancellationRequested;
      report(feature, { id, cursor, completed, model: available.model, answered });
      if (!answered) {
        return new ResponseError<void>(LSPErrorCodes.RequestCancelled, "cancelled");
      }
      const { outcome } = completed;
      const soon = (context.generations.expectedMs ?? Number.POSITIVE_INFINITY) < prefetchWithinMs;
      if (outcome.kind === "shown" && soon && completed.replaces === undefined) {
        const begin = () => void prefetch(cursor, outcome.text, context);
        guess = setTimeout(begin, prefetchAfterMs).unref();
      }
      return items(cursor, completed, feature.acceptance() ? id : undefined);
    } catch (error) {
      feature.log(`#${id} failed: ${error instanceof Error ? error.stack : String(error)}`);
      return [];
    } finally {
      cancelled.dispose();
      if (newest === controller) newest = undefined;
    }
  }

  feature.connection.languages.inlineCompletion.on(answer);
  feature.connection.onNotification(focusNotification, ({ textDocument, position }: Focus) => {
    const document = feature.documents.get(textDocument.uri);
    if (!document) return;
    const cursor = cursorIn(document, position);
    const context = feature.contextFor(cursor);
    if (!("unavailable" in context))
      void prewarm(cursor, {
        ...context,
        sinceLastRequestMs: 0,
        candidates: 1,
        syntax: noSyntax,
        echo: undefined,
      });
  });
}

/** Whether a generation has, and says that it has ended, what an echo says and more. */
function goesFurther({ outcome, raw = "" }: Completed, joined: Joined | undefined): boolean {
  if (!joined || outcome.kind === "silent") return false;
  const { ongoing, typed } = joined;
  const { text, complete } = ongoing.cut(ongoing.text);
  const rest = text.slice(typed.length);
  return (
    (complete || ongoing.end !== undefined) && rest.length > raw.length && rest.startsWith(raw)
  );
}

/** What the model wrote, unless an echo has been shown: that is only ever lengthened. */
function besideEcho(echo: Completed | undefined, completed: Completed): Completed {
  if (echo?.outcome.kind !== "shown") return completed;
  const { outcome, alternatives = [] } = completed;
  if (outcome.kind === "silent") return echo;
  const { text } = echo.outcome;
  if (outcome.text.startsWith(text)) return completed;
  const model = { text: outcome.text, replaces: completed.replaces ?? 0 };
  return { ...echo, alternatives: [model, ...alternatives.filter((each) => each.text !== text)] };
}

function unavailable(why: string): Completed {
  return { source: "none", outcome: { kind: "silent", why }, stages: [] };
}

/** What the editor is given: the suggestion and its alternatives, or nothing. */
function items(
  cursor: Cursor,
  { outcome, replaces = 0, alternatives = [] }: Completed,
  countedAs: number | undefined,
): InlineCompletionItem[] {
  if (outcome.kind === "silent") return [];
  const all = [{ text: outcome.text, replaces }, ...alternatives];
  return all.map((suggestion) => item(cursor, suggestion, countedAs));
}

function item(
  cursor: Cursor,
  { text, replaces }: Suggestion,
  countedAs: number | undefined,
): InlineCompletionItem {
  const { line, character } = cursor.position;
  return {
    insertText: cursor.eol === "\n" ? text : text.replaceAll("\n", cursor.eol),
    range: { start: cursor.position, end: { line, character: character + replaces } },
    ...(countedAs !== undefined && {
      command: { title: "Accepted", command: acceptedCommand, arguments: [countedAs, text] },
    }),
  };
}

/**
 * The whole trace to a client that asked for it; and one line in the log from keystroke to answer, which
 * is written behind the answer: nobody shall wait for it.
 */
function report(
  { connection, trace, onCompleted, log }: CompletionFeature,
  {
    id,
    cursor,
    completed: { parts, ...completed },
    model,
    answered,
  }: Pick<CompletedRequest, "cursor" | "model" | "answered"> & { id: number; completed: Completed },
): void {
  const { line, character } = cursor.position;
  const full: CompletionTrace = {
    id,
    at: Date.now(),
    uri: cursor.uri,
    languageId: cursor.languageId,
    version: cursor.version,
    line,
    character,
    ...completed,
  };
  onCompleted({ trace: full, cursor, parts, model, answered });
  if (trace()) void connection.sendNotification(completionTraceNotification, full);
  setImmediate(() => log(lineOf(full)));
}

function lineOf({
  id,
  uri,
  line,
  character,
  source,
  stages,
  tokens,
  outcome,
}: CompletionTrace): string {
  return [
    `#${id} ${uri.slice(uri.lastIndexOf("/") + 1)}:${line + 1}:${character + 1}`,
    source,
    ...stages.map((stage) => `${stage.name} ${stage.ms.toFixed(1)} ms`),
    ...(tokens
      ? [`${tokens.prompt} tokens, ${tokens.reused} reused, ${tokens.generated} new`]
      : []),
    ...(tokens?.draft ? [`${tokens.draft.taken} of ${tokens.draft.offered} drafted taken`] : []),
    outcome.kind === "shown" ? `shown ${JSON.stringify(outcome.text)}` : `silent: ${outcome.why}`,
  ].join(" · ");
}
