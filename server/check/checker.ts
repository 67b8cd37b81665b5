import type { ToolEnding } from "../process/tool.ts";
import type { Fault, FileChange } from "./checks.ts";

/** A text that a checker is to believe instead of the disk's. */
export interface ShownText {
  uri: string;
  languageId: string;
  text: string;
}

/** Lines from `first` up to, not with, `end`; `end === first` is the place before that line. */
export interface LineRange {
  first: number;
  end: number;
}

/** What a checker says of a file. Hints that something is not used come as warnings. */
export type Finding = Omit<Fault, "uri"> & { unused?: true };

/**
 * One running checker. What it is asked rejects when it has ended or has written what cannot be
 * understood; nothing is answered of a program that hangs, so that whoever asks has to have a deadline.
 */
export interface Checker {
  /** What it is called before it has said so itself. */
  readonly name: string;
  /** Resolves when questions are answered, with its name and version. */
  readonly ready: Promise<string>;
  /** Resolves when it has ended. */
  readonly ended: Promise<ToolEnding>;
  /** Since when it has owed an answer, by `performance.now()`; undefined: it owes none. */
  readonly owesSince: number | undefined;
  /** Shows these texts, and the disk's in every other place. */
  show(texts: readonly ShownText[]): void;
  /** What it finds in a file by the texts that are shown now. */
  findings(uri: string, signal: AbortSignal): Promise<readonly Finding[]>;
  /** Files, not this one, that mention what these lines of a shown file declare. May leave some out. */
  mentions(uri: string, lines: readonly LineRange[], signal: AbortSignal): Promise<string[]>;
  /** Why its answers are worth nothing now, as a clause; undefined: they are worth something. */
  readonly problem: string | undefined;
  /**
   * What the checker does not see if it finds this, a package that is not installed, say; undefined:
   * it sees all there is. What it did not see before an edit is no fault of the edit.
   */
  unseen(finding: Finding): string | undefined;
  /** Whether it finds this only because it does not see files that are not on the disk yet. */
  overlooks(finding: Finding, newFiles: readonly string[]): boolean;
  /** Something other than a shown text has changed on the disk. */
  fileChanged(uri: string, change: FileChange): void;
  /** Ends it, kindly at first. */
  stop(): Promise<void>;
  /** Ends it at once; `why` is the clause of its ending. */
  kill(why: string): void;
}
