/** A value that SQLite takes or gives. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** One row, by the names of its columns. */
export type Row = Record<string, SqlValue>;

/** As much of `node:sqlite`'s statement as the index uses. */
export interface Statement {
  all(...values: SqlValue[]): Row[];
  get(...values: SqlValue[]): Row | undefined;
  run(...values: SqlValue[]): { changes: number | bigint; lastInsertRowid: number | bigint };
  iterate(...values: SqlValue[]): IterableIterator<Row>;
}

/** As much of `node:sqlite`'s database as the index uses. */
export interface Sqlite {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface SqliteModule {
  DatabaseSync: new (path: string, options?: { readOnly?: boolean }) => Sqlite;
}

/**
 * The module `node:sqlite`, or undefined where this runtime has none: it came with Node 22.5 and
 * needs no flag since 22.13.
 */
export function sqliteModule(): SqliteModule | undefined {
  const load = process.getBuiltinModule as ((name: string) => unknown) | undefined;
  try {
    return load?.("node:sqlite") as SqliteModule | undefined;
  } catch {
    return undefined;
  }
}

/** What an error of SQLite means for an index. */
export type Trouble = "busy" | "disk" | "damaged" | "other";

/** Reads SQLite's result code (https://www.sqlite.org/rescode.html) or a system call from an error. */
export function troubleOf(error: unknown): Trouble {
  const { errcode, syscall } = error as { errcode?: number; syscall?: string };
  if (syscall !== undefined) return "disk";
  switch ((errcode ?? 0) % 256) {
    case 5:
    case 6:
      return "busy";
    case 8:
    case 10:
    case 13:
    case 14:
      // Read-only, an error of the disk, full, cannot be opened.
      return "disk";
    case 11:
    case 26:
      return "damaged";
    default:
      return "other";
  }
}
