import type * as vscode from "vscode";
import type { EditAction, EditDiagnostic } from "../../server/protocol/edit.ts";

/** What a person wants of a part of a document: an action, words of their own, or both. */
export interface StartEdit {
  uri: vscode.Uri;
  /** Empty: what the cursor is in. */
  range: vscode.Range;
  action?: EditAction;
  /** Without it and without an action, it is asked for in place. */
  instruction?: string;
  /** What `fix` is to mend. */
  diagnostic?: EditDiagnostic;
}

/** Begins edits. */
export interface Edits {
  /** Resolves when the edit has begun: what comes of it is shown in its document. */
  startEdit(start: StartEdit): Promise<void>;
}
