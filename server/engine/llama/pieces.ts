import type { LlamaModel, Token } from "node-llama-cpp";

/** Longest UTF-8 sequence in bytes, so the most tokens that one character can be spread over. */
const longestCharacter = 4;

/**
 * Creates the decoder of one generation: takes tokens one by one and returns the text that they
 * complete, or an empty string while a character is still missing bytes.
 */
export function createPieceDecoder(
  model: LlamaModel,
  before: readonly Token[],
  { controlsShown = false }: { controlsShown?: boolean } = {},
): (token: Token) => string {
  const last = before.slice(-longestCharacter);
  let pending: Token[] = [];
  return (token) => {
    pending.push(token);
    const text = model.detokenize(pending, controlsShown, last);
    if (text.endsWith("\uFFFD") && pending.length < longestCharacter) return "";
    last.push(...pending);
    last.splice(0, last.length - longestCharacter);
    pending = [];
    return text;
  };
}
