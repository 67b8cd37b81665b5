import type { ChatRequest, GenerationEnd, GenerationEvent } from "../engine.ts";
import { createStopCutter } from "../stops.ts";
import { behindThought } from "../thoughtGrammar.ts";
import { createThoughtSplitter } from "../thoughts.ts";
import { chatPrompt } from "./chatPrompt.ts";
import type { DraftSource } from "./draftSource.ts";
import type { Generating } from "./generate.ts";
import { readGrammar } from "./grammar.ts";
import { createLookup } from "./lookup.ts";
import { createClock, read } from "./read.ts";
import { write } from "./write.ts";

/**
 * Writes the next message of a conversation: reads it as the model's template has it, then writes until
 * the model ends its message or begins one of somebody else's.
 */
export async function chat(
  request: ChatRequest,
  around: Generating,
  signal: AbortSignal,
): Promise<GenerationEnd> {
  const { maxTokens } = request;
  const clock = createClock();
  const { tokens, ending, stops, template } = chatPrompt(around.model, request.messages);
  const constraint =
    request.grammar === undefined
      ? undefined
      : behindThought(request.grammar, { prompt: ending, template });
  const grammar = constraint && (await readGrammar(constraint, around));
  if (constraint && !grammar)
    return { stopReason: "failed", failure: "The grammar of the answer cannot be read." };
  const prompt = await read(tokens, { maxTokens, tokenizeMs: clock.lap() }, around, signal);
  if (!("sequence" in prompt)) return prompt;

  const cutter = createStopCutter(stops);
  const splitter = createThoughtSplitter(ending);
  const stopped = new AbortController();
  const say = (text: string): void => {
    for (const piece of splitter.take(text)) around.onEvent({ kind: "piece", ...piece });
  };
  const onEvent = (event: GenerationEvent): void => {
    if (event.kind !== "piece") around.onEvent(event);
    else if (!stopped.signal.aborted) {
      const cut = cutter.take(event.text);
      say(cut.text);
      if (cut.stopped) stopped.abort();
    }
  };
  const end = await write(
    { token: prompt.last, before: tokens },
    {
      request: {
        ...{ maxTokens, temperature: request.temperature ?? 0, controlsShown: true },
        grammar,
        draft: request.original === undefined ? undefined : lookup(request.original, around),
      },
    },
    { ...around, sequence: prompt.sequence, drafting: around.drafting.original, onEvent },
    AbortSignal.any([signal, stopped.signal]),
  );
  if (!stopped.signal.aborted) say(cutter.rest());
  for (const piece of splitter.rest()) around.onEvent({ kind: "piece", ...piece });
  return stopped.signal.aborted && !signal.aborted ? { stopReason: "end-of-text" } : end;
}

function lookup(original: string, { model }: Generating): DraftSource {
  return createLookup(model.tokenize(original, false, "trimLeadingSpace"));
}
