import type { Gathered } from "../context/gather.ts";
import type { PromptPart } from "../prompt/build.ts";
import type { PromptTrace } from "../protocol/messages.ts";

/**
 * What the trace tells of a prompt: its parts in order, each with its source and size, and what
 * the context sources gave. Tokens are estimated from characters; control tokens count one.
 */
export function traceOf(
  prompt: readonly PromptPart[],
  {
    gathered,
    charactersPerToken,
    mostTokens,
  }: { gathered: Gathered; charactersPerToken: number; mostTokens: number },
): PromptTrace {
  return {
    parts: prompt.map(({ role, text, special, from }) => ({
      role,
      ...(from ?? {}),
      characters: text.length,
      tokens: special ? 1 : Math.ceil(text.length / charactersPerToken),
    })),
    mostTokens,
    set: gathered.set,
    sources: gathered.sources,
  };
}
