import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fuse } from "../../../../server/index/search/fuse.ts";
import { matchingLine } from "../../../../server/index/search/matchingLine.ts";
import { closeness } from "../../../../server/index/search/symbols.ts";
import { affordable, mostRows } from "../../../../server/index/search/terms.ts";

describe("lists fused by reciprocal rank", () => {
  const order = (scores: Map<number, number>): number[] =>
    [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
  const rows: [name: string, lists: [ids: number[], weight: number][], expected: number[]][] = [
    ["one list keeps its order", [[[3, 1, 2], 1]], [3, 1, 2]],
    [
      "what two lists have goes first",
      [
        [[1, 2], 1],
        [[2, 3], 1],
      ],
      [2, 1, 3],
    ],
    [
      "a weightier list decides",
      [
        [[1, 2], 1],
        [[2, 1], 2],
      ],
      [2, 1],
    ],
    [
      "a list of weight 0 adds nothing to an order",
      [
        [[1, 2], 1],
        [[2, 1], 0],
      ],
      [1, 2],
    ],
  ];
  for (const [name, lists, expected] of rows)
    it(name, () =>
      assert.deepEqual(
        order(
          fuse(
            lists.map(([ids, weight]) => ({ ids, weight })),
            10,
          ),
        ),
        expected,
      ),
    );

  it("scores by 1 / (k + rank)", () => {
    assert.equal(fuse([{ ids: [7], weight: 2 }], 9).get(7), 0.2);
  });
});

describe("names by their letters", () => {
  /** Of each row, the first is closer than the second. */
  const rows: [letters: string, closer: string, farther: string][] = [
    ["gcs", "getCompletionSource", "getClassesSorted2"],
    ["gcs", "get_completion_source", "garbageCollectorStats1"],
    ["gcs", "getCompletionSource", "gracefulClose"],
    ["fbt", "findByTitle", "fabricateBooktext"],
    ["serv", "server", "subscriberValue"],
  ];
  for (const [letters, closer, farther] of rows)
    it(`${letters}: ${closer} before ${farther}`, () =>
      assert.ok(closeness(letters, closer) > closeness(letters, farther)));

  for (const [letters, name] of [
    ["xyz", "getCompletionSource"],
    ["gcsx", "getCompletionSource"],
    ["aeio", "abstractFactoryEngineWithInputOutput"],
  ] as const)
    it(`${letters} is not ${name}`, () => assert.equal(closeness(letters, name), 0));
});

describe("terms that can be looked at in time", () => {
  const term = (expression: string, rows: number) => ({ expression, rows });
  const rows: [name: string, terms: [string, number][], expected: string | undefined][] = [
    [
      "any of few",
      [
        ["a", 10],
        ["b", 5],
      ],
      "b OR a",
    ],
    [
      "without what is nowhere",
      [
        ["a", 0],
        ["b", 5],
      ],
      "b",
    ],
    [
      "without what is everywhere",
      [
        ["a", 5],
        ["b", mostRows * 10],
      ],
      "a",
    ],
    [
      "all of the rarest, where all are common",
      [
        ["a", mostRows * 3],
        ["b", mostRows * 2],
      ],
      "(b) AND (a)",
    ],
    ["nothing for one that is everywhere", [["a", mostRows + 1]], undefined],
    ["nothing for nothing", [], undefined],
  ];
  for (const [name, terms, expected] of rows)
    it(name, () => assert.equal(affordable(terms.map((each) => term(...each))), expected));
});

describe("the line that says most of a question", () => {
  const text = [
    "// opens the store",
    "export function closeConnection(pool: Pool) {",
    "  pool.drain();",
    "  return closingOf(pool, connections);",
    "}",
  ].join("\n");
  const rows: [question: string, line: number, words: string[]][] = [
    ["close the connection", 1, ["close", "connection"]],
    ["drain", 2, ["drain"]],
    ["pool", 1, ["pool"]],
    ["something else entirely", 0, []],
    ["disclose", 0, []],
  ];
  for (const [question, line, words] of rows)
    it(question, () => {
      const found = matchingLine(question, text, { begun: false });
      assert.deepEqual([found.line, found.words], [line, words]);
    });

  it("finds the beginning of a word that is being typed", () => {
    assert.equal(matchingLine("dra", text, { begun: true }).line, 2);
    assert.deepEqual(matchingLine("dra", text, { begun: false }).words, []);
  });

  it("points at the first match, or at the first letter", () => {
    assert.equal(matchingLine("connection", text, { begun: false }).character, 21);
    assert.equal(matchingLine("nowhere", "  (\n  a", { begun: false }).character, 2);
  });
});
