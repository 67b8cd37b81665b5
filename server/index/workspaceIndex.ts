import type { Embedder } from "./embedder.ts";

/** What the index of the workspace does now; `reason` and `remedy` are whole sentences. */
export type IndexState =
  | { kind: "off"; reason: string }
  | { kind: "unavailable"; reason: string; remedy: string }
  | { kind: "opening" }
  | { kind: "indexing"; done: number; total: number }
  | { kind: "paused"; why: PauseReason; done: number; total: number }
  | { kind: "ready"; files: number; chunks: number; skipped: number }
  | { kind: "failed"; reason: string; remedy: string };

/** Why nothing is taken in for a while; somebody who cancelled has to resume. */
export type PauseReason = "typing" | "battery" | "cancelled";

/** What a part of a file is. */
export type ChunkKind = "function" | "type" | "section" | "text";

/** What is looked for. */
export interface IndexQuery {
  /** Words, names, or a question. */
  text: string;
  /** It is still being typed: its last word may be the beginning of a longer one. */
  begun?: boolean;
  /** How many results at most. */
  limit: number;
  /** The document that the person looks at: what is close to it goes before what is far. */
  near?: string;
  /** The documents that were looked at last, the last one first. */
  recent?: readonly string[];
  /** The question's vector, where an embedding model is at hand. */
  vector?: Float32Array;
}

/** A part of a file that answers a query. Its text is not in the index: read it, by the guard. */
export interface IndexResult {
  uri: string;
  /** Relative to its workspace folder, with `/`. */
  path: string;
  language: string;
  kind: ChunkKind;
  name: string;
  /** The names around it, the outermost first. */
  scope: readonly string[];
  /** Zero-based lines, both inclusive. */
  firstLine: number;
  lastLine: number;
  /** Comparable within one answer only. */
  score: number;
  /** What found it, the weightiest first. */
  why: readonly Why[];
}

/** One way in which a result was found, and its rank there from 1. */
export type Why =
  | { by: "text" | "vector"; rank: number }
  | { by: "symbol"; rank: number; symbol: ResultSymbol; match: SymbolMatch }
  /** It lies close to the document that is looked at, or was looked at itself; the closest are 1. */
  | { by: "near"; rank: number; how: Closeness }
  | { by: "recent"; rank: number };

/** A name that a result declares, and where it stands: zero-based, in UTF-16 code units. */
export interface ResultSymbol {
  name: string;
  line: number;
  character: number;
}

/** How a name answers: as it was typed, by its beginning, its initials, its letters, its words. */
export type SymbolMatch = "exact" | "prefix" | "initials" | "letters" | "words";

/** How a file is close to the one that a person looks at. */
export type Closeness = "same file" | "imported" | "importing" | "same folder";

/** A file that is not in the index, and why, in a clause: "it is larger than 1 MB". */
export interface SkippedFile {
  uri: string;
  reason: string;
}

/** A document as far as an index needs it; `TextDocument` is one. */
export interface IndexedDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  getText(): string;
}

/**
 * The index of the workspace's folders, on disk, in a process of its own. Nothing here waits for it:
 * while it is not there, a search finds nothing.
 */
export interface WorkspaceIndex {
  readonly state: IndexState;
  /** Tells of every change of state; returns how to stop listening. */
  onState(listener: (state: IndexState) => void): () => void;
  /** The best first. Finds nothing where there is no index, and where `signal` has aborted. */
  search(query: IndexQuery, signal: AbortSignal): Promise<IndexResult[]>;
  /** A document was opened or edited: its text counts, not the disk's. */
  changed(document: IndexedDocument): void;
  /** The disk counts again. */
  closed(document: { readonly uri: string }): void;
  /** A file or a folder was made, changed, renamed or deleted, an ignore file too. */
  fileChanged(uri: string): void;
  /** The person types: nothing is taken in for a second. */
  typing(): void;
  /** Vectors are made with this model from now on, or, with undefined, not any more. */
  embedWith(embedder: Embedder | undefined): void;
  skipped(): Promise<SkippedFile[]>;
  /** Takes nothing in until it is resumed: on a battery, or since a person wants it so. */
  pause(why: "battery" | "cancelled"): void;
  /** Ends a pause that was made for this reason. */
  resume(why: "battery" | "cancelled"): void;
  /** Forgets everything and begins again. */
  rebuild(): void;
  /** Resolves when nothing is left to be taken in, or nothing will be: not while it is paused. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}
