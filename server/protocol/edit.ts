import type { EditorPosition, EditorRange } from "./editor.ts";

/**
 * Client to server: what should become of a part of a document. `params` is {@link EditParams}, the
 * result an {@link EditOutcome}; cancelling stops the model. Nothing is changed by it.
 */
export const editProposeRequest = "ingle/edit/propose";

/** Server to client, while that request is open: `params` is an {@link EditEvent}. */
export const editEventNotification = "ingle/edit/event";

/**
 * Client to server: which lines an edit of this range would be about. `params` is {@link EditParams},
 * of which only the place counts; the result is an {@link EditRegion}, null where nothing can be edited.
 */
export const editRegionRequest = "ingle/edit/region";

/** Lines from `firstLine` up to, not with, `endLine`; none where an empty line is to be filled. */
export interface EditRegion {
  firstLine: number;
  endLine: number;
}

/** What Ingle does by itself, without a person's own words. */
export const editActions = [
  "fix",
  "document",
  "addTypes",
  "writeTests",
  "simplify",
  "extractFunction",
  "extractVariable",
  "split",
  "convertToAsync",
  "convertToFunction",
  "convertToComprehension",
  "translateComments",
] as const;

export type EditAction = (typeof editActions)[number];

/** What is offered beside them and proposes no edit by itself: an answer in chat, and better names. */
export const otherActions = ["explain", "rename"] as const;

/** Everything that a light bulb offers. */
export type OfferedAction = EditAction | (typeof otherActions)[number];

/**
 * The commands of the offers, for a client whose option `actionCommands` says that it runs them; each
 * has one argument: an {@link ActionTarget}, and `rename` the `{ uri, position }` of a name.
 */
export const actionCommands = {
  edit: "ingle.runEditAction",
  explain: "ingle.explainCode",
  rename: "ingle.renameWithNames",
} as const;

/** What an action that a person chose is about. */
export interface ActionTarget {
  uri: string;
  /** Empty: what the cursor is in. */
  range: EditorRange;
  action: OfferedAction;
  /** What `fix` is to mend, or `explain` to explain. */
  diagnostic?: EditDiagnostic;
}

/** Asks for an edit: by an action, by a person's words, or by both. */
export interface EditParams {
  /** Chosen by the client, another one for each request: names its events and its proposal. */
  edit: string;
  /** The version that `range` is of. */
  textDocument: { uri: string; version: number };
  /** What is selected; empty: what the cursor is in. */
  range: EditorRange;
  action?: EditAction;
  instruction?: string;
  /** What `fix` is to mend. */
  diagnostic?: EditDiagnostic;
  /** The `edit` of a proposal that these words follow up: it is changed further. */
  after?: string;
  /** `none`: what the model writes is neither checked nor repaired nor formatted. */
  checks?: "none";
}

/** A diagnostic as the client shows it. */
export interface EditDiagnostic {
  message: string;
  range: EditorRange;
  code?: string;
  source?: string;
}

export type EditOutcome =
  | { kind: "proposal"; proposal: Proposal }
  /** `reason` and `remedy` are whole sentences; `answer` is what the model said, where it said anything. */
  | { kind: "refused"; reason: string; remedy?: string; answer?: string }
  | { kind: "cancelled" };

/** An edit that was tried in a shadow of the workspace. */
export interface Proposal {
  edit: string;
  /** What was asked for, in a few words. */
  title: string;
  files: ProposedFile[];
  checks: ProposalChecks;
}

/** What becomes of one file. */
export interface ProposedFile {
  uri: string;
  /** The version that the hunks are of; null: a file that is not open, or not there yet. */
  version: number | null;
  /** The file is not there yet. */
  isNew?: true;
  /** Of a file that is not open: SHA-256, in hex, of the text that the hunks are of, in UTF-8 with LF ends. */
  digest?: string;
  /** In the order of the text; they neither touch nor overlap. */
  hunks: ProposedHunk[];
}

/**
 * A change of whole lines, from `firstLine` up to, not with, `endLine`; `text` has the line ends of
 * its document, and ends with one unless it goes to the end of the document.
 */
export interface ProposedHunk {
  firstLine: number;
  endLine: number;
  text: string;
}

/** What was looked at, and what was found. */
export interface ProposalChecks {
  /** `unknown`: no grammar for this language, or the file is too large. */
  syntax: "kept" | "broken" | "unknown";
  checker: CheckerOutcome;
  /** What has put the new lines into the project's format. */
  formatter?: string;
  /** A first answer had faults, and the model was asked once more. */
  repaired: boolean;
  /** What is worse than before; empty where all is well. */
  faults: ProposalFault[];
}

/** `by` names the checker: "TypeScript 5.9.3". `note`, what it left out, and `reason` are whole sentences. */
export type CheckerOutcome =
  | { kind: "checked"; by: string; note?: string }
  | { kind: "unchecked"; reason: string };

/** Something that is worse than before; the range is of the proposed text. */
export interface ProposalFault {
  uri: string;
  range: EditorRange;
  severity: "error" | "warning";
  message: string;
  code?: string;
}

export type EditEvent = { edit: string } & (
  | { kind: "stage"; stage: "reading" | "writing" | "checking" | "repairing" }
  /** What becomes of these lines as far as it is written; a later one takes an earlier one's place. */
  | { kind: "text"; firstLine: number; endLine: number; text: string }
);

export type { EditorPosition, EditorRange };
