import type * as vscode from "vscode";
import type { LineSpan } from "./carry.ts";
import type { Marked } from "./marks.ts";
import { type EditState, reviewIn } from "./state.ts";
import { writtenSoFar } from "./written.ts";

/** What is to be drawn over the lines of an edit. */
export function markedIn(
  state: EditState,
  region: LineSpan,
  document: vscode.TextDocument,
): Marked {
  if (state.kind !== "waiting") {
    const review = reviewIn(state);
    const going = (review?.hunks ?? []).filter(({ isStale }) => !isStale);
    return { regions: review ? [] : [region], going, pending: [] };
  }
  if (!state.writing) return { regions: [region], going: [], pending: [] };
  const { firstLine, endLine, text } = state.writing;
  const { going, reached } = writtenSoFar(linesOf(document).slice(firstLine, endLine), text);
  return {
    regions: [],
    going: going.map((at) => ({ firstLine: firstLine + at, endLine: firstLine + at + 1 })),
    pending: [{ firstLine: firstLine + reached, endLine }],
  };
}

/** The lines of a document without their ends. */
export function linesOf(document: vscode.TextDocument): string[] {
  return document.getText().split(/\r?\n/);
}
