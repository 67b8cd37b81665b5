/** Where something in a prompt came from, as the trace names it. */
export type SourceName = "recent edits" | "similar" | "imports" | "declarations" | "retrieval";

/** The place in a document for which context is wanted; texts have LF line ends. */
export interface ContextRequest {
  readonly uri: string;
  readonly languageId: string;
  /** Zero-based, in UTF-16 units. */
  readonly position: { readonly line: number; readonly character: number };
  /** The text before the cursor and after it; of a very large file, what lies near. */
  readonly prefix: string;
  readonly suffix: string;
}

/** A line of a file, by its zero-based number; the text may be shortened, as a signature is. */
export interface Line {
  readonly number: number;
  readonly text: string;
}

/** Lines of a file that may help, in rising order, with gaps or without. */
export interface Candidate {
  readonly uri: string;
  readonly lines: readonly Line[];
  /** How much it may help, from 0 to 1; comparable between sources. */
  readonly score: number;
}

/**
 * One way to find what helps at a cursor. A source reads no file that the guard refuses, ends soon
 * after `signal` has aborted, and gives the same candidates for the same state of the workspace.
 */
export interface ContextSource {
  readonly name: SourceName;
  gather(request: ContextRequest, signal: AbortSignal): Promise<Candidate[]> | Candidate[];
}
