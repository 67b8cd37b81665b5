import { readFile, stat } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Guard } from "../guard/guard.ts";
import { familyOf } from "../text/families.ts";
import { languageOf } from "../text/languageOf.ts";
import { withLf } from "../text/lines.ts";
import type { Echo } from "./answer.ts";
import { echoLines } from "./lines.ts";
import { filesNearby } from "./nearby.ts";
import type { EchoQuery } from "./place.ts";
import { createEchoStore } from "./store.ts";

/** A document as far as an echo needs it; `TextDocument` is one. */
export interface EditedDocument {
  readonly uri: string;
  readonly languageId: string;
  getText(): string;
}

/** What the code of a workspace says already, kept up to date in the background. */
export interface EchoSource {
  /** The likeliest continuation, at once; `sure` is the probability that each further line needs. */
  answer(query: EchoQuery, sure: number): Echo | undefined;
  /** A document was opened or edited. */
  changed(document: EditedDocument): void;
  closed(document: EditedDocument): void;
  /** A file was made, changed, renamed or deleted outside the editor. */
  fileChanged(uri: string): void;
  /** Bytes that the index takes. */
  readonly size: number;
  /** Resolves when nothing is left to be taken in. */
  settled(): Promise<void>;
  dispose(): void;
}

export interface EchoOptions {
  guard: Pick<Guard, "mayRead">;
  /** The workspace folder that holds a path; undefined where none does. */
  rootOf(path: string): string | undefined;
  /** Bytes of the index from which on no further file is read. */
  mostBytes?: number;
  log(line: string): void;
}

/**
 * Bytes of index are nearly two for each of source. The process grows by more than that while it is
 * built (docs/echo.md has figures).
 */
const usualBytes = 90_000_000;
/** An edited file is taken in when nothing has been typed in it for so long. */
const afterEditMs = 250;
/** The work is done in slices with pauses between them, so that no keystroke waits for it. */
const sliceMs = 2;
const pauseMs = 6;
const afterQueryMs = 60;
/** Somebody who types without a pause is heard all the same. */
const mostWaitMs = 250;
/** A file longer than this, in UTF-16 units, was hardly written by hand. */
const longestFile = 400_000;
/** After a change of these files the guard may refuse what it allowed. */
const changesIgnoring = /\/(?:\.(?:git|ingle|cursor)ignore|\.aiexclude|\.git\/info\/exclude)$/;
/** A line longer than this on average, in characters, was written by no person. */
const widestLines = 200;

