import type { Node } from "web-tree-sitter";

/** Counts the errors below a node: text that fits no rule, and words that a rule misses. */
export function countErrors(root: Node): number {
  let count = 0;
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.isMissing) count += 1;
    if (!node.hasError) continue;
    if (node.isError) count += 1;
    for (const child of node.children) if (child.hasError || child.isMissing) waiting.push(child);
  }
  return count;
}
