import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { CURRENT, vscodeFolder } from "../../../scripts/editor/layout.mjs";
import { sqliteModule } from "../../../server/index/sqlite.ts";

/** One way to find words in a workspace, side by side with the index. */
export interface Peer {
  name: string;
  /** Seconds that it took to get ready, and bytes that it keeps; 0 for a peer that keeps nothing. */
  readySeconds: number;
  bytes: number;
  find(words: readonly string[]): void;
  close(): void;
}

/** ripgrep, which reads every file for each question; undefined where there is none. */
export function ripgrep(folder: string): Peer | undefined {
  const platform = `${process.platform}-${process.arch}`;
  const bundled = join(
    vscodeFolder(CURRENT),
    ...["node_modules/@vscode/ripgrep-universal/bin", platform, "rg"],
  );
  const program = [bundled, "/usr/bin/rg"].find((each) => existsSync(each));
  if (!program) return undefined;
  return {
    name: "ripgrep",
    readySeconds: 0,
    bytes: 0,
    find(words) {
      spawnSync(program, ["--ignore-case", "--count", "--", words.join("|"), folder], {
        maxBuffer: 1e9,
      });
    },
    close: () => {},
  };
}

/** One row a file in a table of FTS5's own making, text and all; undefined without node:sqlite. */
export function plainFts(folder: string, file: string): Peer | undefined {
  const sqlite = sqliteModule();
  if (!sqlite) return undefined;
  const began = performance.now();
  const database = new sqlite.DatabaseSync(file);
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec("CREATE VIRTUAL TABLE file USING fts5 (path, text)");
  const insert = database.prepare("INSERT INTO file VALUES (?, ?)");
  database.exec("BEGIN");
  let waiting = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || statSync(path).size > 1_000_000) continue;
    const text = readFileSync(path, "utf8");
    if (text.includes("\0")) continue;
    insert.run(relative(folder, path), text);
    waiting += text.length;
    if (waiting < 4_000_000) continue;
    database.exec("COMMIT; BEGIN");
    waiting = 0;
  }
  database.exec("COMMIT");
  const select = database.prepare(
    "SELECT path FROM file WHERE file MATCH ? ORDER BY rank LIMIT 20",
  );
  const readySeconds = (performance.now() - began) / 1000;
  return {
    name: "a plain FTS5 table",
    readySeconds,
    bytes: statSync(file).size + (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0),
    find: (words) => void select.all(words.map((word) => `"${word}"`).join(" OR ")),
    close: () => database.close(),
  };
}
