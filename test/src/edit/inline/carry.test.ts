import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  carryHunks,
  carryRegion,
  type OpenHunk,
  type TextChange,
} from "../../../../src/edit/inline/carry.ts";

const TEXT = ["zero", "one", "two", "three", "four", "five", "six", ""].join("\n");

/** `line:character` to `line:character`, and what comes there. */
type Edit = [from: string, to: string, text: string];

const rows: [name: string, edits: Edit[], wanted: [first: number, end: number] | "stale"][] = [
  ["a line above that comes", [["0:0", "0:0", "new\n"]], [4, 6]],
  ["a line right above that comes", [["3:0", "3:0", "new\n"]], [4, 6]],
  ["lines above that go", [["0:0", "2:0", ""]], [1, 3]],
  ["the lines right above go", [["1:0", "3:0", ""]], [1, 3]],
  ["lines above that are joined", [["0:4", "1:0", ""]], [2, 4]],
  ["words above", [["2:0", "2:3", "II"]], [3, 5]],
  ["a line end at the end of the line above", [["2:3", "2:3", "\n"]], [4, 6]],
  ["a line right below", [["5:0", "5:0", "new\n"]], [3, 5]],
  ["words below", [["5:1", "5:2", "\n\n"]], [3, 5]],
  ["a line end at its own end", [["4:4", "4:4", "\n  new"]], [3, 5]],
  [
    "several places at once",
    [
      ["0:0", "0:0", "a\nb\n"],
      ["6:0", "6:3", ""],
    ],
    [5, 7],
  ],
  ["the same words once more", [["3:0", "5:0", "three\nfour\n"]], [3, 5]],
  ["a word in it", [["3:0", "3:1", "T"]], "stale"],
  ["a line in it that goes", [["3:0", "4:0", ""]], "stale"],
  ["a line between its lines", [["4:0", "4:0", "new\n"]], "stale"],
  ["words before its first", [["3:0", "3:0", "// "]], "stale"],
  ["its first line joined to the one above", [["2:3", "3:0", ""]], "stale"],
  ["its last line joined to the one below", [["4:4", "5:0", ""]], "stale"],
  ["all of the text that goes", [["0:0", "7:0", ""]], "stale"],
];

describe("hunks are carried along", () => {
  for (const [name, edits, wanted] of rows)
    it(`with ${name}`, () => {
      const hunk = hunkAt(TEXT, 3, 5);
      const after = edited(TEXT, edits);
      const [carried] = carryHunks([hunk], [changesOf(edits)], lineAt(after));
      assert.ok(carried);
      if (wanted === "stale") return assert.equal(carried.isStale, true);
      assert.equal(carried.isStale, false);
      assert.deepEqual([carried.firstLine, carried.endLine], wanted);
    });

  it("and is fresh again when its lines are back", () => {
    const there: Edit[] = [["3:0", "3:5", "3"]];
    const middle = edited(TEXT, there);
    const stale = carryHunks([hunkAt(TEXT, 3, 5)], [changesOf(there)], lineAt(middle));
    assert.equal(stale[0]?.isStale, true);
    const back: Edit[] = [["3:0", "3:1", "three"]];
    const [fresh] = carryHunks(stale, [changesOf(back)], lineAt(edited(middle, back)));
    assert.equal(fresh?.isStale, false);
    assert.deepEqual([fresh?.firstLine, fresh?.endLine], [3, 5]);
  });

  it("through several events, of which only the last text is there to be read", () => {
    const first: Edit[] = [["0:0", "0:0", "a\n"]];
    const second: Edit[] = [["3:0", "4:0", ""]];
    const after = edited(edited(TEXT, first), second);
    const events = [changesOf(first), changesOf(second)];
    const [carried] = carryHunks([hunkAt(TEXT, 3, 5)], events, lineAt(after));
    assert.deepEqual([carried?.firstLine, carried?.endLine, carried?.isStale], [3, 5, false]);
  });

  it("where lines are only added, until the lines on both sides are one change", () => {
    const insertion = hunkAt(TEXT, 3, 3);
    const above: Edit[] = [["1:0", "1:0", "new\n"]];
    const [moved] = carryHunks([insertion], [changesOf(above)], lineAt(edited(TEXT, above)));
    assert.deepEqual([moved?.firstLine, moved?.isStale], [4, false]);
    const across: Edit[] = [["2:1", "3:2", "new"]];
    const [stale] = carryHunks([insertion], [changesOf(across)], lineAt(edited(TEXT, across)));
    assert.equal(stale?.isStale, true);
  });

  it("to the lines that said what they say, whatever is written around them", () => {
    const random = numbers(7);
    for (let round = 0; round < 400; round += 1) {
      let text = Array.from({ length: 12 }, (_, at) => `line ${at}`).join("\n");
      let hunks = [hunkAt(text, 3, 5), hunkAt(text, 8, 9)];
      for (let step = 0; step < 4; step += 1) {
        const lines = text.split("\n");
        const from = random(lines.length);
        const to = Math.min(lines.length - 1, from + random(3));
        const edit: Edit = [
          `${from}:${random((lines[from]?.length ?? 0) + 1)}`,
          `${to}:${lines[to]?.length ?? 0}`,
          ["", "x", "x\n", "\nx\ny", "\n"][random(5)] ?? "",
        ];
        text = edited(text, [edit]);
        hunks = carryHunks(hunks, [changesOf([edit])], lineAt(text));
      }
      for (const { firstLine, endLine, removed, isStale } of hunks)
        if (!isStale) assert.deepEqual(text.split("\n").slice(firstLine, endLine), removed);
    }
  });
});

describe("a region is carried along", () => {
  it("and what is written into it belongs to it", () => {
    const edits: Edit[] = [
      ["4:0", "4:0", "new\nnew\n"],
      ["0:0", "0:0", "above\n"],
    ];
    assert.deepEqual(carryRegion({ firstLine: 3, endLine: 5 }, [changesOf(edits)]), {
      firstLine: 4,
      endLine: 8,
    });
  });
});

function hunkAt(text: string, firstLine: number, endLine: number): OpenHunk {
  const removed = text.split("\n").slice(firstLine, endLine);
  return { number: 1, firstLine, endLine, text: "instead\n", removed, isStale: false };
}

function place(text: string): { line: number; character: number } {
  const [line = 0, character = 0] = text.split(":").map(Number);
  return { line, character };
}

function changesOf(edits: readonly Edit[]): TextChange[] {
  return edits.map(([from, to, text]) => ({ range: { start: place(from), end: place(to) }, text }));
}

function lineAt(text: string): (line: number) => string | undefined {
  const lines = text.split("\n");
  return (line) => lines[line];
}

function edited(text: string, edits: readonly Edit[]): string {
  const offset = (at: { line: number; character: number }): number =>
    text.split("\n").slice(0, at.line).join("\n").length + (at.line > 0 ? 1 : 0) + at.character;
  return changesOf(edits)
    .map(({ range, text: by }) => ({ from: offset(range.start), to: offset(range.end), by }))
    .sort((a, b) => b.from - a.from)
    .reduce((all, { from, to, by }) => all.slice(0, from) + by + all.slice(to), text);
}

/** Whole numbers below a bound that are the same at each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}
