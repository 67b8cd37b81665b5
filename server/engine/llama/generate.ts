import type { Llama, LlamaModel, Token } from "node-llama-cpp";
import type { GenerateRequest, GenerationEnd, Segment } from "../engine.ts";
import { healingOf } from "../heal.ts";
import type { Drafting } from "./drafting.ts";
import { createDraftText } from "./draftText.ts";
import { createClock, type Reading, read } from "./read.ts";
import { write } from "./write.ts";

/** What one generation needs from the process around it. */
export interface Generating extends Reading {
  llama: Llama;
  model: LlamaModel;
  drafting: DraftingOf;
}

/** What is known of the drafts of each kind: how often they are right differs, and what they cost. */
export interface DraftingOf {
  /** Of what the project says a line goes on with. */
  echo: Drafting;
  /** Of a text that is rewritten. */
  original: Drafting;
}

/**
 * Runs one request: reads its prompt, then writes. The signal is looked at before every piece and
 * every token.
 */
export async function generate(
  request: GenerateRequest,
  around: Generating,
  signal: AbortSignal,
): Promise<GenerationEnd> {
  const clock = createClock();
  const healing = request.heal ? healingOf(request.prompt) : undefined;
  const tokens = tokenize(around.model, healing?.prompt ?? request.prompt);
  const { maxTokens } = request;
  const prompt = await read(tokens, { maxTokens, tokenizeMs: clock.lap() }, around, signal);
  if (!("sequence" in prompt)) return prompt;
  const { sequence, last } = prompt;
  const guess = request.draft ?? "";
  // A word that is healed is written anew.
  const draft =
    guess === "" ? undefined : createDraftText((healing?.word ?? "") + guess, around.model);
  return write(
    { token: last, before: tokens },
    { request: { ...request, draft }, healing },
    { ...around, sequence, drafting: around.drafting.echo },
    signal,
  );
}

/** Neighbouring stretches of plain text are tokenised as one, as the model saw them in training. */
function tokenize(model: LlamaModel, prompt: readonly Segment[]): Token[] {
  const tokens: Token[] = [];
  let plain = "";
  const flush = (): void => {
    if (plain !== "") tokens.push(...model.tokenize(plain, false));
    plain = "";
  };
  for (const segment of prompt) {
    if (!segment.special) plain += segment.text;
    else {
      flush();
      tokens.push(...model.tokenize(segment.text, true));
    }
  }
  flush();
  const { bos, shouldPrependBosToken } = model.tokens;
  if (shouldPrependBosToken && bos !== null && tokens[0] !== bos) tokens.unshift(bos);
  return tokens;
}
