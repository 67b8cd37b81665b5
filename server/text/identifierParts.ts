/**
 * The words that a name is made of, in lower case: camelCase and snake_case are taken apart, an
 * acronym stays whole, digits stand alone. `parseHTTPRequest_v2` gives parse, http, request, v, 2.
 */
export function identifierParts(identifier: string): string[] {
  return identifier.match(part)?.map((each) => each.toLowerCase()) ?? [];
}

/**
 * The words of a text that are only parts of its names, separated by spaces: what full-text search
 * finds beside the whole names. A name of one plain word adds nothing.
 */
export function identifierPartsIn(text: string): string {
  const found: string[] = [];
  for (const [name] of text.matchAll(compound)) {
    const parts = known.get(name) ?? remember(name);
    if (parts !== "") found.push(parts);
  }
  return found.join(" ");
}

const part = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{Lt}\p{M}]+|\p{Lu}|\p{N}+/gu;
/** A name with an underscore, a digit, or a capital after its first letter. */
const compound =
  /(?<![\p{L}\p{N}_])(?=\p{L}*[\p{N}_]|\p{L}+\p{Lu})[\p{L}\p{N}_]{2,64}(?![\p{L}\p{N}_])/gu;

/** A program says the same names again and again. */
const known = new Map<string, string>();
const mostKnown = 20_000;

function remember(name: string): string {
  const parts = identifierParts(name);
  const text = parts.length === 1 && parts[0] === name.toLowerCase() ? "" : parts.join(" ");
  if (known.size >= mostKnown) known.clear();
  known.set(name, text);
  return text;
}
