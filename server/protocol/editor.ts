/**
 * What the server asks of the editor about the workspace's own language servers. A client says at
 * initialization which of these it answers (the option `editor`); it is not asked the others.
 * Positions and ranges are those of the Language Server Protocol.
 */
export const editorAbilities = ["definition", "hover", "symbols", "references"] as const;

/** A kind of question that an editor may answer. */
export type EditorAbility = (typeof editorAbilities)[number];

/** Server to client, `definition`: {@link EditorSpot} to {@link EditorPlace}[]. */
export const editorDefinitionRequest = "ingle/editor/definition";

/** Server to client, `hover`: {@link EditorSpot} to Markdown, or null. */
export const editorHoverRequest = "ingle/editor/hover";

/** Server to client, `symbols`: {@link EditorDocument} to the {@link EditorPlace}[] of all symbols. */
export const editorSymbolsRequest = "ingle/editor/symbols";

/** Server to client, `references`: {@link EditorSpot} to {@link EditorPlace}[], the declaration among them. */
export const editorReferencesRequest = "ingle/editor/references";

/** A document that the question is about. */
export interface EditorDocument {
  textDocument: { uri: string };
}

/** A place in a document that the question is about. */
export interface EditorSpot extends EditorDocument {
  position: EditorPosition;
}

/** Where something is declared; `fullRange` holds all of it, `range` its name, where they differ. */
export interface EditorPlace {
  uri: string;
  range: EditorRange;
  fullRange?: EditorRange;
}

export interface EditorPosition {
  line: number;
  character: number;
}

export interface EditorRange {
  start: EditorPosition;
  end: EditorPosition;
}
