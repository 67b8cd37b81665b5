import type { GenerateRequest } from "../engine/engine.ts";
import { affordableTokens, divideContext, snippetRoom } from "../prompt/budget.ts";
import { buildPrompt, type PromptPart } from "../prompt/build.ts";
import type { PromptTrace } from "../protocol/messages.ts";
import { ahead } from "./ahead.ts";
import type { CompletionContext } from "./completionContext.ts";
import type { Cursor } from "./cursor.ts";
import type { Cut, Ongoing } from "./ongoing.ts";
import { traceOf } from "./promptTrace.ts";
import { chooseShape, cutToShape } from "./shape.ts";
import { stopAhead } from "./stopAhead.ts";

/** Tokens of the longest suggestion, by shape. */
const longestAnswer = { line: 64, block: 224 };
/** Tokens of a prompt, whatever more the model could take: a longer one is slower, not better. */
const longestPrompt = 1_536;
/** However slowly a machine reads: with less than this, answers are not worth their wait. */
const shortestPrompt = 512;
/** How long a keystroke waits for context, and how long a prompt that nobody waits for. */
export const contextDeadlineMs = { typing: 10, ahead: 400 };

/** What the engine is asked, and what is known of it. */
export interface Asked {
  request: GenerateRequest;
  cut: Cut;
  /** Of the prompt's text, without control tokens. */
  characters: number;
  trace: PromptTrace;
  parts: readonly PromptPart[];
}

/** Builds the request for a cursor; context that is later than the deadline stays out of it. */
export async function requestFor(
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
    ...(context.echo && { draft: context.echo.text }),
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

/** Has the engine begin, and learns from what it tells of the prompt. */
export function begin(
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
