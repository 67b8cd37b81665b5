import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { type Sqlite, sqliteModule, troubleOf } from "./sqlite.ts";

/** The right to write into an index, which one process has at a time. */
export interface Lock {
  release(): void;
}

/**
 * Takes the lock of the index in the file `path`; undefined while another process has it. It is the
 * lock of a database beside it that never gets any content: the system gives it back when the process
 * ends, however that happens. Throws where the folder cannot be written to.
 */
export function takeLock(path: string): Lock | undefined {
  const sqlite = sqliteModule();
  if (!sqlite) return undefined;
  mkdirSync(dirname(path), { recursive: true });
  const file = `${path}.lock`;
  for (let again = true; ; again = false) {
    const held: Sqlite = new sqlite.DatabaseSync(file);
    try {
      held.exec("BEGIN EXCLUSIVE");
      return { release: () => held.close() };
    } catch (error) {
      held.close();
      const trouble = troubleOf(error);
      if (trouble === "busy") return undefined;
      if (trouble !== "damaged" || !again) throw error;
      rmSync(file, { force: true });
    }
  }
}
