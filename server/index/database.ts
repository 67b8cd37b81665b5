import { closeSync, existsSync, mkdirSync, openSync, readSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { applicationId, schema, schemaVersion } from "./schema.ts";
import { type Sqlite, sqliteModule } from "./sqlite.ts";

/** An index that was opened, or why it could not be; `reason` and `remedy` are sentences. */
export type Opened =
  | { kind: "open"; database: Sqlite; found: "kept" | "made" | "rebuilt" }
  | { kind: "unavailable"; reason: string; remedy: string };

/**
 * Opens the index in the file `path` for writing, and makes it where there is none. What is there but
 * is damaged, of another schema or no index at all makes way for a new one: an index can always be
 * built again from the workspace.
 */
export function openForWriting(path: string): Opened {
  const missing = whatIsMissing();
  if (missing) return missing;
  try {
    mkdirSync(dirname(path), { recursive: true });
    const existed = existsSync(path);
    const kept = existed ? openSound(path) : undefined;
    if (kept) return { kind: "open", database: kept, found: "kept" };
    removeDatabase(path);
    return { kind: "open", database: make(path), found: existed ? "rebuilt" : "made" };
  } catch (error) {
    return {
      kind: "unavailable",
      reason: `The index of the workspace could not be opened: ${message(error)}.`,
      remedy: `Look whether there is space, and whether ${dirname(path)} can be written to.`,
    };
  }
}

/** Opens the index in the file `path` for reading; undefined where there is none of this schema. */
export function openForReading(path: string): Sqlite | undefined {
  const sqlite = sqliteModule();
  if (!sqlite || !existsSync(path)) return undefined;
  try {
    const database = new sqlite.DatabaseSync(path, { readOnly: true });
    if (isOurs(database)) {
      database.exec("PRAGMA busy_timeout = 2000; PRAGMA query_only = ON");
      return database;
    }
    database.close();
  } catch {
    // Just being made, or damaged: the writer sees to it.
  }
  return undefined;
}

/** Removes an index with all that SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const ending of ["", "-wal", "-shm", "-journal"])
    rmSync(path + ending, { force: true, maxRetries: 10, retryDelay: 50 });
}

/** What the index needs of this runtime and does not find. */
export function whatIsMissing(): Extract<Opened, { kind: "unavailable" }> | undefined {
  const sqlite = sqliteModule();
  if (!sqlite)
    return {
      kind: "unavailable",
      reason: `The workspace has no index: Node ${process.versions.node} comes without SQLite.`,
      remedy: "Run Ingle with Node 22.16 or newer, or in a newer editor. The rest works without.",
    };
  const trial = new sqlite.DatabaseSync(":memory:");
  try {
    trial.exec(schema);
    return undefined;
  } catch (error) {
    return {
      kind: "unavailable",
      reason: `The workspace has no index: this runtime's SQLite cannot hold it (${message(error)}).`,
      remedy: "Run Ingle with Node 22.16 or newer, or in a newer editor. The rest works without.",
    };
  } finally {
    trial.close();
  }
}

function make(path: string): Sqlite {
  const database = connect(path);
  try {
    database.exec("BEGIN IMMEDIATE");
    database.exec(schema);
    database.exec(`PRAGMA application_id = ${applicationId}`);
    database.exec(`PRAGMA user_version = ${schemaVersion}`);
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The database, if it is ours, of this schema, and its pages hold together. */
function openSound(path: string): Sqlite | undefined {
  if (!beginsAsDatabase(path)) return undefined;
  let database: Sqlite | undefined;
  try {
    database = connect(path);
    if (isOurs(database) && isSound(database)) return database;
  } catch {
    // Not a database, or too damaged to be asked.
  }
  database?.close();
  return undefined;
}

function connect(path: string): Sqlite {
  const sqlite = sqliteModule();
  if (!sqlite) throw new Error("no node:sqlite");
  const database = new sqlite.DatabaseSync(path);
  database.exec("PRAGMA busy_timeout = 2000");
  const mode = database.prepare("PRAGMA journal_mode = WAL").get()?.journal_mode;
  if (mode !== "wal") {
    database.close();
    throw new Error(`its journal is ${mode}, not WAL`);
  }
  database.exec(
    "PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA wal_autocheckpoint = 2000; PRAGMA cache_size = -16000",
  );
  return database;
}

function isOurs(database: Sqlite): boolean {
  const value = (name: string) => database.prepare(`PRAGMA ${name}`).get()?.[name];
  return value("application_id") === applicationId && value("user_version") === schemaVersion;
}

function isSound(database: Sqlite): boolean {
  return database.prepare("PRAGMA quick_check(1)").get()?.quick_check === "ok";
}

function beginsAsDatabase(path: string): boolean {
  const head = Buffer.alloc(16);
  const file = openSync(path, "r");
  try {
    return readSync(file, head, 0, 16, 0) === 16 && head.toString("latin1") === magic;
  } finally {
    closeSync(file);
  }
}

// https://www.sqlite.org/fileformat.html#the_database_header
const magic = "SQLite format 3\0";

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
