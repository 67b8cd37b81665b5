import type { Token } from "markdown-it";
import { markdown } from "./markdown.ts";

/** What has come of a text: blocks that no later text can change, and the one that may still grow. */
export interface Blocks {
  settled: string[];
  last: string;
}

/** Cuts a growing text into the blocks at its top, each as its Markdown. */
export interface BlockReader {
  /** The blocks that have settled since the last call, and the last one as it stands. */
  read(text: string): Blocks;
  /** The same at the end of the text: all that is left, as one. */
  end(text: string): Blocks;
}

/**
 * Creates a reader for one text that only grows. A block has settled when another begins behind it,
 * after a blank line or in a line that is complete: before that, the line could be a lazy
 * continuation (CommonMark 0.31, 5.1).
 */
export function createBlockReader(): BlockReader {
  let from = 0;

  function settle(text: string): string[] {
    const rest = withoutHalfMark(normalized(text.slice(from)));
    const lines = rest.split("\n");
    const isCertain = (line: number): boolean =>
      line < lines.length - 1 || lines[line - 1]?.trim() === "";
    const starts = blockStarts(rest).filter((line) => line === 0 || isCertain(line));
    const cut = starts.at(-1) ?? 0;
    const settled = starts
      .slice(0, -1)
      .map((start, index) => lines.slice(start, starts[index + 1]).join("\n"));
    if (cut > 0) from += lengthOfLines(text.slice(from), cut);
    return settled;
  }

  return {
    read(text) {
      const settled = settle(text);
      return { settled, last: withoutHalfMark(normalized(text.slice(from))) };
    },
    end(text) {
      const settled = settle(text);
      const last = normalized(text.slice(from));
      from = text.length;
      return { settled, last };
    },
  };
}

/** The lines in which blocks begin that lie in no other, in order. */
function blockStarts(text: string): number[] {
  const tokens: Token[] = [];
  markdown.block.parse(text, markdown, {}, tokens);
  return tokens
    .filter(({ level, nesting, map }) => level === 0 && nesting >= 0 && map !== null)
    .map(({ map }) => map?.[0] ?? 0);
}

/** Line ends and the character that ends a string in C, as CommonMark wants them. */
function normalized(text: string): string {
  return text.replaceAll(/\r\n?/g, "\n").replaceAll("\u0000", "\ufffd");
}

/** Characters of the first `count` lines of a text that is not normalized. */
function lengthOfLines(text: string, count: number): number {
  const end = /\r\n?|\n/g;
  for (let line = 0; line < count; line++) if (!end.exec(text)) return text.length;
  return end.lastIndex;
}

/**
 * A last line of marks alone may become anything: `-` a heading's underline for a moment, then an
 * item. It waits for what follows.
 */
function withoutHalfMark(text: string): string {
  return text.replace(/(^|\n)[ \t]*(?:[-=*_+#>`~|:]+|\d+[.)]?)[ \t]*$/, "$1");
}
