import type { Surroundings } from "../syntax/surroundings.ts";
import { scanBrackets } from "../text/brackets.ts";
import { indentOf } from "../text/indentation.ts";
import type { Cursor } from "./cursor.ts";

/** How far a suggestion goes: to the end of the line, or to the end of the block that it opens. */
export type Shape =
  | {
      kind: "line";
      /** Present if a block may follow where the line opens one; how deep the line is indented. */
      body?: number;
      /** Whether the line may be the one after the cursor's. */
      next: boolean;
      /** Whether the bracket that opens a block may stand on a line of its own. */
      braceBelow: boolean;
    }
  | Block;

/** `inner` is the least indentation of its lines, `closer` that of the bracket that ends it. */
interface Block {
  kind: "block";
  inner: number;
  closer: number;
  /** Whether an empty line is a part of it rather than its end. */
  gaps: boolean;
}

const longestBlock = 12;
/** A line that ends so is followed by an indented block: `{`, `(`, `[`, `=>`, Python's `:`. */
const opensBlock = /(?:[{([:]|=>)\s*$/;
/** A line that goes on with the statement whose block stood above it. */
const nextBranch = /^\s*(?:else|elif|elsif|except|finally|catch|rescue|ensure)\b/;
const onlyClosers = /^[\s)\]}>"'`;,]*$/;
const oneLine: Shape = { kind: "line", next: false, braceBelow: false };
/** Where custom puts a block's brace below its head. */
const braceBelow = new Set(["csharp", "c", "cpp", "php"]);

/**
 * Chooses the shape by the syntax around the cursor, or by indentation where none is known. What
 * stands behind the cursor, a comment and a string make it a line; so does a block that has its lines
 * already. A line that opens a block of its own takes the block along.
 */
export function chooseShape(cursor: Cursor, around?: Surroundings): Shape {
  if (!onlyClosers.test(cursor.lineAfter)) return oneLine;
  if (around !== undefined && around.inside !== "code") return oneLine;
  const indentation = indentOf(cursor.lineBefore).length;
  const line: Shape = {
    kind: "line",
    body: indentation,
    next: false,
    braceBelow: braceBelow.has(cursor.languageId),
  };
  const { deeper, level } = lineBelow(cursor);
  if (cursor.lineBefore.trim() === "") {
    const continued = around?.continued ?? (deeper || level);
    if (continued) return line;
    return { kind: "block", inner: indentation, closer: indentation, gaps: false };
  }
  if (opensBlock.test(cursor.lineBefore)) {
    const filled = around?.opened === undefined ? deeper : around.opened === "filled";
    if (filled) return oneLine;
    return { kind: "block", inner: indentation + 1, closer: indentation, gaps: true };
  }
  if (deeper) return oneLine;
  return { ...line, next: cursor.lineAfter.trim() === "" };
}

/**
 * Cuts a streamed text where its shape ends; `complete` says that more text would not change it.
 * A block ends before a line that is indented less than it, after a closing bracket at its own
 * level, at an empty line unless it has gaps, or after twelve lines.
 */
export function cutToShape(text: string, shape: Shape): { text: string; complete: boolean } {
  const lines = text.split("\n");
  if (shape.kind === "block") return cutBlock(lines, 0, shape);
  const first = shape.next && lines[0]?.trim() === "" ? 1 : 0;
  const line = lines[first] ?? "";
  if (lines.length <= first + 1) return { text, complete: false };
  const cut = { text: lines.slice(0, first + 1).join("\n"), complete: true };
  if (shape.body === undefined) return cut;
  const indentation = first === 0 ? shape.body : indentOf(line).length;
  const block: Block = { kind: "block", inner: indentation + 1, closer: indentation, gaps: true };
  if (opensBlock.test(line)) return cutBlock(lines, first, block);
  if (!shape.braceBelow || !line.trimEnd().endsWith(")")) return cut;
  const below = lines[first + 1] ?? "";
  if (below.trim() === "{") return cutBlock(lines, first + 1, block);
  return below.trim() === "" && lines.length === first + 2 ? { text, complete: false } : cut;
}

/** Follows a block from the line `first`, which is a part of it whatever it holds. */
function cutBlock(
  lines: readonly string[],
  first: number,
  shape: Block,
): { text: string; complete: boolean } {
  const upTo = (end: number): { text: string; complete: boolean } => ({
    text: lines.slice(0, end).join("\n"),
    complete: true,
  });
  let gap: number | undefined;
  for (let index = first + 1; index < lines.length; index += 1) {
    const line = lines[index] ?? "";
    const last = index === lines.length - 1;
    if (line.trim() === "") {
      if (last) break;
      if (!shape.gaps) return upTo(index);
      gap ??= index;
      continue;
    }
    const end = blockEnd(line, shape, { last, own: closesOwn(lines, index) });
    if (end === "before" || index - first >= longestBlock) return upTo(gap ?? index);
    if (end === "after") return upTo(index + 1);
    gap = undefined;
  }
  return { text: lines.join("\n"), complete: false };
}

/** Where a block ends in relation to a line; the last line of a stream is not yet whole. */
function blockEnd(
  line: string,
  { inner, closer, gaps }: Block,
  { last, own }: { last: boolean; own: boolean },
): "before" | "after" | "no" {
  if (last && !/^\s*[^\s)\]}]/.test(line)) return "no";
  const indentation = indentOf(line).length;
  const closes = /^\s*[)\]}]/.test(line);
  if (indentation === closer && closes) {
    // `} else {` goes on with another block of the same statement.
    return opensBlock.test(line) ? "no" : "after";
  }
  if (closes && own) return "no";
  if (indentation === closer && gaps && nextBranch.test(line)) return "no";
  return indentation < inner ? "before" : "no";
}

/** Whether a line begins by closing a bracket that the suggestion itself has opened before it. */
function closesOwn(lines: readonly string[], index: number): boolean {
  return scanBrackets(lines.slice(0, index).join("\n")).open.length > 0;
}

/** How the line below the cursor's is indented beside it; an empty line and closers are neither. */
function lineBelow({ suffix, lineAfter, lineBefore }: Cursor): { deeper: boolean; level: boolean } {
  const [line = ""] = suffix.slice(lineAfter.length + 1).split("\n", 1);
  if (line.trim() === "" || /^\s*[)\]}]/.test(line)) return { deeper: false, level: false };
  const difference = indentOf(line).length - indentOf(lineBefore).length;
  return { deeper: difference > 0, level: difference === 0 };
}
