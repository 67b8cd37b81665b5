import { existsSync } from "node:fs";
import type { WorkspaceGuard } from "../guard/guard.ts";
import type { OutlineParser } from "../syntax/outlineParser.ts";
import { openForReading, openForWriting, removeDatabase, whatIsMissing } from "./database.ts";
import { createFolder, type Folder } from "./folder.ts";
import { type Lock, takeLock } from "./lock.ts";
import { type Marker, openMarker } from "./marker.ts";
import { isInRepository } from "./repository.ts";
import { type Sqlite, troubleOf } from "./sqlite.ts";
import type { Counts } from "./store.ts";
import { createVectors, type Vectors } from "./vectors.ts";

/** A workspace folder with its index, whatever becomes of the file in which that is. */
export interface FolderIndex {
  readonly root: string;
  readonly state: FolderState;
  readonly counts: Counts;
  readonly progress: Folder["progress"];
  /** Nothing is left to be done, or nothing can be. */
  readonly isSettled: boolean;
  edited(path: string, document: { language: string; text: string }): void;
  closed(path: string): void;
  fileChanged(path: string): void;
  step(pace: "edits" | "everything"): Promise<boolean>;
  /** Begins anew where the index is damaged, and where a person wants it. */
  rebuild(): void;
  /** Tries again what could not be done. */
  retry(): void;
  /** Fills the vectors, if this index is ours to write. */
  vectors<T>(use: (vectors: Vectors) => T): T | undefined;
  close(): void;
}

/** Another process may write this index; then it is only read here. */
export type FolderState =
  | { kind: "writing" }
  | { kind: "elsewhere" }
  | { kind: "unavailable"; reason: string; remedy: string }
  | { kind: "failed"; reason: string; remedy: string };

export interface FolderIndexOptions {
  root: string;
  /** The file of the index. */
  path: string;
  guard: WorkspaceGuard;
  isExcluded(path: string): boolean;
  parser: OutlineParser;
  /** Whoever reads the file is told to let go of it, and then to open it again. */
  onRenewing(): void;
  onRenewed(): void;
  log(line: string): void;
}

/** Opens the index of a folder, or makes it. */
export function openFolderIndex(options: FolderIndexOptions): FolderIndex {
  const { root, path, log } = options;
  const documents = new Map<string, { language: string; text: string }>();
  let state: FolderState = { kind: "elsewhere" };
  let opened: Opened | undefined;
  let counted: Counts = { files: 0, chunks: 0, skipped: 0 };

  interface Opened {
    database: Sqlite;
    folder: Folder;
    marker: Marker;
    lock: Lock;
    vectors: Vectors;
  }

  function open(): void {
    const missing = whatIsMissing();
    if (missing) {
      state = missing;
      return;
    }
    try {
      const lock = takeLock(path);
      if (!lock) {
        state = { kind: "elsewhere" };
        return;
      }
      const made = openForWriting(path);
      if (made.kind === "unavailable") {
        lock.release();
        state = made;
        return;
      }
      if (made.found === "rebuilt")
        log(`index: the one of ${root} was damaged or old; it is built anew`);
      opened = openedAs(made.database, lock);
      for (const [each, document] of documents) opened.folder.edited(each, document);
      state = { kind: "writing" };
      options.onRenewed();
    } catch (error) {
      fail(error);
    }
  }

  function openedAs(database: Sqlite, lock: Lock): Opened {
    const marker = openMarker(`${path}.working`);
    const folder = createFolder({
      root,
      database,
      guard: options.guard,
      isExcluded: options.isExcluded,
      skipsBuilds: !isInRepository(root),
      parser: options.parser,
      begins: marker.set,
      ...(marker.before && { suspect: marker.before }),
      log,
    });
    return { database, folder, marker, lock, vectors: createVectors(database, root) };
  }

  function close(): void {
    if (!opened) return;
    const { folder, marker, database, lock } = opened;
    opened = undefined;
    marker.close();
    try {
      folder.commit();
    } catch {
      // What was not committed is taken in again.
    }
    database.close();
    lock.release();
  }

  function fail(error: unknown): void {
    const trouble = troubleOf(error);
    const message = error instanceof Error ? error.message : String(error);
    log(`index: ${root}: ${message}`);
    if (trouble === "other") throw error;
    if (trouble === "damaged") {
      rebuild();
      return;
    }
    close();
    state =
      trouble === "busy"
        ? { kind: "elsewhere" }
        : {
            kind: "failed",
            reason: `The index of the workspace could not be written: ${message}.`,
            remedy: `Free some space where ${path} lies, and see that it can be written to. It is tried again.`,
          };
  }

  function rebuild(): void {
    close();
    options.onRenewing();
    try {
      const lock = takeLock(path);
      if (lock) removeDatabase(path);
      lock?.release();
    } catch (error) {
      state = {
        kind: "failed",
        reason: `The index of the workspace could not be removed: ${error instanceof Error ? error.message : error}.`,
        remedy: `Close other windows with this folder, or delete ${path} yourself.`,
      };
      return;
    }
    open();
  }

  function countElsewhere(): void {
    const reading = existsSync(path) ? openForReading(path) : undefined;
    if (!reading) return;
    try {
      const count = (sql: string): number => Number(reading.prepare(sql).get()?.n ?? 0);
      const skipped = count("SELECT count(*) AS n FROM file WHERE state = 'skipped'");
      const files = count("SELECT count(*) AS n FROM file") - skipped;
      counted = { files, chunks: count("SELECT count(*) AS n FROM chunk"), skipped };
    } catch {
      // The other process is about to make it anew.
    } finally {
      reading.close();
    }
  }

  open();
  if (state.kind === "elsewhere") countElsewhere();
  return {
    root,
    get state() {
      return state;
    },
    get counts() {
      return opened?.folder.counts ?? counted;
    },
    get progress() {
      return opened?.folder.progress ?? { done: 0, total: 0 };
    },
    get isSettled() {
      return opened?.folder.isSettled ?? true;
    },
    edited(each, document) {
      documents.set(each, document);
      opened?.folder.edited(each, document);
    },
    closed(each) {
      documents.delete(each);
      opened?.folder.closed(each);
    },
    fileChanged: (each) => opened?.folder.fileChanged(each),
    async step(pace) {
      try {
        return (await opened?.folder.step(pace)) ?? false;
      } catch (error) {
        fail(error);
        return false;
      }
    },
    rebuild,
    retry() {
      if (state.kind === "elsewhere" || state.kind === "failed") open();
      if (state.kind === "elsewhere") countElsewhere();
    },
    vectors(use) {
      if (!opened?.folder.isSettled) return undefined;
      try {
        return use(opened.vectors);
      } catch (error) {
        fail(error);
        return undefined;
      }
    },
    close,
  };
}