/** Creates the source. What it reads, the guard has allowed; nothing of it is written anywhere. */
export function createEcho({
  guard,
  rootOf,
  mostBytes = usualBytes,
  log,
}: EchoOptions): EchoSource {
  const open = new Map<string, EditedDocument>();
  const edited = new Map<string, NodeJS.Timeout>();
  const read = new Set<string>();
  const store = createEchoStore({ keeps: (uri) => open.has(uri) });
  let crawls: Promise<void> = Promise.resolve();
  let lastQueryAt = Number.NEGATIVE_INFINITY;
  let lastSliceAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;
  let waiting: (() => void)[] = [];

  function put(uri: string, languageId: string, raw: string): void {
    if (raw.length > longestFile || !guard.mayRead({ uri }).allowed) {
      store.remove(uri);
      return;
    }
    store.put({ uri, languageId, text: withLf(raw) });
    work();
  }

  function work(): void {
    if (disposed) return;
    timer ??= setTimeout(slice, pauseMs).unref();
  }

  function slice(): void {
    timer = undefined;
    const now = performance.now();
    if (now - lastQueryAt < afterQueryMs && now - lastSliceAt < mostWaitMs) {
      timer = setTimeout(slice, afterQueryMs).unref();
      return;
    }
    lastSliceAt = now;
    let more = true;
    while (more && performance.now() - now < sliceMs) more = store.step();
    if (more) work();
    else {
      for (const resolve of waiting) resolve();
      waiting = [];
    }
  }

  function idle(): Promise<void> {
    if (!store.isBusy || disposed) return Promise.resolve();
    return new Promise((resolve) => {
      waiting.push(resolve);
      work();
    });
  }

  /** Reads the files around one, if these have not been read. */
  async function crawl({
    uri,
    languageId,
  }: Pick<EditedDocument, "uri" | "languageId">): Promise<void> {
    const key = followedAs(uri);
    const path = fileURLToPath(uri);
    const root = rootOf(path);
    if (root === undefined || read.has(key)) return;
    read.add(key);
    const family = familyOf(languageId);
    const began = performance.now();
    let files = 0;
    for await (const near of filesNearby(path, root, guard)) {
      if (disposed || store.size > mostBytes) break;
      if (familyOf(languageOf(near)) !== family || store.has(pathToFileURL(near).href)) continue;
      if (await take(near)) files += 1;
      // What has been read waits in memory until it is taken in: not too much of it at once.
      if (files % 50 === 0) await idle();
    }
    await idle();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    log(`echo: ${files} files of ${root} in ${seconds} s, ${(store.size / 1e6).toFixed(1)} MB`);
  }

  async function take(path: string): Promise<boolean> {
    const uri = pathToFileURL(path).href;
    if (open.has(uri) || !guard.mayRead({ uri }).allowed) return false;
    try {
      const { size } = await stat(path);
      if (size > longestFile) return false;
      const text = await readFile(path, "utf8");
      // It may have been opened while it was read.
      if (text.includes("\0") || isMinified(text) || open.has(uri)) return false;
      put(uri, languageOf(path), text);
      return true;
    } catch {
      return false;
    }
  }

  /** Under which name the files of its language in its folder are noted once they have been read. */
  function followedAs(uri: string): string {
    const path = fileURLToPath(uri);
    return `${familyOf(languageOf(path))} ${rootOf(path)}`;
  }

  function follows(uri: string): boolean {
    return uri.startsWith("file:") && read.has(followedAs(uri));
  }

  /** Forgets what the guard has come to refuse, with a pause after each file, and reads what it allows now. */
  async function review(): Promise<void> {
    for (const uri of [...store.uris()]) {
      if (disposed) return;
      if (!guard.mayRead({ uri }).allowed) store.remove(uri);
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const document of [...open.values()]) {
      if (!follows(document.uri)) continue;
      read.delete(followedAs(document.uri));
      await crawl(document);
    }
  }

  function afterCrawls(next: () => Promise<void>): void {
    crawls = crawls.then(next).catch((error: Error) => log(`echo: ${error.message}`));
  }

  return {
    answer(query, sure) {
      lastQueryAt = performance.now();
      return echoLines(query, store, sure);
    },
    changed(document) {
      const { uri, languageId } = document;
      const isNew = !open.has(uri);
      open.set(uri, document);
      clearTimeout(edited.get(uri));
      const takeIn = (): void => put(uri, languageId, document.getText());
      edited.set(uri, setTimeout(takeIn, isNew ? 0 : afterEditMs).unref());
      if (!isNew || !uri.startsWith("file:")) return;
      afterCrawls(() => crawl(document));
    },
    closed({ uri }) {
      clearTimeout(edited.get(uri));
      edited.delete(uri);
      open.delete(uri);
      if (follows(uri)) this.fileChanged(uri);
      else store.remove(uri);
    },
    fileChanged(uri) {
      if (changesIgnoring.test(uri)) afterCrawls(review);
      if (open.has(uri) || !follows(uri)) return;
      void take(fileURLToPath(uri)).then((taken) => {
        if (!taken && !open.has(uri)) store.remove(uri);
      });
    },
    get size() {
      return store.size;
    },
    async settled() {
      await crawls;
      await idle();
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
      for (const each of edited.values()) clearTimeout(each);
      for (const resolve of waiting) resolve();
    },
  };
}

function isMinified(text: string): boolean {
  let lines = 1;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return text.length / lines > widestLines;
}
