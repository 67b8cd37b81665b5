import assert from "node:assert/strict";
import { type Clock, install } from "@sinonjs/fake-timers";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Embedder, Reranker } from "../../server/index/embedder.ts";
import type { IndexQuery, IndexResult } from "../../server/index/workspaceIndex.ts";
import { parseOptions } from "../../server/protocol/options.ts";
import { createWorkspaceSearch } from "../../server/search.ts";

const never = new AbortController().signal;
const byWords = ["a", "b", "c"].map(
  (name): IndexResult => ({
    ...{ uri: `file:///${name}.ts`, path: `${name}.ts`, language: "typescript" },
    ...{ kind: "function", name, scope: [], firstLine: 0, lastLine: 1, score: 1, why: [] },
  }),
);
const both = parseOptions({
  search: { embedding: { path: "/e.gguf" }, reranking: { path: "/r.gguf" } },
}).options;
const none = parseOptions(undefined).options;

describe("the search of a workspace", () => {
  let clock: Clock;
  let asked: IndexQuery[];
  let embedders: (Embedder | undefined)[];
  let closed: string[];
  beforeEach(() => {
    clock = install();
    [asked, embedders, closed] = [[], [], []];
  });
  afterEach(() => clock.uninstall());

  function searchWith({
    embedder = { embed: async () => ({ kind: "vectors", model: "m", vectors: [one] }) },
    reranker = { rank: async (_query, texts) => texts.map((_, at) => at) },
    unreadable = "",
  }: {
    embedder?: Embedder;
    reranker?: Reranker;
    unreadable?: string;
  } = {}) {
    return createWorkspaceSearch({
      index: {
        async search(query) {
          asked.push(query);
          return byWords.slice(0, query.limit);
        },
        embedWith: (model) => void embedders.push(model),
      },
      openEmbedder: async (wanted) => opened(embedder, JSON.stringify(wanted)),
      openReranker: async (wanted) => opened(reranker, JSON.stringify(wanted)),
      textOf: async ({ path }) => (path === unreadable ? undefined : `text of ${path}`),
      log: () => {},
    });
  }

  function opened<Model>(model: Model, name: string) {
    return { kind: "opened" as const, model, dispose: async () => void closed.push(name) };
  }

  const found = (results: readonly IndexResult[]): string =>
    results.map(({ name }) => name).join("");

  it("asks the index alone where no model was chosen", async () => {
    const search = searchWith();
    await search.use(none);
    assert.equal(found(await search.search({ text: "x", limit: 2 }, never)), "ab");
    assert.deepEqual(asked, [{ text: "x", limit: 2 }]);
    assert.deepEqual(embedders, [undefined]);
  });

  it("gives the question's vector along, and the best of more than was asked for", async () => {
    const search = searchWith();
    await search.use(both);
    assert.equal(found(await search.search({ text: "x", limit: 2 }, never)), "cb");
    assert.equal(asked[0]?.vector, one);
    assert.ok((asked[0]?.limit ?? 0) > 2);
  });

  it("asks no model in a hurry", async () => {
    const search = searchWith();
    await search.use(both);
    assert.equal(found(await search.search({ text: "q", limit: 2, hurried: true }, never)), "ab");
    assert.deepEqual(asked, [{ text: "q", limit: 2 }]);
  });

  it("leaves out what may not be read any more, where texts are read to rank them", async () => {
    const search = searchWith({ unreadable: "b.ts" });
    await search.use(both);
    assert.equal(found(await search.search({ text: "x", limit: 3 }, never)), "ca");
  });

  const late = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => signal.addEventListener("abort", () => resolve()));
  const troubles: [name: string, models: Parameters<typeof searchWith>[0], result: string][] = [
    [
      "an embedding model that is late",
      { embedder: { embed: (_t, _a, signal) => late(signal).then(() => ({ kind: "cancelled" })) } },
      "cb",
    ],
    [
      "an embedding model in trouble",
      { embedder: { embed: async () => ({ kind: "failed", failure: "no memory" }) } },
      "cb",
    ],
    [
      "a reranking model that is late",
      { reranker: { rank: (_q, _t, signal) => late(signal).then(() => undefined) } },
      "ab",
    ],
  ];
  for (const [name, models, result] of troubles)
    it(`answers without ${name}`, async () => {
      const search = searchWith(models);
      await search.use(both);
      const answer = search.search({ text: "x", limit: 2 }, never);
      await clock.runAllAsync();
      assert.equal(found(await answer), result);
    });

  it("is over at once when it is aborted", async () => {
    const search = searchWith({
      embedder: { embed: (_t, _a, signal) => late(signal).then(() => ({ kind: "cancelled" })) },
    });
    await search.use(both);
    const controller = new AbortController();
    const answer = search.search({ text: "x", limit: 2 }, controller.signal);
    controller.abort();
    assert.deepEqual(await answer, []);
    assert.deepEqual(asked, []);
  });

  it("keeps a model that stays chosen, and closes one that does not", async () => {
    const search = searchWith();
    await search.use(both);
    await search.use(both);
    assert.deepEqual(closed, []);
    await search.use(none);
    assert.equal(closed.length, 2);
    assert.equal(embedders.at(-1), undefined);
  });

  it("says why a chosen model is not used", async () => {
    const problem = { kind: "problem", reason: "It writes.", remedy: "Choose another." } as const;
    const search = createWorkspaceSearch({
      index: { search: async () => byWords, embedWith: () => {} },
      openEmbedder: async () => problem,
      openReranker: async () => problem,
      textOf: async () => "",
      log: () => {},
    });
    await search.use(both);
    assert.equal(search.problems.length, 2);
    assert.equal(found(await search.search({ text: "x", limit: 3 }, never)), "abc");
  });
});

const one = new Float32Array([1]);
