import { join } from "node:path";
import { analyse, hashOf } from "../../../server/index/analysis.ts";
import { schema } from "../../../server/index/schema.ts";
import { ranking as fitted, type Ranking } from "../../../server/index/search/ranking.ts";
import { createSearch } from "../../../server/index/search/search.ts";
import { sqliteModule } from "../../../server/index/sqlite.ts";
import { createStore } from "../../../server/index/store.ts";
import type { OutlineParser } from "../../../server/syntax/outlineParser.ts";
import { languageOf } from "../../../server/text/languageOf.ts";
import type { Searcher } from "./searcher.ts";

/** A project in Ingle's own index, in memory, which several rankings may search. */
export interface Project {
  update(path: string, text: string | undefined): void;
  settle(): Promise<void>;
  /** A search with some of the ranking's parts changed. */
  searcher(changed: Partial<Ranking>): Searcher;
  dispose(): void;
}

/** Creates an empty project. */
export function createProject(parser: OutlineParser): Project {
  const sqlite = sqliteModule();
  if (!sqlite) throw new Error("This bench needs a Node with SQLite: 22.16 or newer.");
  const database = new sqlite.DatabaseSync(":memory:");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec(schema);
  const store = createStore(database);
  const changes = new Map<string, string | undefined>();

  async function take(path: string, text: string | undefined): Promise<void> {
    if (text === undefined) {
      store.remove(path);
      return;
    }
    const language = languageOf(path);
    await parser.load(language);
    const root = join("/", "project");
    const analysis = analyse({ path, root, language, text }, (plain) =>
      parser.outline(plain, language),
    );
    store.put(path, { size: text.length, mtime: 0 }, { language, hash: hashOf(text) }, analysis);
  }

  return {
    update: (path, text) => void changes.set(path, text),
    async settle() {
      if (changes.size === 0) return;
      // An import is found where its file is there already.
      for (const path of changes.keys()) store.note(path, { size: 0, mtime: 0 });
      database.exec("BEGIN");
      for (const [path, text] of changes) await take(path, text);
      database.exec("COMMIT");
      changes.clear();
    },
    searcher(changed) {
      const search = createSearch(database, { ranking: { ...fitted, ...changed } });
      return {
        update: () => {},
        settle: async () => {},
        async search({ text, near }, limit) {
          return search({ text, limit, ...(near === undefined ? {} : { near }) }).map(
            ({ path, firstLine, lastLine }) => ({ path, first: firstLine + 1, last: lastLine + 1 }),
          );
        },
        dispose: () => {},
      };
    },
    dispose: () => database.close(),
  };
}
