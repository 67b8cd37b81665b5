/** A file of the shadow: what it says now, and what it would say. */
export interface ShadowFile {
  uri: string;
  languageId: string;
  /** undefined: there is no such file yet. */
  before: string | undefined;
  /** undefined: there would be no such file any more. */
  after: string | undefined;
}

/** Something that a checker has found; lines and characters are zero-based, in UTF-16 code units. */
export interface Fault {
  uri: string;
  range: { start: Position; end: Position };
  severity: "error" | "warning";
  message: string;
  code?: string;
}

interface Position {
  line: number;
  character: number;
}

export type CheckOutcome =
  /**
   * `by` names the checker and its version; `worse` is what was not there before, of which errors
   * alone decide. `note` is a whole sentence about what was left out.
   */
  | { kind: "checked"; by: string; worse: readonly Fault[]; note?: string }
  /** `reason` is a whole sentence: nothing checks this language, it was late, it has ended, … */
  | { kind: "unchecked"; reason: string };

export type FormatOutcome =
  /** `by` names the formatter; `text` is the whole file. */
  { kind: "formatted"; by: string; text: string } | { kind: "unformatted"; reason: string };

/** What has become of a file on the disk. */
export type FileChange = "created" | "changed" | "deleted";

/**
 * Checkers of our own, one process a language and project, which see a shadow of the workspace: neither
 * the disk nor the user's documents change. Nothing is started in a workspace that is not trusted.
 * No method rejects; a checker that hangs, crashes or is not there is an outcome.
 */
export interface Checks {
  /** Starts what would check this document, so that the first check does not wait for it. */
  warm(document: { uri: string; languageId: string }): void;
  /** What is worse after than before, in these files and in those that stand on them. */
  compare(
    files: readonly ShadowFile[],
    options: { budgetMs: number; signal: AbortSignal },
  ): Promise<CheckOutcome>;
  /** The text in the project's own format; unformatted where the text before was in another. */
  format(
    file: ShadowFile & { after: string },
    options: { budgetMs: number; signal: AbortSignal },
  ): Promise<FormatOutcome>;
  /** A file has changed on the disk. */
  fileChanged(uri: string, change: FileChange): void;
  dispose(): Promise<void>;
}
