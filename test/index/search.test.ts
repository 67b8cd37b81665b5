import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { schema } from "../../server/index/schema.ts";
import { createVectorSearch } from "../../server/index/search/vectors.ts";
import { type Sqlite, sqliteModule } from "../../server/index/sqlite.ts";
import type { IndexQuery, IndexResult } from "../../server/index/workspaceIndex.ts";
import { startIndex, type TestIndex } from "../helpers/indexes.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;
const body = (word: string, lines = 12): string =>
  Array.from({ length: lines }, (_, index) => `  ${word}.step${index}("${word}");`).join("\n");

const files = {
  "src/net/retry.ts": `import { pause } from "../time.ts";\n\n/** Tries a request again. */\nexport function retryRequest(socket: Socket) {\n${body("socket")}\n  pause();\n}\n`,
  "src/time.ts": `export function pause() {\n${body("clock")}\n}\n`,
  "src/store.ts": `export class BookStore {\n  findByTitle(title: string) {\n${body("shelf")}\n    return title.trim();\n  }\n\n  getCompletionSource() {\n${body("source")}\n  }\n}\n`,
  "src/shelf.ts": `export function shelve() {\n${body("shelf", 3)}\n}\n`,
  "test/retry.test.ts": `it("retries the request", () => {\n${body("socket", 14)}\n});\n`,
  "docs/guide.md":
    "# Retrying\n\nA request over a socket is tried again until the socket answers.\n",
  "src/large.ts": `export function assemble() {\n${body("gear", 200)}\n}\n`,
  "src/many.ts": Array.from(
    { length: 9 },
    (_, index) => `export function polish${index}() {\n${body("brass")}\n}\n`,
  ).join("\n"),
};

describe("a search of the index", function () {
  this.timeout(20_000);
  let test: TestIndex;

  before(async () => {
    test = startIndex(files);
    await test.settled();
  });
  after(() => test.dispose());

  const search = (text: string, more: Partial<IndexQuery> = {}): Promise<IndexResult[]> =>
    test.index.search({ text, limit: 10, ...more }, never);

  /** The name that was found, or else that of the chunk. */
  const nameOf = (result: IndexResult | undefined): string | undefined =>
    result?.why.find((each) => each.by === "symbol")?.symbol.name ?? result?.name;

  /** What is asked, and the file and name of the first result. */
  const firsts: [how: string, text: string, path: string, name: string, begun?: boolean][] = [
    ["words", "how is a request tried again", "src/net/retry.ts", "retryRequest"],
    ["a word in another form", "retrying requests", "src/net/retry.ts", "retryRequest"],
    ["a name", "findByTitle", "src/store.ts", "findByTitle"],
    ["a name in other letters", "FINDBYTITLE", "src/store.ts", "findByTitle"],
    ["the beginning of a name", "findBy", "src/store.ts", "findByTitle"],
    ["a name's initials", "gCS", "src/store.ts", "getCompletionSource"],
    ["some of a name's letters", "shlv", "src/shelf.ts", "shelve"],
    ["a name's words", "completion source", "src/store.ts", "getCompletionSource"],
    ["a word that is being typed", "clo", "src/time.ts", "pause", true],
    ["a path", "time.ts", "src/time.ts", "pause"],
    ["what stands beside the code, if that is asked for", "test retry", "test/retry.test.ts", ""],
  ];
  for (const [how, text, path, name, begun = false] of firsts)
    it(`finds by ${how}`, async () => {
      const [first] = await search(text, { begun });
      assert.deepEqual([first?.path, nameOf(first)], [path, name]);
    });

  it("says where a name stands and how it answers", async () => {
    const [first] = await search("fBT");
    const why = first?.why.find((each) => each.by === "symbol");
    assert.deepEqual(why, {
      by: "symbol",
      rank: 1,
      symbol: { name: "findByTitle", line: 1, character: 2 },
      match: "initials",
    });
    assert.equal(first?.name, "BookStore");
  });

  it("finds only what holds what stands in quotation marks", async () => {
    const results = await search('"until the socket answers" retry');
    assert.deepEqual(
      results.map(({ path }) => path),
      ["docs/guide.md"],
    );
  });

  it("gives a function once, however long it is", async () => {
    const results = await search("gear");
    assert.deepEqual(
      results.map(({ path }) => path),
      ["src/large.ts"],
    );
  });

  it("gives a few of one file at most", async () => {
    assert.equal((await search("brass")).length, 4);
  });

  it("gives as many as are wanted at most, the best first", async () => {
    const results = await search("socket request", { limit: 2 });
    assert.equal(results.length, 2);
    assert.ok((results[0]?.score ?? 0) >= (results[1]?.score ?? 1));
  });

  const close: [how: string, near: string, path: string][] = [
    ["imported", "src/net/retry.ts", "src/time.ts"],
    ["importing", "src/time.ts", "src/net/retry.ts"],
    ["same folder", "src/shelf.ts", "src/store.ts"],
    ["same file", "src/store.ts", "src/store.ts"],
  ];
  for (const [how, near, path] of close)
    it(`says that a result is close: ${how}`, async () => {
      const results = await search("clock socket shelf", { near: test.uri(near) });
      const found = results.find((result) => result.path === path);
      assert.deepEqual(
        found?.why.flatMap((each) => (each.by === "near" ? [each.how] : [])),
        [how],
      );
    });

  it("prefers what is close, and what was looked at lately", async () => {
    const score = async (more: Partial<IndexQuery>): Promise<number> =>
      (await search("shelf", more)).find(({ path }) => path === "src/shelf.ts")?.score ?? 0;
    const plain = await score({});
    assert.ok((await score({ near: test.uri("src/time.ts") })) > plain);
    assert.ok((await score({ recent: [test.uri("src/shelf.ts")] })) > plain);
  });

  const odd = [
    ...[
      "",
      "   ",
      "?",
      "*",
      '"',
      '""',
      "a",
      "AND",
      "OR NOT",
      "NEAR(a b)",
      "(",
      "name:x",
      "-socket",
    ],
    ...["%", "_", "\\", "'; DROP TABLE chunk; --", "\u0000", "𝒳𝒴", "ﬀ", `${"x".repeat(50_000)}`],
  ];
  for (const text of odd)
    it(`answers ${JSON.stringify(text.slice(0, 30))} without trouble`, async () => {
      for (const begun of [false, true]) await search(text, { begun });
      assert.deepEqual(test.lines, []);
      assert.notEqual((await search("socket")).length, 0);
    });

  it("answers the newest of many searches, and none that was cancelled", async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const older = Array.from({ length: 200 }, () =>
      test.index.search({ text: "socket request shelf clock", limit: 5 }, signal),
    );
    const newest = search("gear");
    controller.abort();
    assert.ok((await Promise.all(older)).every((results) => results.length === 0));
    assert.equal((await newest)[0]?.path, "src/large.ts");
  });

  it("finds nothing once the signal has aborted", async () => {
    const controller = new AbortController();
    const asked = test.index.search({ text: "socket", limit: 5 }, controller.signal);
    controller.abort();
    assert.deepEqual(await asked, []);
  });

  it("survives documents that are not of this folder, or no files", async () => {
    const near = "untitled:Untitled-1";
    const recent = ["https://example.com/a.ts", "file:///elsewhere/b.ts"];
    assert.notEqual((await search("socket", { near, recent })).length, 0);
  });
});

