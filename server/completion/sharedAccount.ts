import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { changeLocked } from "./lockedFile.ts";

/** What is counted in a file of the storage folder, which several servers may add to. */
export interface SharedAccount<Sum> {
  /** All that is known without asking the disk, which is read in the background at the first call. */
  readonly known: Sum;
  add(more: Sum): void;
  /** All that is known, with what other servers have written until now. */
  read(): Promise<Sum>;
  /** Forgets everything; the file is gone then. */
  reset(): Promise<void>;
  /** Writes what has been added since the last time. */
  flush(): Promise<void>;
}

interface SharedAccountOptions<Sum> {
  /** The folder; without one, what is added lasts as long as the server. */
  storage(): string | undefined;
  fileName: string;
  empty(): Sum;
  /** What two sums come to; neither is changed. */
  sum(before: Sum, more: Sum): Sum;
  /** Whether a file holds what was once written; one that holds something else counts as no file. */
  isSound(value: unknown): value is Sum;
  log(line: string): void;
}

/** The file is written at most so often: nothing on the path of a keystroke waits for a disk. */
const flushAfterMs = 10_000;

/** Creates the account. A file that cannot be written is told in the log, and tried again later. */
export function createSharedAccount<Sum extends object>(
  options: SharedAccountOptions<Sum>,
): SharedAccount<Sum> {
  const { storage, fileName, empty, sum, isSound, log } = options;
  /** The file as it was last seen, what is being written to it, and what is not yet. */
  let seen: Sum | undefined;
  let underWay: Sum | undefined;
  let added: Sum | undefined;
  let known: Sum | undefined;
  let asked = false;
  let timer: NodeJS.Timeout | undefined;
  let turn: Promise<void> = Promise.resolve();

  /** One after the other, so that what is read is never older than what was seen. */
  function inTurn(work: (path: string) => Promise<void>): Promise<void> {
    turn = turn.then(async () => {
      const folder = storage();
      if (folder === undefined) return;
      await work(join(folder, fileName)).catch((error: Error) => log(`storage: ${error.message}`));
      known = undefined;
    });
    return turn;
  }

  function parsed(text: string | undefined): Sum | undefined {
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return isSound(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }

  async function look(path: string): Promise<void> {
    seen = parsed(await readFile(path, "utf8").catch(() => undefined));
  }

  async function write(path: string): Promise<void> {
    if (added === undefined) return;
    const mine = added;
    underWay = mine;
    added = undefined;
    try {
      let written = mine;
      await changeLocked(path, (text) => {
        const before = parsed(text);
        if (before !== undefined) written = sum(before, mine);
        return JSON.stringify(written);
      });
      seen = written;
    } catch (error) {
      added = added === undefined ? mine : sum(mine, added);
      throw error;
    } finally {
      underWay = undefined;
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    return inTurn(write);
  }

  function allKnown(): Sum {
    const parts = [seen, underWay, added].filter((part) => part !== undefined);
    known ??= parts.length === 0 ? empty() : parts.reduce(sum);
    return known;
  }

  return {
    get known() {
      if (!asked) void inTurn(look);
      asked = true;
      return allKnown();
    },
    add(more) {
      added = added === undefined ? more : sum(added, more);
      known = undefined;
      timer ??= setTimeout(() => void flush(), flushAfterMs);
      timer.unref();
    },
    async read() {
      asked = true;
      await inTurn(look);
      return allKnown();
    },
    reset() {
      clearTimeout(timer);
      timer = undefined;
      added = undefined;
      known = undefined;
      return inTurn((path) => {
        seen = undefined;
        return changeLocked(path, () => undefined);
      });
    },
    flush,
  };
}
