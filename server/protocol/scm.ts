/**
 * The messages of source control. The client reads git and sends what it says as plain text; the
 * server changes nothing. Each request is named by the client, another one each time, and cancelling
 * stops the model.
 */

/**
 * Client to server: a commit message for a diff. `params` is a {@link CommitMessageParams}, the result
 * a {@link CommitMessageOutcome}.
 */
export const scmCommitMessageRequest = "ingle/scm/commitMessage";

/** Client to server: what is wrong with a diff. `params` is a {@link ReviewParams}, the result a {@link ReviewOutcome}. */
export const scmReviewRequest = "ingle/scm/review";

/** Client to server: a name for a branch. `params` is a {@link BranchNameParams}, the result a {@link BranchNameOutcome}. */
export const scmBranchNameRequest = "ingle/scm/branchName";

/**
 * Client to server: the question about a conflict that chat is to be asked. `params` is a
 * {@link ConflictParams}, the result a {@link ConflictOutcome}; no model is asked.
 */
export const scmConflictRequest = "ingle/scm/conflict";

/** Server to client, while one of these requests is open: `params` is a {@link ScmEvent}. */
export const scmEventNotification = "ingle/scm/event";

/** What git says has changed in one repository. */
export interface ScmChanges {
  /** The URI of the repository's top folder. */
  root: string;
  /** A unified diff as git writes it. */
  diff: string;
  /** Files that git does not know yet, by their paths below the root, with `/`. */
  untracked?: readonly string[];
}

export interface CommitMessageParams extends ScmChanges {
  request: string;
  /** Messages of the repository, whole, the newest first. */
  recent: readonly string[];
  /** The branch that is checked out: it may name a ticket. */
  branch?: string;
  /** What a person has begun: a subject, or the number of a ticket. */
  hint?: string;
}

/** `notes` are sentences: what was not shown to the model, or is not as it should be. */
export type CommitMessageOutcome =
  | { kind: "message"; text: string; notes: string[] }
  | ScmRefusal
  | { kind: "cancelled" };

export interface ReviewParams extends ScmChanges {
  request: string;
}

export type ReviewOutcome =
  | { kind: "review"; findings: Finding[]; files: number; notes: string[] }
  | ScmRefusal
  | { kind: "cancelled" };

/** Something that a reviewer would say. */
export interface Finding {
  /** Below the root, with `/`. */
  path: string;
  /** A line of the new text that the diff holds, from zero. */
  line: number;
  severity: "error" | "warning" | "note";
  /** A sentence or a few. */
  text: string;
}

export interface BranchNameParams extends ScmChanges {
  request: string;
  /** Names of branches that there are, without the names of remotes; the latest first. */
  branches: readonly string[];
  /** A person's own words; without them, the changes tell. */
  text?: string;
}

export type BranchNameOutcome =
  | { kind: "name"; name: string; notes: string[] }
  | ScmRefusal
  | { kind: "cancelled" };

export interface ConflictParams {
  uri: string;
  /** Of the whole conflict in the document, its markers included; zero-based, both inclusive. */
  firstLine: number;
  lastLine: number;
  ours: ConflictSide;
  theirs: ConflictSide;
  /** What both have come from, where git knows it. */
  base?: string;
}

/** One side of a conflict: its name behind the marker, its lines, and what was committed there. */
export interface ConflictSide {
  name: string;
  text: string;
  /** Messages of the commits that changed the file, the newest first. */
  commits: readonly string[];
}

/** `text` is the question, `attached` what goes with it. */
export type ConflictOutcome = { kind: "question"; text: string; attached: string } | ScmRefusal;

/** `reason` and `remedy` are whole sentences; `answer` is what the model said, where it said anything. */
export interface ScmRefusal {
  kind: "refused";
  /** `noModel`: nobody here can answer, and a person may choose a model. */
  cause: "noModel" | "nothing" | "model" | "guard";
  reason: string;
  remedy?: string;
  answer?: string;
}

/** What happens while a request is open. */
export type ScmEvent = {
  request: string;
} /** A file that is being read by itself, `at` from one. */ & (
  | { kind: "file"; path: string; at: number; of: number }
  /** The whole text as far as it is written. */
  | { kind: "text"; text: string }
  | { kind: "finding"; finding: Finding }
);
