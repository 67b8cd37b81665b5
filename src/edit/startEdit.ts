import type * as vscode from "vscode";
import type { EditAction, EditDiagnostic } from "../../server/protocol/edit.ts";

/** What a person wants of a part of a document: an action, words of their own, or both. */
export interface StartEdit {
  uri: vscode.Uri;
  /** Empty: what the cursor is in. */
  range: vscode.Range;
  action?: EditAction;
  instruction?: string;
  /** What `fix` is to mend. */
  diagnostic?: EditDiagnostic;
}

/** Begins edits, and shows what comes of them over the code. */
export interface Edits {
  startEdit(start: StartEdit): Promise<void>;
}
