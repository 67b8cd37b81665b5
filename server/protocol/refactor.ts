import type { EditorPosition, EditorRange } from "./editor.ts";

/**
 * Client to server: names for the symbol at a place. `params` is {@link RefactorParams}, the result a
 * {@link NamesOutcome}; cancelling stops the model. The rename itself is the editor's.
 */
export const editNamesRequest = "ingle/edit/names";

/** Server to client, while that request is open: `params` is a {@link NamesEvent}. */
export const editNamesNotification = "ingle/edit/named";

/**
 * Client to server: what the function at a place looks like from outside. `params` is
 * {@link RefactorParams}, the result a {@link SignatureOutcome}.
 */
export const editSignatureRequest = "ingle/edit/signature";

/**
 * Client to server: a function with another signature, and its calls. `params` is
 * {@link ChangeSignatureParams}, the result an `EditOutcome`; stages are told as `ingle/edit/event`.
 */
export const editChangeSignatureRequest = "ingle/edit/changeSignature";

/**
 * Client to server: what would be moved from a place, and where it might go. `params` is
 * {@link RefactorParams}, the result a {@link MovableOutcome}.
 */
export const editMovableRequest = "ingle/edit/movable";

/**
 * Client to server: a declaration in another file. `params` is {@link MoveParams}, the result an
 * `EditOutcome`; stages are told as `ingle/edit/event`. No model is asked.
 */
export const editMoveRequest = "ingle/edit/move";

/** A place in a document of this version. `edit` is another one for each request. */
export interface RefactorParams {
  edit: string;
  textDocument: { uri: string; version: number };
  position: EditorPosition;
}

export interface ChangeSignatureParams extends RefactorParams {
  /** What is to change, in a person's words; or */
  instruction?: string;
  /** the signature as a person has written it, from the beginning of the old one to its end. */
  signature?: string;
}

export interface MoveParams extends RefactorParams {
  /** The file that it goes to, which need not be there yet. */
  target: string;
}

/** The best names so far, the likeliest first. */
export interface NamesEvent {
  edit: string;
  names: SuggestedName[];
}

/** `by` says where a name comes from: the chat model, or what the code says already. */
export interface SuggestedName {
  name: string;
  by: "model" | "code";
}

export type NamesOutcome =
  /** `model` is the name of the model that was asked, where there is one. */
  { kind: "names"; names: SuggestedName[]; model?: string } | RefactorRefusal;

/** `text` may go over several lines; `range` is where it stands. */
export type SignatureOutcome =
  | { kind: "signature"; name: string; text: string; range: EditorRange }
  | RefactorRefusal;

/** `targets` are files that it might go to, the likeliest first. */
export type MovableOutcome = { kind: "movable"; name: string; targets: string[] } | RefactorRefusal;

/** Whole sentences. */
export interface RefactorRefusal {
  kind: "refused";
  reason: string;
  remedy?: string;
}
