import type { Position, Range } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";

/** A key as it reaches a completion provider. */
export interface TypedKey {
  change: { range: Range; text: string };
  /** With the change made, and where the cursor stands then. */
  document: TextDocument;
  position: Position;
}

/** What keys are typed into. */
export interface Typist {
  open(document: TextDocument): Promise<void>;
  /** Resolves with the final suggestion for this key; undefined where there is none, or too late. */
  type(key: TypedKey, signal: AbortSignal): Promise<string | undefined>;
  close(document: TextDocument): Promise<void>;
}
