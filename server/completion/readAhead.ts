import type { CompletionContext } from "./completionContext.ts";
import { type Cursor, cursorAfter } from "./cursor.ts";
import { debounceMs, pause } from "./debounce.ts";
import { begin, contextDeadlineMs, requestFor } from "./request.ts";
import { skipRuleFor } from "./skip.ts";
import { noSyntax } from "./syntaxAt.ts";

/** Begins to write what follows a suggestion, so that it is there when that is accepted. */
export async function prefetch(
  cursor: Cursor,
  text: string,
  context: CompletionContext,
): Promise<void> {
  const { generations, guard } = context;
  const next = cursorAfter(cursor, text);
  if (!guard.mayRead({ uri: cursor.uri }).allowed) return;
  if (skipRuleFor(next, context.rules) || generations.join(next)) return;
  const without = { ...context, syntax: noSyntax, echo: undefined };
  const asked = await requestFor(next, without, contextDeadlineMs.typing);
  // A person may have typed meanwhile.
  if (!generations.isBusy && !generations.join(next)) begin(next, asked, context);
}

/** Has the model write behind an echo that is shown already, so that it may be lengthened. */
export async function writeBehind(
  cursor: Cursor,
  context: CompletionContext,
  signal: AbortSignal,
): Promise<void> {
  const { generations, engine } = context;
  await pause(debounceMs(context.sinceLastRequestMs, generations), signal);
  if (signal.aborted || engine.state.kind !== "ready" || generations.join(cursor)) return;
  const asked = await requestFor(cursor, context, contextDeadlineMs.typing);
  // What a newer request has begun meanwhile is not to be aborted by this one.
  if (!signal.aborted) begin(cursor, asked, context);
}

/** Has the prompt of a cursor read ahead of time: the file was just opened or shown. */
export async function prewarm(cursor: Cursor, context: CompletionContext): Promise<void> {
  if (context.engine.state.kind !== "ready" || context.generations.isBusy) return;
  if (!context.guard.mayRead({ uri: cursor.uri }).allowed) return;
  const { request } = await requestFor(cursor, context, contextDeadlineMs.ahead);
  if (context.generations.isBusy) return;
  context.generations.prewarm({ ...request, maxTokens: 0 });
}
