import type { Node } from "web-tree-sitter";
import { isLicenceText } from "../text/licence.ts";

/**
 * Where what belongs to a statement begins: the comments that stand right above it, line by line. A
 * comment that speaks of a licence, or that a machine reads for the whole file, belongs to the file.
 */
export function headAt(siblings: readonly Node[], at: number): number {
  const own = siblings[at];
  let head = own?.startIndex ?? 0;
  let line = own?.startPosition.row ?? 0;
  for (let above = at - 1; above >= 0; above -= 1) {
    const comment = siblings[above];
    if (comment?.type !== "comment" || comment.endPosition.row !== line - 1) break;
    // It stands at the end of a line of code.
    if (siblings[above - 1]?.endPosition.row === comment.startPosition.row) break;
    if (isForFile(comment)) break;
    head = comment.startIndex;
    line = comment.startPosition.row;
  }
  return head;
}

function isForFile({ text, startPosition }: Node): boolean {
  if (isLicenceText(text)) return true;
  return (
    startPosition.row < 3 &&
    /^(?:#!|\/\/\s*@ts-|\/\*\s*eslint|#\s*(?:-\*-|type:|mypy:|pylint:|ruff:)|\/\/\/)/.test(text)
  );
}
