import { join } from "node:path";
import { analyse, hashOf } from "../../../server/index/analysis.ts";
import type { Embedder } from "../../../server/index/embedder.ts";
import { schema } from "../../../server/index/schema.ts";
import { ranking as fitted, type Ranking } from "../../../server/index/search/ranking.ts";
import { createSearch } from "../../../server/index/search/search.ts";
import { sqliteModule } from "../../../server/index/sqlite.ts";
import { createStore } from "../../../server/index/store.ts";
import { createVectors } from "../../../server/index/vectors.ts";
import type { OutlineParser } from "../../../server/syntax/outlineParser.ts";
import { languageOf } from "../../../server/text/languageOf.ts";
import type { Searcher } from "./searcher.ts";

/** A project in Ingle's own index, in memory, which several rankings may search. */
export interface Project {
  update(path: string, text: string | undefined): void;
  settle(): Promise<void>;
  /** Makes the vectors that are missing. */
  embed(embedder: Embedder): Promise<void>;
  /** A search with some of the ranking's parts changed. */
  searcher(changed: Partial<Ranking>, embedder?: Embedder): Searcher;
  dispose(): void;
}

const never = new AbortController().signal;

/** Creates an empty project. */
export function createProject(parser: OutlineParser): Project {
  const sqlite = sqliteModule();
  if (!sqlite) throw new Error("This bench needs a Node with SQLite: 22.16 or newer.");
  const database = new sqlite.DatabaseSync(":memory:");
  database.exec("PRAGMA foreign_keys = ON");
  database.exec(schema);
  const store = createStore(database);
  const changes = new Map<string, string | undefined>();
  const texts = new Map<string, string>();
  const root = join("/", "project");
  const vectors = createVectors(database, root, (path) =>
    Buffer.from(texts.get(path.slice(root.length + 1).replaceAll("\\", "/")) ?? ""),
  );
  const questions = new Map<string, Float32Array | undefined>();

  async function take(path: string, text: string | undefined): Promise<void> {
    if (text === undefined) {
      texts.delete(path);
      store.remove(path);
      return;
    }
    const language = languageOf(path);
    await parser.load(language);
    texts.set(path, text);
    const analysis = analyse({ path, root, language, text }, (plain) =>
      parser.outline(plain, language),
    );
    store.put(path, { size: text.length, mtime: 0 }, { language, hash: hashOf(text) }, analysis);
  }

  /** Every ranking asks the same. */
  async function vectorOf(text: string, embedder: Embedder): Promise<Float32Array | undefined> {
    if (!questions.has(text)) {
      const embedded = await embedder.embed([text], "query", never);
      questions.set(text, embedded.kind === "vectors" ? embedded.vectors[0] : undefined);
    }
    return questions.get(text);
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
    async embed(embedder) {
      vectors.again();
      for (let batch = vectors.next(); batch; batch = vectors.next()) {
        const embedded = await embedder.embed(batch.texts, "passage", never);
        if (embedded.kind !== "vectors") throw new Error(JSON.stringify(embedded));
        vectors.put(batch.ids, embedded.model, embedded.vectors);
      }
    },
    searcher(changed, embedder) {
      const search = createSearch(database, { ranking: { ...fitted, ...changed } });
      return {
        update: () => {},
        settle: async () => {},
        async search({ text, near }, limit) {
          const vector = embedder && (await vectorOf(text, embedder));
          return search({
            ...{ text, limit },
            ...(near === undefined ? {} : { near }),
            ...(vector && { vector }),
          }).map(({ path, firstLine, lastLine }) => ({
            path,
            first: firstLine + 1,
            last: lastLine + 1,
          }));
        },
        dispose: () => {},
      };
    },
    dispose: () => database.close(),
  };
}
