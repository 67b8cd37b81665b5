import type { Context } from "../context/gather.ts";
import type { Engine, GenerateRequest } from "../engine/engine.ts";
import type { Guard } from "../guard/guard.ts";
import { affordableTokens, divideContext, snippetRoom } from "../prompt/budget.ts";
import { buildPrompt, type PromptPart } from "../prompt/build.ts";
import type { FimFormat } from "../prompt/formats.ts";
import type { CompletionTrace, PromptTrace } from "../protocol/messages.ts";
import { ahead } from "./ahead.ts";
import { alternatives } from "./alternatives.ts";
import { type Cursor, cursorAfter } from "./cursor.ts";
import { debounceMs, pause } from "./debounce.ts";
import { applyFilters } from "./filters/all.ts";
import type { Suggestion } from "./filters/filter.ts";
import { type Gated, gate, thresholdsFor } from "./gate.ts";
import { type Cut, type Generations, type Ongoing, piecesAfter } from "./ongoing.ts";
import { traceOf } from "./promptTrace.ts";
import type { ReadingSpeed } from "./readingSpeed.ts";
import { type Rules, restingRule, unsureRule } from "./rules.ts";
import { chooseShape, cutToShape } from "./shape.ts";
import { skipRuleFor } from "./skip.ts";
import { createStages, type Stages } from "./stages.ts";
import { stopAhead } from "./stopAhead.ts";
import { noSyntax, type SyntaxAtCursor } from "./syntaxAt.ts";
import type { TokenRate } from "./tokenRate.ts";
import { detachedParts } from "./traces.ts";

/** What a completion needs besides the cursor. */
export interface CompletionContext {
  engine: Engine;
  format: FimFormat;
  generations: Generations;
  guard: Guard;
  /** The file's path as the prompt shows it, relative to its workspace folder. */
  path: string;
  /** The name of that folder; undefined where there is none. */
  repository: string | undefined;
  /** What else goes into the prompt. */
  context: Context;
  /** Tokens that the model can see, prompt and answer together. */
  contextTokens: number;
  rate: TokenRate;
  speed: ReadingSpeed;
  /** Whether a token's probability is cheap with this model's vocabulary. */
  confidence: boolean;
  /** Milliseconds since the request before this one. */
  sinceLastRequestMs: number;
  /** How many suggestions to choose from: more than one where a person asked for them. */
  candidates: number;
  syntax: SyntaxAtCursor;
  rules: Rules;
}

/** The facts of one completion that its trace shows, without what the request itself knows. */
export type Completed = Pick<
  CompletionTrace,
  "source" | "outcome" | "stages" | "tokens" | "prompt" | "raw" | "pieces" | "cuts" | "alternatives"
> & {
  /** Characters after the cursor that the suggestion takes the place of; absent if none. */
  replaces?: number;
  /** The prompt, where this request made one; its texts are copies. */
  parts?: readonly PromptPart[];
};

/** Tokens of the longest suggestion, by shape. */
const longestAnswer = { line: 64, block: 224 };
/** Tokens of a prompt, whatever more the model could take: a longer one is slower, not better. */
const longestPrompt = 1_536;
/** However slowly a machine reads: with less than this, answers are not worth their wait. */
const shortestPrompt = 512;
/** How long a keystroke waits for context, and how long a prompt that nobody waits for. */
const contextDeadlineMs = { typing: 10, ahead: 400 };

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

  const joined = context.generations.join(cursor);
  const source = joined?.source ?? "model";
  const typed = joined?.typed ?? "";
  let ongoing = joined?.ongoing;
  let asked: Asked | undefined;
  if (!ongoing) {
    const rule = context.candidates === 1 ? skipRuleFor(cursor, context.rules) : undefined;
    if (rule) return silent("none", rule.name, stages, rule.name);
    await pause(debounceMs(context.sinceLastRequestMs, context.generations), signal);
    stages.done("debounce");
    if (!signal.aborted) asked = await requestFor(cursor, context, contextDeadlineMs.typing);
    if (!asked || signal.aborted) return silent("none", "the request was cancelled", stages);
    ongoing = begin(cursor, asked, context);
  }
  stages.done("prompt");

  let written = await follow(ongoing, { typed, signal, stages });
  if (ongoing.end?.stopReason === "prompt-too-long") {
    // The engine has told the rate by now; a prompt by that rate fits.
    asked = await requestFor(cursor, context, contextDeadlineMs.typing);
    ongoing = begin(cursor, asked, context);
    written = await follow(ongoing, { typed, signal, stages });
  }

  const facts = {
    ...describe(ongoing),
    ...(asked ? { prompt: asked.trace, parts: detachedParts(asked.parts) } : {}),
  };
  if (signal.aborted) return { ...silent(source, "the request was cancelled", stages), ...facts };
  if (ongoing.end?.stopReason === "failed")
    return { ...silent(source, ongoing.end.failure, stages), ...facts };

  const filtered = applyFilters(
    { cursor, raw: written.slice(typed.length), errors: context.syntax.errorCounter() },
    context.rules.filters(),
  );
  stages.done("filters");
  const pieces = piecesAfter(ongoing.pieces, typed);
  // Who asks by hand wants to see what there is.
  const gated: Gated =
    context.candidates > 1 || !context.rules.isOn(unsureRule)
      ? { text: filtered.text }
      : gate(filtered.text, pieces, thresholdsFor(cursor.languageId));
  const { text } = gated;
  const whole = text === filtered.text;
  // What was cut may have written the closers whose place it takes.
  const replaces = whole ? filtered.replaces : 0;
  const cuts = [
    ...filtered.cuts,
    ...(whole ? [] : [{ filter: gated.why ?? "", before: filtered.text, after: text }]),
  ];
  stages.done("gate");
  if (text === "") {
    const why = `the suggestion ${filtered.silencedBy ?? gated.why}`;
    const rule = filtered.silencedBy ?? unsureRule;
    return { ...silent(source, why, stages, rule), ...facts, cuts };
  }
  const shown = {
    source,
    outcome: { kind: "shown", text },
    stages: stages.list,
    ...facts,
    cuts,
    ...(replaces > 0 && { replaces }),
  } as const;
  if (context.candidates === 1) return shown;
  const alternatives = await otherCandidates(cursor, text, context, signal);
  stages.done("candidates");
  return { ...shown, alternatives };
}

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
  const without = { ...context, syntax: noSyntax };
  const asked = await requestFor(next, without, contextDeadlineMs.typing);
  // A person may have typed meanwhile.
  if (!generations.isBusy && !generations.join(next)) begin(next, asked, context);
}

