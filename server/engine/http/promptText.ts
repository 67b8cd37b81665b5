import type { Segment } from "../engine.ts";

/**
 * A prompt as one text, for a server that takes no token ids. There a control token in the source
 * would be read as one: it is broken by a space after its first character, so that it is not.
 */
export function promptText(prompt: readonly Segment[], stops: readonly string[]): string {
  const tokens = new Set([
    ...stops,
    ...prompt.filter(({ special }) => special).map(({ text }) => text),
  ]);
  return prompt
    .map(({ text, special }) => (special ? text.replace(/^▁/, " ") : broken(text, tokens)))
    .join("");
}

function broken(text: string, tokens: ReadonlySet<string>): string {
  let safe = text;
  for (const token of tokens)
    if (token.length > 1 && safe.includes(token))
      safe = safe.replaceAll(token, `${token.slice(0, 1)} ${token.slice(1)}`);
  return safe;
}
