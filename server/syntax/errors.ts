import type { Node } from "web-tree-sitter";

/** A place that is wrong; lines and characters are zero-based, in UTF-16 code units. */
export interface SyntaxFault {
  start: { line: number; character: number };
  end: { line: number; character: number };
  /** What the grammar wants here; undefined where what stands here fits no rule. */
  missing?: string;
}

/** Counts the errors below a node: text that fits no rule, and words that a rule misses. */
export function countErrors(root: Node): number {
  let count = 0;
  for (const _ of errorNodes(root)) count += 1;
  return count;
}

/** The same errors, in the order of the text. */
export function faultsBelow(root: Node): SyntaxFault[] {
  const faults = [...errorNodes(root)].map(({ startPosition, endPosition, isMissing, type }) => ({
    start: { line: startPosition.row, character: startPosition.column },
    end: { line: endPosition.row, character: endPosition.column },
    ...(isMissing ? { missing: type } : {}),
  }));
  return faults.sort(
    (a, b) => a.start.line - b.start.line || a.start.character - b.start.character,
  );
}

function* errorNodes(root: Node): Generator<Node> {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.isMissing) yield node;
    if (!node.hasError) continue;
    if (node.isError) yield node;
    for (const child of node.children) if (child.hasError || child.isMissing) waiting.push(child);
  }
}
