import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { CancellationTokenSource, type Connection } from "vscode-languageserver/node";
import type { IndexResult, IndexState } from "../../server/index/workspaceIndex.ts";
import type { SearchAnswer, Searched, SearchParams } from "../../server/protocol/search.ts";
import { answerSearches } from "../../server/searchRequests.ts";

type Handler = (params: SearchParams, token: unknown) => Promise<SearchAnswer>;

const result: IndexResult = {
  uri: "file:///w/a.ts",
  path: "a.ts",
  language: "typescript",
  kind: "function",
  name: "ferment",
  scope: [],
  firstLine: 1,
  lastLine: 9,
  score: 1,
  why: [{ by: "text", rank: 1 }],
};

/** The handler of searches, over an index that finds this and files that hold that. */
function handlerOf({
  found = async () => [result],
  text = "\nexport function ferment(dough: Dough) {\n  return rise(dough);\n}\n",
  state = { kind: "ready", files: 1, chunks: 1, skipped: 0 },
}: {
  found?(signal: AbortSignal): Promise<IndexResult[]>;
  /** `refused`: it may not be read. */
  text?: string;
  state?: IndexState;
} = {}): Handler {
  let handler: Handler | undefined;
  const connection = {
    onRequest: (_: string, given: Handler) => {
      handler = given;
    },
  } as unknown as Connection;
  answerSearches({
    connection,
    search: { search: (_, signal) => found(signal) },
    index: { state },
    files: { read: async () => (text === "refused" ? undefined : { text, stamp: "" }) },
  });
  assert.ok(handler);
  return handler;
}

describe("answers to searches", () => {
  const { token } = new CancellationTokenSource();

  it("ends with nothing when it is cancelled", async () => {
    const source = new CancellationTokenSource();
    const handler = handlerOf({
      found: (signal) =>
        new Promise((resolve) => signal.addEventListener("abort", () => resolve([]))),
    });
    const asked = handler({ text: "dough" }, source.token);
    source.cancel();
    assert.deepEqual((await asked).results, []);
  });

  it("keeps a result within a file that has become shorter", async () => {
    const { results } = await handlerOf({ text: "dough" })({ text: "dough" }, token);
    const [first] = results;
    assert.deepEqual(
      [first?.firstLine, first?.lastLine, first?.line, first?.text],
      [0, 0, 0, "dough"],
    );
  });

  it("leaves out a file that may not be read", async () => {
    assert.deepEqual((await handlerOf({ text: "refused" })({ text: "dough" }, token)).results, []);
  });

  it("looks at the matching line where the name has moved", async () => {
    const symbol = { name: "ferment", line: 8, character: 16 };
    const moved: IndexResult = {
      ...result,
      why: [{ by: "symbol", rank: 1, symbol, match: "exact" }],
    };
    const { results } = await handlerOf({ found: async () => [moved] })({ text: "ferment" }, token);
    assert.deepEqual([results[0]?.line, results[0]?.character], [1, 16]);
  });

  const sentences = { reason: "It is so.", remedy: "Do this." };
  const states: [state: IndexState, searched: Searched][] = [
    [
      { kind: "ready", files: 3, chunks: 9, skipped: 0 },
      { kind: "all", files: 3 },
    ],
    [{ kind: "opening" }, { kind: "some", done: 0, total: 0 }],
    [
      { kind: "indexing", done: 2, total: 5 },
      { kind: "some", done: 2, total: 5 },
    ],
    [
      { kind: "paused", why: "battery", done: 1, total: 5 },
      { kind: "some", done: 1, total: 5 },
    ],
    [
      { kind: "off", reason: "It is so." },
      { kind: "none", reason: "It is so.", remedy: "" },
    ],
    [
      { kind: "unavailable", ...sentences },
      { kind: "none", ...sentences },
    ],
    [
      { kind: "failed", ...sentences },
      { kind: "none", ...sentences },
    ],
  ];
  for (const [state, searched] of states)
    it(`says how much was searched: ${state.kind}`, async () => {
      assert.deepEqual((await handlerOf({ state })({ text: "dough" }, token)).searched, searched);
    });
});
