/** The text with every CRLF turned into LF; a lone CR stays. */
export function withLf(text: string): string {
  return text.includes("\r\n") ? text.replaceAll("\r\n", "\n") : text;
}

/** Where the line that holds `offset` begins. */
export function lineStartAt(text: string, offset: number): number {
  if (offset <= 0) return 0; // lastIndexOf takes a negative start for 0
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** Where the first line begins that starts at `offset` or after it; undefined if there is none. */
export function nextLineStart(text: string, offset: number): number | undefined {
  if (offset === 0) return 0;
  const lineEnd = text.indexOf("\n", offset - 1);
  return lineEnd < 0 ? undefined : lineEnd + 1;
}
