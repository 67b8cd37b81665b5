import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Statistics, StatisticsRow } from "../protocol/messages.ts";

/** Counts of what was shown, accepted and kept. They lie in a file of this machine and go nowhere. */
export interface StatisticsStore {
  count(of: Counted, what: "shown" | "accepted" | "kept"): void;
  read(): Promise<Statistics>;
  reset(): Promise<void>;
  /** Writes what has been counted since the last time. */
  flush(): Promise<void>;
}

/** What a suggestion is counted under. */
export type Counted = Pick<StatisticsRow, "language" | "source">;

const fileName = "statistics.json";
/** The file is written at most so often: nothing on the path of a keystroke waits for a disk. */
const flushAfterMs = 10_000;

/**
 * Creates the counts; `storage` names a folder, and without one they last as long as the server.
 * Several servers may share the folder: each adds to the file what it has counted itself.
 */
export function createStatistics({
  storage,
  log,
}: {
  storage(): string | undefined;
  log(line: string): void;
}): StatisticsStore {
  let counted = empty();
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();

  function file(): string | undefined {
    const folder = storage();
    return folder === undefined ? undefined : join(folder, fileName);
  }

  /** One write after the other; a failure is told in the log and its counts are tried again. */
  function inTurn(work: (path: string) => Promise<void>): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing = writing.then(async () => {
      const path = file();
      if (path === undefined) return;
      await work(path).catch((error: Error) => log(`statistics: ${error.message}`));
    });
    return writing;
  }

  async function add(path: string): Promise<void> {
    if (counted.rows.length === 0) return;
    const mine = counted;
    const sum = added(await stored(path), mine);
    counted = empty();
    try {
      await mkdir(join(path, ".."), { recursive: true });
      const half = `${path}.${process.pid}`;
      await writeFile(half, JSON.stringify(sum));
      await rename(half, path);
    } catch (error) {
      counted = added(mine, counted);
      throw error;
    }
  }

  return {
    count({ language, source }, what) {
      const one = { language, source, shown: 0, accepted: 0, kept: 0, [what]: 1 };
      counted = added(counted, { since: counted.since, rows: [one] });
      timer ??= setTimeout(() => void inTurn(add), flushAfterMs);
      timer.unref();
    },
    async read() {
      await writing;
      const path = file();
      const before = path === undefined ? undefined : await stored(path);
      return before === undefined ? counted : added(before, counted);
    },
    reset() {
      counted = empty();
      return inTurn((path) => rm(path, { force: true }));
    },
    flush: () => inTurn(add),
  };
}

function empty(): Statistics {
  return { since: new Date().toISOString(), rows: [] };
}

/** The file's counts; nothing where there is no file or it holds something else. */
async function stored(path: string): Promise<Statistics | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  try {
    const read = JSON.parse(text) as Statistics;
    const sound = typeof read.since === "string" && read.rows.every(isRow);
    return sound ? read : undefined;
  } catch {
    return undefined;
  }
}

function isRow(row: StatisticsRow): boolean {
  return (
    [row.language, row.source].every((text) => typeof text === "string") &&
    [row.shown, row.accepted, row.kept].every(Number.isFinite)
  );
}

function added(before: Statistics | undefined, more: Statistics): Statistics {
  if (!before) return more;
  const rows = new Map(before.rows.map((row) => [keyOf(row), { ...row }]));
  for (const row of more.rows) {
    const known = rows.get(keyOf(row));
    if (!known) rows.set(keyOf(row), { ...row });
    else {
      known.shown += row.shown;
      known.accepted += row.accepted;
      known.kept += row.kept;
    }
  }
  return { since: before.since, rows: [...rows.values()] };
}

function keyOf({ language, source }: Counted): string {
  return `${language} ${source}`;
}
