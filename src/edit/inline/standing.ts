import * as vscode from "vscode";
import type { LineSpan } from "./carry.ts";

/** Whether a person has turned off what stands between the lines; Zen Mode does it too, unseen. */
export function isHidden(): boolean {
  return vscode.workspace.getConfiguration("comments").get("visible") === false;
}

/** The line under which an edit stands: its last where that can be seen, else the cursor's. */
export function lineFor(
  document: vscode.TextDocument,
  region: LineSpan,
  range: vscode.Range,
): number {
  const last = Math.max(region.firstLine, region.endLine - 1);
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const isSeen = editor?.visibleRanges.some(
    ({ start, end }) => start.line <= last && last < end.line,
  );
  if (isSeen || !editor) return last;
  return Math.min(Math.max(range.end.line, region.firstLine), last);
}

/** Whether two edits would be about the same lines. */
export function isOver(a: LineSpan, b: LineSpan): boolean {
  if (a.firstLine === a.endLine || b.firstLine === b.endLine) return a.firstLine === b.firstLine;
  return a.firstLine < b.endLine && b.firstLine < a.endLine;
}
