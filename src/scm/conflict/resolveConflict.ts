import * as vscode from "vscode";
import type { Edits } from "../../edit/startEdit.ts";
import { findConflict } from "./explainConflict.ts";

const { l10n } = vscode;

/** Has the edit propose lines in the place of a conflict, which are checked and shown like any other. */
export async function resolveConflict(
  edits: Pick<Edits, "startEdit">,
  place: { uri: unknown; line: unknown },
): Promise<void> {
  const found = await findConflict(place);
  if (!found) return;
  const { document, conflict } = found;
  const lines = new vscode.Range(conflict.firstLine, 0, conflict.lastLine + 1, 0);
  await edits.startEdit({
    uri: document.uri,
    range: document.validateRange(lines),
    instruction: l10n.t(
      "Resolve this merge conflict: keep what both sides meant, and leave no conflict markers.",
    ),
  });
}
