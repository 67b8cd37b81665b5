import type { Embedder, Reranker } from "./index/embedder.ts";
import type { IndexQuery, IndexResult, WorkspaceIndex } from "./index/workspaceIndex.ts";
import type { Options } from "./protocol/options.ts";
import type { SearchModelOpening } from "./searchModels.ts";

/** A search of the workspace: the index, and the models that a person may have chosen to help it. */
export interface WorkspaceSearch {
  /** The best first. A model that is late or in trouble is done without, and the search still answers. */
  search(query: SearchQuery, signal: AbortSignal): Promise<IndexResult[]>;
  /** Takes the models of new options; those that stay the same go on. */
  use(options: Options): Promise<void>;
  /** Why a chosen model is not in use: whole sentences. */
  readonly problems: readonly { reason: string; remedy: string }[];
  dispose(): Promise<void>;
}

/** What is looked for; whoever is in a hurry is answered without the models. */
export type SearchQuery = Omit<IndexQuery, "vector"> & { hurried?: boolean };

interface SearchOptions {
  index: Pick<WorkspaceIndex, "search" | "embedWith">;
  openEmbedder(wanted: Chosen): Promise<SearchModelOpening<Embedder>>;
  openReranker(wanted: Chosen): Promise<SearchModelOpening<Reranker>>;
  /** The lines of a result as they are now; undefined where they may not be read. */
  textOf(result: IndexResult): Promise<string | undefined>;
  log(line: string): void;
}

type Chosen = NonNullable<Options["search"][keyof Options["search"]]>;

/** Milliseconds that a question waits for its vector: a model that was asleep takes longer to wake. */
const embedWithinMs = 400;
/** Milliseconds that results wait to be put in a better order. */
const rankWithinMs = 1_500;
/** So many results are read beside the question, whatever fewer are wanted. */
const rankedAtLeast = 24;

/** Creates the search; it uses no model before `use` is called. */
export function createWorkspaceSearch({
  index,
  openEmbedder,
  openReranker,
  textOf,
  log,
}: SearchOptions): WorkspaceSearch {
  const embedding = createChoice(openEmbedder, log);
  const reranking = createChoice(openReranker, log);

  async function vectorOf(text: string, signal: AbortSignal): Promise<Float32Array | undefined> {
    const embedder = embedding.model;
    if (embedder === undefined) return undefined;
    const embedded = await within(embedWithinMs, signal, (limited) =>
      embedder.embed([text], "query", limited),
    );
    if (embedded?.kind === "failed") log(`search: ${embedded.failure}`);
    return embedded?.kind === "vectors" ? embedded.vectors[0] : undefined;
  }

  async function ranked(
    { text }: { text: string },
    results: IndexResult[],
    signal: AbortSignal,
  ): Promise<IndexResult[]> {
    const reranker = reranking.model;
    if (reranker === undefined || results.length < 2) return results;
    const texts = await Promise.all(results.map(textOf));
    const read = results.flatMap((result, at) => {
      const own = texts[at];
      return own === undefined ? [] : [{ result, text: `${result.path}\n${own}` }];
    });
    const scores = await within(rankWithinMs, signal, (limited) =>
      reranker.rank(
        text,
        read.map((each) => each.text),
        limited,
      ),
    );
    if (scores === undefined) return results;
    return read
      .map(({ result }, at) => ({ ...result, score: scores[at] ?? 0 }))
      .sort((a, b) => b.score - a.score);
  }

  return {
    async search({ hurried, ...query }, signal) {
      if (hurried) return index.search(query, signal);
      const vector = await vectorOf(query.text, signal);
      if (signal.aborted) return [];
      const limit =
        reranking.model === undefined ? query.limit : Math.max(query.limit, rankedAtLeast);
      const found = await index.search({ ...query, limit, ...(vector && { vector }) }, signal);
      return (await ranked(query, found, signal)).slice(0, query.limit);
    },
    async use({ search }) {
      await Promise.all([embedding.use(search.embedding), reranking.use(search.reranking)]);
      index.embedWith(embedding.model);
    },
    get problems() {
      return [embedding.problem, reranking.problem].filter((problem) => problem !== undefined);
    },
    async dispose() {
      await Promise.all([embedding.use(undefined), reranking.use(undefined)]);
    },
  };
}

/** One model that may be chosen, opened and closed as the choice changes. */
function createChoice<Model>(
  open: (wanted: Chosen) => Promise<SearchModelOpening<Model>>,
  log: (line: string) => void,
) {
  let chosen: string | undefined;
  let opened: SearchModelOpening<Model> | undefined;
  return {
    get model(): Model | undefined {
      return opened?.kind === "opened" ? opened.model : undefined;
    },
    get problem(): { reason: string; remedy: string } | undefined {
      return opened?.kind === "problem" ? opened : undefined;
    },
    async use(wanted: Chosen | undefined): Promise<void> {
      const next = wanted && JSON.stringify(wanted);
      if (next === chosen) return;
      chosen = next;
      const before = opened;
      opened = undefined;
      if (before?.kind === "opened") await before.dispose();
      if (wanted === undefined) return;
      const opening = await open(wanted);
      if (chosen !== next) {
        if (opening.kind === "opened") await opening.dispose();
        return;
      }
      opened = opening;
      if (opening.kind === "problem") log(`search: ${opening.reason} ${opening.remedy}`);
    },
  };
}

/** What the work gives within so many milliseconds; its signal aborts after them, or with `signal`. */
async function within<T>(
  ms: number,
  signal: AbortSignal,
  work: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, ms);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}
