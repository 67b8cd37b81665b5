import type { PromptPart } from "../prompt/build.ts";
import type { CompletionTrace } from "../protocol/messages.ts";
import { alternatives } from "./alternatives.ts";
import type { CompletionContext } from "./completionContext.ts";
import type { Cursor } from "./cursor.ts";
import { debounceMs, pause } from "./debounce.ts";
import { applyFilters } from "./filters/all.ts";
import type { Suggestion } from "./filters/filter.ts";
import { judge } from "./judge.ts";
import type { Ongoing } from "./ongoing.ts";
import { type Asked, begin, contextDeadlineMs, requestFor } from "./request.ts";
import { restingRule } from "./rules.ts";
import { skipRuleFor } from "./skip.ts";
import { createStages, type Stages } from "./stages.ts";
import { detachedParts } from "./traces.ts";

/** The facts of one completion that its trace shows, without what the request itself knows. */
export type Completed = Pick<
  CompletionTrace,
  | "source"
  | "outcome"
  | "stages"
  | "tokens"
  | "prompt"
  | "raw"
  | "pieces"
  | "cuts"
  | "sureness"
  | "echo"
  | "alternatives"
> & {
  /** Characters after the cursor that the suggestion takes the place of; absent if none. */
  replaces?: number;
  /** The prompt, where this request made one; its texts are copies. */
  parts?: readonly PromptPart[];
};

/** The generation that answers, and what of its text has been typed already. */
interface Answer {
  ongoing: Ongoing;
  typed: string;
  source: Completed["source"];
}

/** The steps of one completion, top to bottom. Aborting ends it at once and aborts no generation. */
export async function complete(
  cursor: Cursor,
  context: CompletionContext,
  signal: AbortSignal,
): Promise<Completed> {
  const stages = createStages();

  const verdict = context.guard.mayRead({ uri: cursor.uri });
  stages.done("guard");
  if (!verdict.allowed) return silent("none", verdict.reason, stages);
  const resting = restingRule(cursor, context);
  if (resting) return silent("none", resting.why, stages, resting.rule);

  let answer: Answer | undefined = context.generations.join(cursor);
  let written = answer && (await follow(answer, { signal, stages }));
  let asked: Asked | undefined;
  if (!answer || (written === undefined && !signal.aborted)) {
    if (answer) stages.done("joined in vain");
    const rule = context.candidates === 1 ? skipRuleFor(cursor, context.rules) : undefined;
    if (rule) return silent("none", rule.name, stages, rule.name);
    await pause(debounceMs(context.sinceLastRequestMs, context.generations), signal);
    stages.done("debounce");
    await context.syntax.settle(signal);
    // Where a first prompt is too long, the engine has told the rate by which a second one fits.
    for (let tries = 0; tries < 2 && written === undefined && !signal.aborted; tries += 1) {
      asked = await requestFor(cursor, context, contextDeadlineMs.typing);
      if (signal.aborted) break;
      const fresh: Answer = { ongoing: begin(cursor, asked, context), typed: "", source: "model" };
      answer = fresh;
      stages.done("prompt");
      written = await follow(fresh, { signal, stages });
    }
    if (!answer) return silent("none", "the request was cancelled", stages);
  }
  const { ongoing, typed, source } = answer;

  const facts = {
    ...describe(ongoing),
    ...(asked ? { prompt: asked.trace, parts: detachedParts(asked.parts) } : {}),
  };
  if (signal.aborted) return { ...silent(source, "the request was cancelled", stages), ...facts };
  if (ongoing.end?.stopReason === "failed")
    return { ...silent(source, ongoing.end.failure, stages), ...facts };
  if (written === undefined)
    return { ...silent(source, "the prompt is too long for the model", stages), ...facts };
  // The model was changed, or the generation given up just before this request joined it.
  if (ongoing.end?.stopReason === "cancelled" && !ongoing.cut(ongoing.text).complete)
    return { ...silent(source, "the model was stopped before it had finished", stages), ...facts };

  const { text, replaces, silence, ...judged } = judge(
    cursor,
    { written, typed, ongoing },
    context,
    stages,
  );
  if (silence) return { ...silent(source, silence.why, stages, silence.rule), ...facts, ...judged };
  const shown = {
    source,
    outcome: { kind: "shown", text },
    stages: stages.list,
    ...facts,
    ...judged,
    ...(replaces > 0 && { replaces }),
  } as const;
  if (context.candidates === 1) return shown;
  const alternatives = await otherCandidates(cursor, text, context, signal);
  stages.done("candidates");
  return { ...shown, alternatives };
}

async function otherCandidates(
  cursor: Cursor,
  text: string,
  context: CompletionContext,
  signal: AbortSignal,
): Promise<Suggestion[]> {
  const { request, cut } = await requestFor(cursor, context, contextDeadlineMs.typing);
  return alternatives(request, {
    engine: context.engine,
    cut,
    judge: (raw) =>
      applyFilters({ cursor, raw, errors: context.syntax.errorCounter() }, context.rules.filters()),
    except: text,
    most: context.candidates - 1,
    signal,
  });
}

/**
 * Waits until the generation has written enough for its shape, or has ended, or nobody waits. Returns
 * undefined where it turns out to say something else than was typed, or where its prompt did not fit.
 */
async function follow(
  { ongoing, typed }: Answer,
  { signal, stages }: { signal: AbortSignal; stages: Stages },
): Promise<string | undefined> {
  let first = ongoing.text.length <= typed.length;
  while (!signal.aborted) {
    if (ongoing.end?.stopReason === "prompt-too-long" || disagrees(ongoing, typed))
      return undefined;
    const cut = ongoing.cut(ongoing.text);
    if (first && ongoing.text.length > typed.length) {
      stages.done("first piece");
      first = false;
    }
    if (cut.complete || ongoing.end) {
      stages.done("rest");
      return cut.complete || ongoing.end?.stopReason !== "length" ? cut.text : wholeLines(cut.text);
    }
    await ongoing.next(signal);
  }
  return undefined;
}

/** Whether the text is not, or can no longer become, what was typed and something more. */
function disagrees({ text, end }: Ongoing, typed: string): boolean {
  if (typed === "" || end?.stopReason === "failed") return false;
  if (end || text.length > typed.length)
    return text.length === typed.length || !text.startsWith(typed);
  return !typed.startsWith(text);
}

/** A text that was ended by its length, without the line that broke off; one line stays as it is. */
function wholeLines(text: string): string {
  const lineEnd = text.lastIndexOf("\n");
  return text.slice(0, lineEnd).trim() === "" ? text : text.slice(0, lineEnd);
}

function describe(ongoing: Ongoing): Pick<Completed, "raw" | "pieces" | "tokens"> {
  if (!ongoing.prompt) return {};
  const { promptTokens, reusedTokens } = ongoing.prompt;
  return {
    raw: ongoing.text,
    ...(ongoing.pieces.some(({ confidence }) => confidence !== undefined) && {
      pieces: [...ongoing.pieces],
    }),
    tokens: {
      prompt: promptTokens,
      reused: reusedTokens,
      generated: ongoing.pieces.length,
      ...(ongoing.draft && { draft: ongoing.draft }),
    },
  };
}

function silent(
  source: Completed["source"],
  why: string,
  stages: Stages,
  rule?: string,
): Completed {
  const outcome = { kind: "silent" as const, why, ...(rule === undefined ? {} : { rule }) };
  return { source, outcome, stages: stages.list };
}