describe("a search by vectors", () => {
  const dimensions = 96;
  const scratch = scratchFolder();
  /** What writes, and what searches. */
  let database: Sqlite;
  let reading: Sqlite;
  let clock = 0;

  before(() => {
    const sqlite = sqliteModule();
    assert.ok(sqlite);
    const path = scratch.write("vectors.db", "");
    database = new sqlite.DatabaseSync(path);
    reading = new sqlite.DatabaseSync(path);
    database.exec(schema);
    database.exec("INSERT INTO meta VALUES ('vectors', 'a model')");
    database.exec("INSERT INTO file VALUES (1, 'a.ts', 'typescript', 1, 1, NULL, 'indexed', NULL)");
    database.exec("BEGIN");
    for (let id = 1; id <= 2_000; id += 1) put(id, direction(id));
    database.exec("COMMIT");
  });
  after(() => {
    reading.close();
    database.close();
  });

  /** A vector of length 1; the same number gives the same. */
  function direction(seed: number): Float32Array {
    let state = seed * 2_654_435_761;
    const vector = Float32Array.from({ length: dimensions }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 2 ** 32 - 0.5;
    });
    const length = Math.hypot(...vector);
    return vector.map((value) => value / length);
  }

  function put(id: number, vector: Float32Array): void {
    database
      .prepare("INSERT OR IGNORE INTO chunk VALUES (?, 1, 'text', '', '', 0, 0, x'00')")
      .run(id);
    database
      .prepare("INSERT OR REPLACE INTO vector VALUES (?, ?)")
      .run(id, new Uint8Array(vector.buffer));
  }

  const search = () => createVectorSearch(reading, { now: () => clock });

  it("finds the closest first", () => {
    const near = direction(77).map((value, at) => value + (at === 3 ? 0.1 : 0));
    const [first] = search()(near, 5);
    assert.equal(first, 77);
  });

  it("agrees with comparing all of them", () => {
    const question = direction(5).map((value, at) => value + (direction(9)[at] ?? 0));
    const all = Array.from({ length: 2_000 }, (_, index) => index + 1)
      .map((id) => ({
        id,
        dot: direction(id).reduce((sum, value, at) => sum + value * (question[at] ?? 0), 0),
      }))
      .sort((a, b) => b.dot - a.dot)
      .slice(0, 2)
      .map(({ id }) => id);
    assert.deepEqual(search()(question, 2), all);
  });

  it("hears of new vectors after a while, and does without those that have gone", () => {
    const find = search();
    assert.equal(find(direction(500), 1)[0], 500);
    database.exec("DELETE FROM vector WHERE chunk = 500");
    assert.notEqual(find(direction(500), 1)[0], 500);
    put(3_000, direction(3_000));
    assert.notEqual(find(direction(3_000), 1)[0], 3_000);
    clock += 60_000;
    assert.equal(find(direction(3_000), 1)[0], 3_000);
  });

  it("finds nothing for a vector of another size", () => {
    assert.deepEqual(search()(new Float32Array(32), 5), []);
  });
});
