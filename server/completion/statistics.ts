import type { Statistics, StatisticsRow } from "../protocol/messages.ts";
import { createSharedAccount } from "./sharedAccount.ts";

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

/** Creates the counts; `storage` names a folder, and without one they last as long as the server. */
export function createStatistics({
  storage,
  log,
}: {
  storage(): string | undefined;
  log(line: string): void;
}): StatisticsStore {
  const account = createSharedAccount<Statistics>({
    storage,
    fileName: "statistics.json",
    empty: () => ({ since: new Date().toISOString(), rows: [] }),
    sum,
    isSound,
    log,
  });
  return {
    count({ language, source }, what) {
      const row = { language, source, shown: 0, accepted: 0, kept: 0, [what]: 1 };
      account.add({ since: new Date().toISOString(), rows: [row] });
    },
    read: account.read,
    reset: account.reset,
    flush: account.flush,
  };
}

function isSound(value: unknown): value is Statistics {
  const { since, rows } = (value ?? {}) as Partial<Statistics>;
  return typeof since === "string" && Array.isArray(rows) && rows.every(isRow);
}

function isRow(row: StatisticsRow): boolean {
  return (
    [row.language, row.source].every((text) => typeof text === "string") &&
    [row.shown, row.accepted, row.kept].every(Number.isFinite)
  );
}

function sum(before: Statistics, more: Statistics): Statistics {
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
