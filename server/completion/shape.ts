import type { Cursor } from "./cursor.ts";

/** How far a suggestion goes: to the end of the line, or to the end of the block that it opens. */
export type Shape =
  | { kind: "line" }
  /** `inner` is the least indentation of its lines, `closer` that of the bracket that ends it. */
  | { kind: "block"; inner: number; closer: number };

const longestBlock = 12;
/** A line that ends so is followed by an indented block: `{`, `(`, `[`, `=>`, Python's `:`. */
const opensBlock = /(?:[{([:]|=>)\s*$/;

/** Chooses the shape from the cursor's line; a block only where nothing but closers follows. */
export function chooseShape(cursor: Cursor): Shape {
  if (!/^[\s)\]}>"'`;,]*$/.test(cursor.lineAfter)) return { kind: "line" };
  const indentation = indentationOf(cursor.lineBefore);
  if (cursor.lineBefore.trim() === "")
    return { kind: "block", inner: indentation, closer: indentation };
  if (opensBlock.test(cursor.lineBefore))
    return { kind: "block", inner: indentation + 1, closer: indentation };
  return { kind: "line" };
}

/**
 * Cuts a streamed text where its shape ends; `complete` says that more text would not change it.
 * A block ends before a line that is indented less than it, after a closing bracket at its own
 * level, at an empty line, or after twelve lines.
 */
export function cutToShape(text: string, shape: Shape): { text: string; complete: boolean } {
  const lines = text.split("\n");
  if (shape.kind === "line") {
    return { text: lines[0] ?? "", complete: lines.length > 1 };
  }
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const last = index === lines.length - 1;
    const end = blockEnd(line, shape, { last });
    if (end === "before" || index >= longestBlock)
      return { text: lines.slice(0, index).join("\n"), complete: true };
    if (end === "after") return { text: lines.slice(0, index + 1).join("\n"), complete: true };
  }
  return { text, complete: false };
}

/** Where a block ends in relation to a line; the last line of a stream is not yet whole. */
function blockEnd(
  line: string,
  { inner, closer }: Extract<Shape, { kind: "block" }>,
  { last }: { last: boolean },
): "before" | "after" | "no" {
  if (last && !/^\s*[^\s)\]}]/.test(line)) return "no";
  if (line.trim() === "") return "before";
  const indentation = indentationOf(line);
  if (indentation === closer && /^\s*[)\]}]/.test(line)) return "after";
  return indentation < inner ? "before" : "no";
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
