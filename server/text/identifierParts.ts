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
  for (let at = 0; at < text.length; ) {
    const start = at;
    let compound = false;
    for (; at < text.length; at += 1) {
      const kind = kindOf(text.charCodeAt(at));
      if (kind === other) break;
      compound ||= kind === joining || (kind === capital && at > start);
    }
    if (compound && at - start <= longestName) {
      const name = text.slice(start, at);
      const parts = known.get(name) ?? remember(name);
      if (parts !== "") found.push(parts);
    }
    at += 1;
  }
  return found.join(" ");
}

const part = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|[\p{Lo}\p{Lm}\p{Lt}\p{M}]+|\p{Lu}|\p{N}+/gu;
const longestName = 64;

/** What a character does in a name: digits, underscores and all beyond ASCII may join words. */
const [other, small, capital, joining] = [0, 1, 2, 3];

function kindOf(code: number): number {
  return code < ascii.length ? (ascii[code] ?? other) : joining;
}

const ascii = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) return small;
  if (/[A-Z]/.test(character)) return capital;
  return /[0-9_]/.test(character) ? joining : other;
});

/** A program says the same names again and again. */
const known = new Map<string, string>();
const mostKnown = 20_000;

function remember(name: string): string {
  const parts = identifierParts(name);
  const text = parts.length === 1 && parts[0] === name.toLowerCase() ? "" : parts.join(" ");
  if (known.size >= mostKnown) known.clear();
  // A slice of a text would keep all of that in memory.
  known.set(` ${name}`.slice(1), text);
  return text;
}
