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
