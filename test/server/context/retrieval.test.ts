import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createRetrieval } from "../../../server/context/retrieval.ts";
import type { IndexQuery, IndexResult } from "../../../server/index/workspaceIndex.ts";

const never = new AbortController().signal;
const request = {
  uri: "file:///w/a.ts",
  languageId: "typescript",
  position: { line: 10, character: 33 },
  prefix: "import { pool } from './pool.ts';\n\n\n\n\n\n\n\n\n\nconst lease = acquireLease(pool, ",
  suffix: "\n",
};
const leases =
  "// leases\nexport function acquireLease(pool: Pool, ms: number) {\n  return 1;\n}\n";

function result(more: Partial<IndexResult> = {}): IndexResult {
  return {
    uri: "file:///w/leases.ts",
    path: "leases.ts",
    language: "typescript",
    kind: "function",
    name: "acquireLease",
    scope: [],
    firstLine: 0,
    lastLine: 3,
    score: 1,
    why: [{ by: "text", rank: 1 }],
    ...more,
  };
}

const declared: Partial<IndexResult> = {
  why: [
    {
      by: "symbol",
      rank: 1,
      symbol: { name: "acquireLease", line: 1, character: 16 },
      match: "exact",
    },
  ],
};

async function gather(results: IndexResult[], { hasRoom = true, text = leases } = {}) {
  const asked: IndexQuery[] = [];
  const source = createRetrieval({
    index: {
      async search(query) {
        asked.push(query);
        return results;
      },
    },
    files: { read: async (uri) => (uri.includes("gone") ? undefined : { text, stamp: "1" }) },
    hasRoom: () => hasRoom,
  });
  return { candidates: await source.gather(request, never), asked };
}

describe("retrieval as a source of context", () => {
  it("asks for the names near the cursor, those first that the file does not have", async () => {
    const { asked } = await gather([]);
    assert.equal(asked[0]?.text.split(" ")[0], "acquireLease");
    assert.equal(asked[0]?.near, request.uri);
  });

  it("shows a declaration from its name on", async () => {
    const { candidates } = await gather([result(declared)]);
    assert.equal(candidates[0]?.lines[0]?.number, 1);
    assert.match(candidates[0]?.lines[0]?.text ?? "", /acquireLease\(pool: Pool, ms: number\)/);
  });

  it("is surer of a declaration than of what is only alike", async () => {
    const [alike] = (await gather([result()])).candidates;
    const [sure] = (await gather([result(declared)])).candidates;
    assert.ok((sure?.score ?? 0) > (alike?.score ?? 1));
  });

  const nothing: [name: string, results: IndexResult[], how?: Parameters<typeof gather>[1]][] = [
    ["where the index has nothing", []],
    ["of the cursor's own file", [result({ uri: request.uri })]],
    ["of a file that cannot be read", [result({ uri: "file:///w/gone.ts" })]],
    ["where the name is no longer there", [result(declared)], { text: "\n\n\n" }],
    ["where the model has no room", [result(declared)], { hasRoom: false }],
  ];
  for (const [name, results, how] of nothing)
    it(`gives nothing ${name}`, async () => {
      assert.deepEqual((await gather(results, how)).candidates, []);
    });

  it("does not ask where the model has no room", async () => {
    assert.deepEqual((await gather([], { hasRoom: false })).asked, []);
  });
});
