import type { Cursor } from "./cursor.ts";

/** How far a suggestion goes: to the end of the line, or to the end of the block that it opens. */
export type Shape = { kind: "line" } | { kind: "block"; indentation: number };

const longestBlock = 12;
/** A line that ends so is followed by an indented block: `{`, `(`, `[`, `=>`, Python's `:`. */
const opensBlock = /(?:[{([:]|=>)\s*$/;

/** Chooses the shape from the cursor's line; a block only where nothing but closers follows. */
export function chooseShape(cursor: Cursor): Shape {
  const indentation = indentationOf(cursor.lineBefore);
  if (!/^[\s)\]}>"'`;,]*$/.test(cursor.lineAfter)) return { kind: "line" };
  if (cursor.lineBefore.trim() === "" || opensBlock.test(cursor.lineBefore))
    return { kind: "block", indentation };
  return { kind: "line" };
}

/**
 * Cuts a streamed text where its shape ends; `complete` says that more text would not change it.
 * A block ends before a line that is indented less than the cursor's, after a closing bracket at
 * the cursor's own indentation, at an empty line, or after twelve lines.
 */
export function cutToShape(text: string, shape: Shape): { text: string; complete: boolean } {
  const lines = text.split("\n");
  if (shape.kind === "line") {
    return { text: lines[0] ?? "", complete: lines.length > 1 };
  }
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const last = index === lines.length - 1;
    const end = blockEnd(line, { last, base: shape.indentation });
    if (end === "before" || index >= longestBlock)
      return { text: lines.slice(0, index).join("\n"), complete: true };
    if (end === "after") return { text: lines.slice(0, index + 1).join("\n"), complete: true };
  }
  return { text, complete: false };
}

/** Where a block ends in relation to a line; the last line of a stream is not yet whole. */
function blockEnd(
  line: string,
  { last, base }: { last: boolean; base: number },
): "before" | "after" | "no" {
  if (line.trim() === "") return last ? "no" : "before";
  const indentation = indentationOf(line);
  if (indentation < base) return "before";
  if (!last && indentation === base && /^\s*[)\]}]/.test(line)) return "after";
  return "no";
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
