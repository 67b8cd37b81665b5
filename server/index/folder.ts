import { lstatSync, readFileSync, realpathSync, type Stats } from "node:fs";
import { basename, join, relative } from "node:path";
import type { WorkspaceGuard } from "../guard/guard.ts";
import type { OutlineParser } from "../syntax/outlineParser.ts";
import { languageOf } from "../text/languageOf.ts";
import { decode, refusedUnread } from "./admission.ts";
import { type Analysis, analyse, hashOf } from "./analysis.ts";
import { createGoModules } from "./goModules.ts";
import type { Sqlite } from "./sqlite.ts";
import { type Counts, createStore, type Stamp } from "./store.ts";
import { type Entry, fileAt, mayEnter, mayHold, type Territory, walk } from "./walk.ts";

/** A workspace folder that is taken into its index, one small step after the other. */
export interface Folder {
  /** Of the files that have waited since it was last done with all: how many are taken in. */
  readonly progress: { done: number; total: number };
  readonly counts: Counts;
  /** Whether nothing is left to be taken in. */
  readonly isSettled: boolean;
  /** The document's text counts from now on. Paths are relative to the folder, with `/`. */
  edited(path: string, document: { language: string; text: string }): void;
  /** The disk counts again. */
  closed(path: string): void;
  /** Something was made, changed or deleted at this path. */
  fileChanged(path: string): void;
  /** Looks at every file again. */
  review(): void;
  /**
   * Does a little; false where nothing is left that may be done at this pace. With `edits` that is
   * what a person has just done, with `everything` the rest of the workspace too.
   */
  step(pace: "edits" | "everything"): Promise<boolean>;
  /** Makes what has been done visible to searches. */
  commit(): void;
}

export interface FolderOptions {
  /** Absolute. */
  root: string;
  database: Sqlite;
  guard: Pick<WorkspaceGuard, "mayRead" | "fileChanged">;
  isExcluded(path: string): boolean;
  /** Where nobody says what a build made, folders with the names of builds are left out. */
  skipsBuilds: boolean;
  parser: OutlineParser;
  /** Told what is being taken apart, so that a file that ends the process can be found. */
  begins(path: string): void;
  /** The file that was being taken apart when the process ended the last time. */
  suspect?: string;
  log(line: string): void;
}

/** Milliseconds after which a step ends, if its file allows it. */
const stepMs = 12;
/** A transaction holds so much text, in UTF-16 units, or lasts so long, in milliseconds. */
const longestTransaction = { text: 4_000_000, ms: 1_500 };
const filesAtOnce = 64;
/** So few waiting files are a person's doing. */
const fewFiles = 24;
const mostDeaths = 3;
/** After a change of these files the guard may refuse what it allowed. */
const changesIgnoring =
  /(?:^|\/)(?:\.(?:git|ingle|cursor)ignore|\.aiexclude|\.git\/info\/exclude)$/;

