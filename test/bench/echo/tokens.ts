const tokenPattern = /[ \t]*(?:[\p{L}\p{N}_$]+|\n|[^\s])|[ \t]+/gu;
const indentation = /^[ \t]+/gm;

/**
 * Words, single marks and line ends, each with the white space before it; indentation is left out, so
 * that it must not agree. White space at a line's end goes with the line end.
 */
export function tokensOf(text: string): string[] {
  return (text.replace(indentation, "").match(tokenPattern) ?? []).map((token) =>
    token.endsWith("\n") ? "\n" : token,
  );
}

/** The tokens before a cursor, and the begun token at it: white space, letters, or nothing. */
export function tokensBefore(prefix: string): { tokens: string[]; begun: string } {
  const lineStart = prefix.lastIndexOf("\n") + 1;
  const line = prefix.slice(lineStart).trimStart();
  const begun = /[ \t]*[\p{L}\p{N}_$]*$/u.exec(line)?.[0] ?? "";
  return {
    tokens: tokensOf(prefix.slice(0, lineStart) + line.slice(0, line.length - begun.length)),
    begun,
  };
}