/** Has the prompt of a cursor read ahead of time: the file was just opened or shown. */
export async function prewarm(cursor: Cursor, context: CompletionContext): Promise<void> {
  if (context.engine.state.kind !== "ready" || context.generations.isBusy) return;
  if (!context.guard.mayRead({ uri: cursor.uri }).allowed) return;
  const { request } = await requestFor(cursor, context, contextDeadlineMs.ahead);
  if (context.generations.isBusy) return;
  context.generations.prewarm({ ...request, maxTokens: 0 });
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

function begin(
  cursor: Cursor,
  { request, cut, characters }: Asked,
  context: CompletionContext,
): Ongoing {
  return context.generations.begin(cursor, request, {
    cut,
    onPrompt(tokens, read) {
      context.rate.measured({ characters, tokens });
      if (read) context.speed.measured(read);
    },
  });
}

/** What the engine is asked, and what is known of it. */
interface Asked {
  request: GenerateRequest;
  cut: Cut;
  /** Of the prompt's text, without control tokens. */
  characters: number;
  trace: PromptTrace;
  parts: readonly PromptPart[];
}

async function requestFor(
  cursor: Cursor,
  context: CompletionContext,
  deadlineMs: number,
): Promise<Asked> {
  const shape = chooseShape(cursor, context.syntax.surroundings());
  const mostTokens = affordableTokens({
    promptTokensPerSecond: context.speed.promptTokensPerSecond,
    least: shortestPrompt,
    most: longestPrompt,
  });
  const budget = divideContext({
    contextTokens: context.contextTokens,
    answerTokens: longestAnswer.block,
    charactersPerToken: context.rate.charactersPerToken,
    mostTokens,
  });
  const gathered = await context.context.gather(cursor, {
    deadlineMs,
    room: snippetRoom(budget, cursor),
    before: budget.prefixTokens * budget.charactersPerToken,
    after: budget.suffixTokens * budget.charactersPerToken,
  });
  const prompt = buildPrompt({
    format: context.format,
    path: context.path,
    languageId: cursor.languageId,
    ...(context.repository === undefined ? {} : { repository: context.repository }),
    prefix: cursor.prefix,
    suffix: cursor.suffix,
    snippets: gathered.snippets,
    budget,
  });
  const request: GenerateRequest = {
    lane: "completion",
    prompt,
    maxTokens: longestAnswer[shape.kind === "line" && shape.body === undefined ? "line" : "block"],
    confidence: context.confidence,
    stops: context.format.stops,
    // Suffix-first families were trained with the cursor anywhere in a word.
    heal: context.format.order !== "suffix-first",
  };
  const next = ahead(cursor);
  return {
    request,
    cut: (text) => stopAhead(cutToShape(text, shape), { lineBefore: cursor.lineBefore, next }),
    characters: prompt.reduce((sum, part) => sum + (part.special ? 0 : part.text.length), 0),
    parts: prompt,
    trace: traceOf(prompt, {
      gathered,
      charactersPerToken: budget.charactersPerToken,
      mostTokens: Math.min(mostTokens, budget.roomTokens),
    }),
  };
}

/** Waits until the generation has written enough for its shape, or has ended, or nobody waits. */
async function follow(
  ongoing: Ongoing,
  { typed, signal, stages }: { typed: string; signal: AbortSignal; stages: Stages },
): Promise<string> {
  let first = ongoing.text.length <= typed.length;
  while (!signal.aborted) {
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
  return "";
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
    tokens: { prompt: promptTokens, reused: reusedTokens, generated: ongoing.pieces.length },
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