/** Creates the folder; its first steps walk through all of it. */
export function createFolder(options: FolderOptions): Folder {
  const { root, database, guard, parser, log } = options;
  const store = createStore(database);
  const territory: Territory = options;
  const goModules = createGoModules(root, guard);
  const open = new Set<string>();
  const edits = new Map<string, { language: string; text: string } | "disk">();
  const events = new Set<string>();
  let walks: Walk[] = [begin("")];
  let queue: string[] = [];
  let left = store.left;
  let total = left;
  let transaction: { text: number; began: number } | undefined;
  let counts: Counts | undefined;

  if (options.suspect) suspectAgain(options.suspect);

  interface Walk {
    folder: string;
    entries: Iterator<Entry>;
    seen: Set<number>;
  }

  function begin(folder: string): Walk {
    return { folder, entries: walk(territory, folder), seen: new Set() };
  }

  function write(): { text: number; began: number } {
    counts = undefined;
    if (!transaction) {
      database.exec("BEGIN IMMEDIATE");
      transaction = { text: 0, began: performance.now() };
    }
    return transaction;
  }

  function commit(): void {
    if (!transaction) return;
    transaction = undefined;
    database.exec("COMMIT");
  }

  function commitWhenDue(): void {
    if (!transaction) return;
    const { text, began } = transaction;
    const { text: mostText, ms } = longestTransaction;
    if (text > mostText || performance.now() - began > ms) commit();
  }

  function recount(): void {
    left = store.left;
    total = Math.max(total, left);
  }

  /** A file that ended the process again and again is left out, until it is another one. */
  function suspectAgain(path: string): void {
    const before = store.meta("suspect")?.split("\n");
    const deaths = before?.[0] === path ? Number(before[1]) + 1 : 1;
    write();
    store.setMeta("suspect", `${path}\n${deaths}`);
    const file = fileAt(root, path);
    if (deaths >= mostDeaths && file) {
      store.skip(path, file, "the index ended each time that it was taken apart");
      recount();
    }
    commit();
  }

  /** Has a file wait for its turn; returns its id. */
  function note(path: string, stamp: Stamp): number {
    const { id, known, waitsNow } = store.note(path, stamp);
    if (!waitsNow) return id;
    if (left === 0 && walks.length === 0) total = 0;
    left += 1;
    total += 1;
    // While a walk is under way, all importers have still to be taken in, or know the file already.
    if (!known && walks.length === 0) {
      store.reviseImporters(path);
      recount();
    }
    return id;
  }

  function walkOn(current: Walk, until: number): void {
    write();
    while (performance.now() < until) {
      const next = current.entries.next();
      if (next.done) {
        store.removeOthers(current.folder, current.seen);
        walks = walks.slice(1);
        recount();
        return;
      }
      const { value: entry } = next;
      if (entry.kind === "file") current.seen.add(note(entry.path, entry));
      else if (entry.kind === "unreadable") {
        if (entry.path === "") {
          // A disk that is not there now: nothing of the index is lost for that.
          log(`index: ${root} cannot be read`);
          walks = walks.slice(1);
          return;
        }
        store.skip(entry.path, { size: 0, mtime: null }, "it cannot be read");
        current.seen.add(store.note(entry.path, { size: 0, mtime: null }).id);
      }
    }
  }

  async function takeNext(): Promise<void> {
    if (queue.length === 0) queue = store.waiting(filesAtOnce);
    const path = queue.shift();
    if (path === undefined) return recount();
    await takeFile(path);
    left = Math.max(0, left - 1);
    if (left === 0) recount();
  }

  async function takeFile(path: string): Promise<void> {
    write();
    const file = fileAt(root, path);
    if (!file || !mayHold(territory, path)) {
      store.remove(path);
      return;
    }
    // Its document is edited: that has been taken in, or will be next.
    if (open.has(path) && store.hashOf(path)) return store.keep(path, { ...file, mtime: null });
    const refused = refusedUnread(path, file.size);
    if (refused) return store.skip(path, file, refused);
    // Read after its time of change was: if it is written meanwhile, that will be seen.
    const bytes = bytesOf(join(root, path));
    if (!bytes) return store.skip(path, file, "it cannot be read");
    const language = languageOf(path);
    const decoded = decode(bytes, language);
    if ("refused" in decoded) return store.skip(path, file, decoded.refused);
    await takeText(path, file, { language, text: decoded.text });
  }

  async function takeText(
    path: string,
    stamp: Stamp,
    { language, text }: { language: string; text: string },
  ): Promise<void> {
    write().text += text.length;
    const hash = hashOf(text);
    const before = store.hashOf(path);
    if (before && Buffer.compare(before, hash) === 0) return store.keep(path, stamp);
    options.begins(path);
    await parser.load(language);
    let analysis: Analysis;
    try {
      const goModule = language === "go" ? goModules.of(join(root, path)) : undefined;
      analysis = analyse({ path, root, language, text, ...(goModule && { goModule }) }, (plain) =>
        parser.outline(plain, language),
      );
    } catch (error) {
      log(`index: ${path}: ${error instanceof Error ? error.stack : error}`);
      return store.skip(path, stamp, "it could not be taken apart");
    }
    store.put(path, stamp, { language, hash }, analysis);
  }

  async function takeEdit(path: string, edit: { language: string; text: string } | "disk") {
    write();
    if (edit === "disk") await takeFile(path);
    else {
      const { known } = store.note(path, { size: edit.text.length, mtime: null });
      await takeText(path, { size: edit.text.length, mtime: null }, edit);
      if (!known) store.reviseImporters(path);
    }
    commit();
    recount();
  }

  function takeEvent(given: string): void {
    write();
    if (changesIgnoring.test(given)) walks = [begin("")];
    if (basename(given) === "go.mod") goModules.forget();
    const path = nameOnDisk(root, given);
    if (path !== given) store.remove(given);
    const found = statsOf(join(root, path));
    if (found?.isFile() && mayHold(territory, path))
      note(path, { size: found.size, mtime: found.mtimeMs });
    else if (found?.isDirectory() && mayEnter(territory, path)) walks.push(begin(path));
    else if (store.remove(path)) recount();
  }

  return {
    get progress() {
      return { done: total - left, total };
    },
    get counts() {
      counts ??= store.counts;
      return counts;
    },
    get isSettled() {
      return edits.size + events.size + walks.length + left === 0;
    },
    edited(path, document) {
      if (refusedUnread(path, document.text.length) || !mayHold(territory, path)) return;
      open.add(path);
      edits.set(path, document);
    },
    closed(path) {
      if (open.delete(path)) edits.set(path, "disk");
    },
    fileChanged(path) {
      guard.fileChanged({ fsPath: join(root, path) });
      events.add(path);
    },
    review() {
      walks = [begin("")];
    },
    async step(pace) {
      const until = performance.now() + stepMs;
      do {
        const [edit] = edits;
        const [event] = events;
        if (edit) {
          edits.delete(edit[0]);
          await takeEdit(...edit);
        } else if (event !== undefined) {
          events.delete(event);
          takeEvent(event);
        } else if (walks[0] && pace === "everything") walkOn(walks[0], until);
        else if (left > 0 && (pace === "everything" || left <= fewFiles)) await takeNext();
        else {
          commit();
          return false;
        }
      } while (performance.now() < until);
      commitWhenDue();
      return true;
    },
    commit,
  };
}

function bytesOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * The path as the disk has it, where capitals make no difference there: an event may name a file by
 * how it was written once.
 */
export function nameOnDisk(
  root: string,
  path: string,
  realPath: (path: string) => string = realpathSync.native,
): string {
  try {
    const real = relative(realPath(root), realPath(join(root, path))).replaceAll("\\", "/");
    return real.toLowerCase() === path.toLowerCase() ? real : path;
  } catch {
    return path;
  }
}
