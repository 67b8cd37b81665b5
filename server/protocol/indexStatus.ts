/** Server to client, at every change: how far the index of the workspace is. An {@link IndexStatus}. */
export const indexNotification = "ingle/index";

/** Client to server: what was left out. No parameters; the result is {@link SkippedFile}[]. */
export const skippedRequest = "ingle/index/skipped";

/** What the index of the workspace does now; `reason` and `remedy` are whole sentences. */
export type IndexStatus =
  | { kind: "off"; reason: string }
  | { kind: "unavailable"; reason: string; remedy: string }
  | { kind: "opening" }
  | { kind: "indexing"; done: number; total: number }
  | { kind: "paused"; why: "typing" | "battery" | "cancelled"; done: number; total: number }
  | { kind: "ready"; files: number; chunks: number; skipped: number }
  | { kind: "failed"; reason: string; remedy: string };

/** A file that is not in the index, and why, in a clause. */
export interface SkippedFile {
  uri: string;
  reason: string;
}
