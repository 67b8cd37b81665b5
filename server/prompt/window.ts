import { characterEnd, characterStart } from "../text/characters.ts";
import { lineStartAt, nextLineStart } from "../text/lines.ts";

/**
 * The end of a prefix that fits into `most` characters. It begins at a line, and not at the first
 * that would fit: at the first after a multiple of a quarter of `most`. So it stands still while a
 * person types, and the KV cache of what follows it stays good; it holds at least three quarters of
 * `most` less one line. Inside a line longer than that quarter it begins at a character.
 */
export function prefixWindow(prefix: string, most: number): string {
  const limit = Math.max(0, Math.floor(most));
  if (prefix.length <= limit) return prefix;
  const step = Math.max(1, Math.floor(limit / 4));
  const multiple = Math.min(prefix.length, Math.ceil((prefix.length - limit) / step) * step);
  const line = nextLineStart(prefix, multiple);
  const startsAtLine =
    line !== undefined && line - multiple <= step && line <= lineStartAt(prefix, prefix.length);
  return prefix.slice(startsAtLine ? line : characterEnd(prefix, multiple));
}

/**
 * The beginning of a suffix that fits into `most` characters, cut after a whole line; after a
 * character where not even the first line fits.
 */
export function suffixWindow(suffix: string, most: number): string {
  const limit = Math.max(0, Math.floor(most));
  if (suffix.length <= limit) return suffix;
  const line = lineStartAt(suffix, limit);
  return suffix.slice(0, line > 0 ? line : characterStart(suffix, limit));
}
