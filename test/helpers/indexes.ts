import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { openForReading } from "../../server/index/database.ts";
import { createIndexProcess, type IndexProcess } from "../../server/index/process.ts";
import type { IndexState } from "../../server/index/workspaceIndex.ts";
import { eventually } from "./eventually.ts";

/** An index over a folder of its own, as the server would have it. */
export interface TestIndex {
  index: IndexProcess;
  folder: string;
  storage: string;
  /** What the index has said. */
  lines: string[];
  states: IndexState[];
  /** Writes a file and has the index hear of it, as an editor's watcher would. */
  write(path: string, content: string | Buffer): void;
  remove(path: string): void;
  uri(path: string): string;
  /** The paths of the files that hold a word, sorted. */
  pathsWith(word: string): Promise<string[]>;
  /** Waits until exactly these files hold a word. */
  until(word: string, paths: readonly string[]): Promise<void>;
  settled(): Promise<Extract<IndexState, { kind: "ready" }>>;
  /** Ends this index and begins another over the same folder. */
  again(): Promise<void>;
  dispose(): Promise<void>;
}

/** Makes a folder with files and an index over it, which has begun to take them in. */
export function startIndex(
  files: Readonly<Record<string, string | Buffer>> = {},
  { exclude = [], storage: given }: { exclude?: string[]; storage?: string } = {},
): TestIndex {
  const top = mkdtempSync(join(tmpdir(), "ingle-index-"));
  const folder = join(top, "folder");
  const storage = given ?? join(top, "storage");
  const lines: string[] = [];
  const states: IndexState[] = [];
  mkdirSync(folder);
  let index = start();

  function start(): IndexProcess {
    const entry = resolve("dist/index/index.js");
    const log = (line: string): void => void lines.push(line);
    const made = createIndexProcess({ entry, storage: () => storage, log });
    made.onState((state) => states.push(state));
    return made;
  }

  function put(path: string, content: string | Buffer): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }

  const uri = (path: string): string => pathToFileURL(join(folder, path)).href;

  /** What the databases hold: a search would find words like it too. */
  async function pathsWith(word: string): Promise<string[]> {
    const at = join(storage, "index");
    const names = statSync(at, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(at) : [];
    const databases = names.filter((name) => name.endsWith(".db"));
    return databases.flatMap((name) => pathsIn(join(at, name), word)).sort();
  }

  for (const [path, content] of Object.entries(files)) put(path, content);
  index.use({ folders: [folder], exclude });

  return {
    get index() {
      return index;
    },
    folder,
    storage,
    lines,
    states,
    uri,
    write(path, content) {
      put(path, content);
      index.fileChanged(uri(path));
    },
    remove(path) {
      rmSync(join(folder, path), { recursive: true });
      index.fileChanged(uri(path));
    },
    pathsWith,
    async until(word, paths) {
      let found: string[] = [];
      const wanted = [...paths].sort().join();
      for (const end = Date.now() + 8_000; Date.now() < end; ) {
        found = await pathsWith(word);
        if (found.join() === wanted) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`"${word}" is in [${found}], not in [${wanted}]\n${lines.join("\n")}`);
    },
    async settled() {
      await eventually(() => index.state.kind !== "opening");
      await index.settled();
      await eventually(() => index.state.kind === "ready");
      if (index.state.kind !== "ready") throw new Error(`it is ${index.state.kind}`);
      return index.state;
    },
    async again() {
      await index.dispose();
      index = start();
      index.use({ folders: [folder], exclude });
    },
    async dispose() {
      await index.dispose();
      rmSync(top, { recursive: true, force: true });
    },
  };
}

/** The files of one database that hold a word, whole or as a part of a name. */
function pathsIn(path: string, word: string): string[] {
  const database = openForReading(path);
  if (!database) return [];
  try {
    const rows = database
      .prepare(
        `SELECT DISTINCT file.path FROM chunk_text
           JOIN chunk ON chunk.id = chunk_text.rowid JOIN file ON file.id = chunk.file
           WHERE chunk_text MATCH ?`,
      )
      .all(`"${word}"`);
    return rows.map((row) => String(row.path));
  } finally {
    database.close();
  }
}
