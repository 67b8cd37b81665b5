import type { Embedded } from "./embedder.ts";
import type { IndexQuery, IndexResult, IndexState, SkippedFile } from "./workspaceIndex.ts";

/** A workspace folder and the file of its index; both paths are absolute. */
export interface IndexedFolder {
  root: string;
  database: string;
}

/** What is to be indexed. */
export interface IndexSetup {
  folders: readonly IndexedFolder[];
  /** Globs of what the editor's settings leave out, relative to each folder. */
  exclude: readonly string[];
}

/** What the thread that writes is told; paths are absolute. */
export type ToWriter =
  | { kind: "open"; setup: IndexSetup }
  | { kind: "changed"; path: string; language: string; text: string }
  | { kind: "closed"; path: string }
  | { kind: "files"; paths: readonly string[] }
  | { kind: "typing" }
  | { kind: "pause"; why: "battery" | "cancelled" }
  | { kind: "resume" }
  | { kind: "rebuild" }
  /** A search has found the index of this folder damaged. */
  | { kind: "damaged"; root: string }
  | { kind: "settle"; id: number }
  | { kind: "embedding"; on: boolean }
  | { kind: "embedded"; id: number; embedded: Embedded };

/** Server to index process. */
export type ToIndex =
  | ToWriter
  | { kind: "search"; id: number; query: IndexQuery }
  | { kind: "skipped"; id: number };

/** What the thread that writes tells. */
export type FromWriter =
  | { kind: "state"; state: IndexState }
  /** The file of a folder's index is about to be removed. */
  | { kind: "renewing"; root: string }
  /** It is there, and may be another one than before. */
  | { kind: "renewed"; root: string }
  | { kind: "settled"; id: number }
  | { kind: "embed"; id: number; texts: readonly string[] }
  | { kind: "log"; line: string };

/** Index process to server. */
export type FromIndex =
  | FromWriter
  | { kind: "found"; id: number; results: IndexResult[] }
  | { kind: "skipped"; id: number; files: SkippedFile[] };
