/** A text by its lines, which are counted from zero; nothing is copied until it is asked for. */
export interface TextLines {
  readonly count: number;
  /** A line without its end. */
  line(at: number): string;
  /** The lines from `first` to `last`, both inclusive, without the end of the last. */
  between(first: number, last: number): string;
  /** UTF-16 code units of these lines, with their ends. */
  size(first: number, last: number): number;
  isBlank(at: number): boolean;
  /** Characters before the first that is no space; of a blank line without end. */
  indentation(at: number): number;
}

/** Finds the lines of a text; LF and CRLF end them. */
export function textLines(text: string): TextLines {
  const starts = [0];
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1))
    starts.push(end + 1);
  const start = (at: number): number => starts[at] ?? text.length + 1;
  const end = (at: number): number => {
    const next = start(at + 1) - 1;
    return text.charCodeAt(next - 1) === carriageReturn ? next - 1 : next;
  };

  function indentation(at: number): number {
    const to = end(at);
    for (let from = start(at), index = from; index < to; index += 1) {
      const code = text.charCodeAt(index);
      if (code !== space && code !== tab) return index - from;
    }
    return Number.POSITIVE_INFINITY;
  }

  return {
    count: starts.length,
    line: (at) => text.slice(start(at), end(at)),
    between: (first, last) => text.slice(start(first), end(last)),
    size: (first, last) => start(last + 1) - start(first),
    isBlank: (at) => indentation(at) === Number.POSITIVE_INFINITY,
    indentation,
  };
}

const carriageReturn = 13;
const space = 32;
const tab = 9;
