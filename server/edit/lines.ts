/** A text as lines, whatever ends them. */
export interface Lines {
  /** The text with LF alone. */
  readonly text: string;
  /** How each line ended; the last one of a text without a line end has an empty one. */
  readonly ends: readonly string[];
  /** The end that most lines have. */
  readonly usualEnd: "\n" | "\r\n" | "\r";
}

/** Takes a text apart at CRLF, LF and a lone CR, as editors count lines. */
export function linesOf(text: string): Lines {
  const ends: string[] = [];
  const withLf = text.replace(/\r\n|\r|\n/g, (end) => {
    ends.push(end);
    return "\n";
  });
  if (!withLf.endsWith("\n") && withLf !== "") ends.push("");
  return { text: withLf, ends, usualEnd: usualOf(ends) };
}

function usualOf(ends: readonly string[]): Lines["usualEnd"] {
  const count = (end: string): number => ends.filter((each) => each === end).length;
  const [lf, crlf, cr] = [count("\n"), count("\r\n"), count("\r")];
  if (crlf > lf && crlf >= cr) return "\r\n";
  return cr > lf ? "\r" : "\n";
}
