import type { Node } from "web-tree-sitter";

/** What stands around an offset, as far as a suggestion there depends on it. */
export interface Surroundings {
  /** Whether the offset is inside a comment or a string. */
  inside: "code" | "comment" | "string";
  /**
   * Whether a block or a list that opens on the offset's line just before it already has something
   * in it after the offset; undefined if nothing opens there.
   */
  opened?: "empty" | "filled";
  /** Whether the next line goes on with the block, or the list, that holds the offset. */
  continued: boolean;
  /** The types of the nodes that hold the offset, from the inside out, as the grammar names them. */
  nodes: string[];
}

const comment = /comment/;
const string = /string|char_literal|template|heredoc|regex/;
/** What a template string holds between its braces is code again. */
const interpolation = /interpolation|substitution|embedded/;
const opener = new Set(["{", "(", "[", ":", "=>", "do", "then"]);

/** Looks at the tree of `text` around an offset. */
export function surroundingsAt(root: Node, text: string, offset: number): Surroundings {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const before = text.slice(lineStart, offset).trimEnd();
  const indentation =
    before === "" ? offset - lineStart : before.length - before.trimStart().length;
  const holding = outwards(root.descendantForIndex(Math.max(0, offset - 1), offset), offset);
  const opened = before === "" ? undefined : openedBy(root, lineStart + before.length - 1);
  return {
    inside: insideOf(holding),
    ...(opened && { opened: fills(opened, offset, indentation) ? "filled" : "empty" }),
    continued: continues(holding, text, { offset, indentation }),
    nodes: holding.map((node) => node.type),
  };
}

/** The nodes that the offset is truly within: it neither begins nor, unless it is open, ends one. */
function outwards(innermost: Node | null, offset: number): Node[] {
  const nodes: Node[] = [];
  for (let node = innermost; node; node = node.parent) {
    const isLineComment = comment.test(node.type) && node.endIndex === offset;
    if (node.startIndex < offset && (offset < node.endIndex || isLineComment || !node.parent))
      nodes.push(node);
  }
  return nodes;
}

function insideOf(holding: readonly Node[]): Surroundings["inside"] {
  for (const { type } of holding) {
    if (interpolation.test(type)) return "code";
    if (comment.test(type)) return "comment";
    if (string.test(type)) return "string";
  }
  return "code";
}

/** What opens with the word or bracket that ends at `index`. */
function openedBy(root: Node, index: number): Node | undefined {
  const word = root.descendantForIndex(index, index + 1);
  return word?.parent && opener.has(word.type) ? word.parent : undefined;
}

/** A child that is indented no deeper than the line was only swept in because the end is missing. */
function fills(parent: Node, offset: number, indentation: number): boolean {
  return parent.namedChildren.some(
    (child) =>
      child.startIndex >= offset &&
      child.endIndex > child.startIndex &&
      !comment.test(child.type) &&
      child.startPosition.column > indentation,
  );
}

/** A line that is indented less belongs to a block further out. */
function continues(
  holding: readonly Node[],
  text: string,
  { offset, indentation }: { offset: number; indentation: number },
): boolean {
  const lineEnd = text.indexOf("\n", offset);
  if (lineEnd < 0) return false;
  const rest = text.slice(lineEnd + 1);
  const lineLength = rest.search(/\r?\n|$/);
  const line = rest.slice(0, lineLength);
  const depth = line.length - line.trimStart().length;
  if (line.trim() === "" || depth < indentation) return false;
  const index = lineEnd + 1 + depth;
  const block = holding.find((node) => node.namedChildCount > 0 || node.parent === null);
  return block?.namedChildren.some((child) => child.startIndex === index && child.isNamed) ?? false;
}
