import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type ContextLimits, createContext } from "../../../server/context/gather.ts";
import type { Candidate, ContextRequest, ContextSource } from "../../../server/context/source.ts";

const uri = "file:///w/a.ts";
const limits: ContextLimits = { deadlineMs: 5, room: 1000, before: 400, after: 400 };

function requestAt(line: number, more: Partial<ContextRequest> = {}): ContextRequest {
  const prefix = "x\n".repeat(line);
  return {
    uri,
    languageId: "typescript",
    position: { line, character: 0 },
    prefix,
    suffix: "",
    ...more,
  };
}

/** Lines of a file from `first` on. */
function candidate(file: string, score: number, texts: string[], first = 0): Candidate {
  const lines = texts.map((text, index) => ({ number: first + index, text }));
  return { uri: `file:///w/${file}`, lines, score };
}

function contextOf(sources: ContextSource[], { refused = new Set<string>() } = {}) {
  const clock = { time: 0 };
  const logged: string[] = [];
  const context = createContext({
    sources,
    guard: {
      mayRead: (file) =>
        "uri" in file && refused.has(file.uri.slice("file:///w/".length))
          ? { allowed: false, reason: "it is refused." }
          : { allowed: true },
    },
    pathOf: (of) => of.slice("file:///w/".length),
    log: (line) => logged.push(line),
    now: () => clock.time,
  });
  const texts = async (request = requestAt(0), how: Partial<ContextLimits> = {}) =>
    (await context.gather(request, { ...limits, ...how })).snippets.map(
      ({ path, text }) => `${path}: ${text}`,
    );
  return { context, clock, logged, texts };
}

/** A source that gives what the test says at the time. */
function changing(name: ContextSource["name"], now: () => Candidate[]) {
  let asked = 0;
  const source: ContextSource = {
    name,
    gather() {
      asked += 1;
      return now();
    },
  };
  return Object.assign(source, { asked: () => asked });
}

describe("gathering context", () => {
  const rows: [name: string, candidates: Candidate[], snippets: string[]][] = [
    ["nothing", [], []],
    [
      "the best first",
      [candidate("b.ts", 0.2, ["b"]), candidate("c.ts", 0.9, ["c"])],
      ["b.ts: b", "c.ts: c"],
    ],
    ["not what is blank", [candidate("b.ts", 0.9, ["", "  "])], []],
    ["lines without blank ones around them", [candidate("b.ts", 0.9, ["", "b", ""])], ["b.ts: b"]],
    ["not what a refused file says", [candidate(".env", 1, ["KEY=1"])], []],
    [
      "overlapping pieces of a file as one",
      [candidate("b.ts", 0.2, ["1", "2"], 1), candidate("b.ts", 0.9, ["2", "3"], 2)],
      ["b.ts: 1\n2\n3"],
    ],
    [
      "pieces that touch as one",
      [candidate("b.ts", 0.2, ["1"], 1), candidate("b.ts", 0.9, ["2"], 2)],
      ["b.ts: 1\n2"],
    ],
    [
      "pieces apart as two",
      [candidate("b.ts", 0.2, ["1"], 1), candidate("b.ts", 0.9, ["9"], 9)],
      ["b.ts: 1", "b.ts: 9"],
    ],
    [
      "a text once",
      [candidate("b.ts", 0.9, ["same"]), candidate("c.ts", 0.8, ["same"])],
      ["b.ts: same"],
    ],
    ["not what the prompt shows of the cursor's file", [candidate("a.ts", 0.9, ["near"], 300)], []],
    ["what it does not show of it", [candidate("a.ts", 0.9, ["far"], 900)], ["a.ts: far"]],
    ["nothing that is too long", [candidate("b.ts", 0.9, ["x".repeat(1000)])], []],
  ];
  for (const [name, candidates, snippets] of rows)
    it(`gives ${name}`, async () => {
      const source: ContextSource = { name: "similar", gather: () => candidates };
      const { texts } = contextOf([source], { refused: new Set([".env"]) });
      assert.deepEqual((await texts(requestAt(300))).toSorted(), snippets);
    });

  it("keeps a set while a person types, and asks no source", async () => {
    let turn = 0;
    const source = changing("similar", () => {
      turn += 1;
      return [candidate(`${turn}.ts`, 0.5, [`${turn}`])];
    });
    const { texts, clock, context } = contextOf([source]);
    const first = await texts(requestAt(10));
    for (let key = 1; key <= 10; key += 1) {
      clock.time += 150;
      const request = requestAt(10, { prefix: `${"x\n".repeat(10)}${"k".repeat(key)}` });
      assert.deepEqual(await texts(request), first);
    }
    assert.equal(source.asked(), 1);
    assert.deepEqual((await context.gather(requestAt(10), limits)).set, { kind: "kept" });
    await texts(requestAt(60));
    assert.equal(source.asked(), 2);
  });

  it("after a pause takes what is clearly better, and nothing else", async () => {
    let now = [candidate("b.ts", 0.5, ["b"])];
    const { texts, clock } = contextOf([changing("similar", () => now)]);
    const room = { room: 10 };
    await texts(requestAt(0), room);
    now = [candidate("c.ts", 0.7, ["c"])];
    clock.time += 6_000;
    assert.deepEqual(await texts(requestAt(0), room), ["b.ts: b"]);
    now = [candidate("d.ts", 0.8, ["d"])];
    clock.time += 6_000;
    assert.deepEqual(await texts(requestAt(0), room), ["d.ts: d"]);
  });

  it("does not wait for a late source, and has its answer in the next prompt", async () => {
    let answer = (_: Candidate[]): void => {};
    const late: ContextSource = {
      name: "declarations",
      gather: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    };
    const quick: ContextSource = { name: "similar", gather: () => [candidate("b.ts", 0.5, ["b"])] };
    const { context, texts } = contextOf([late, quick]);
    const first = await context.gather(requestAt(0), limits);
    assert.deepEqual(
      first.sources.map(({ source, state, used }) => [source, state, used]),
      [
        ["declarations", "late", 0],
        ["similar", "in time", 1],
      ],
    );
    assert.deepEqual(await texts(), ["b.ts: b"]);
    answer([candidate("c.ts", 0.9, ["c"])]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await texts(), ["b.ts: b", "c.ts: c"]);
  });

  it("does without a source that fails, and says so", async () => {
    const failing: ContextSource = {
      name: "declarations",
      gather: () => Promise.reject(new Error("no server")),
    };
    const { context, logged } = contextOf([failing]);
    const { snippets, sources } = await context.gather(requestAt(0), limits);
    assert.deepEqual(snippets, []);
    assert.equal(sources[0]?.state, "failed");
    assert.match(logged.join(), /declarations failed: Error: no server/);
  });

  it("drops a file at once that may no longer be read", async () => {
    const refused = new Set<string>();
    const source = changing("similar", () => [
      candidate("b.ts", 0.5, ["b"]),
      candidate("c.ts", 0.4, ["c"]),
    ]);
    const { texts } = contextOf([source], { refused });
    assert.equal((await texts()).length, 2);
    refused.add("b.ts");
    assert.deepEqual(await texts(), ["c.ts: c"]);
  });

  it("has the same set again when the cursor comes back from another file", async () => {
    const source = changing("similar", () => [
      candidate("b.ts", 0.5, ["b"]),
      candidate("c.ts", 0.6, ["c"]),
    ]);
    const { texts } = contextOf([source]);
    const first = await texts();
    await texts(requestAt(0, { uri: "file:///w/other.ts" }));
    assert.deepEqual(await texts(), first);
  });
});
