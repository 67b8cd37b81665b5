import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Change, createRecentEdits } from "../../../server/context/recentEdits.ts";

const uri = "file:///w/a.ts";
const numbered = (count: number): string =>
  Array.from({ length: count }, (_, line) => `line ${line}`).join("\n");

/** Inserts `text` at a line and a column, or replaces up to another place. */
function at(
  line: number,
  column: number,
  text: string,
  to: [number, number] = [line, column],
): Change {
  return {
    range: { start: { line, character: column }, end: { line: to[0], character: to[1] } },
    text,
  };
}

function edited(text: string, changes: readonly Change[]) {
  const document = TextDocument.create(uri, "typescript", 1, text);
  const edits = createRecentEdits({
    get: () => ({ uri, languageId: "typescript", version: 1, text: document.getText() }),
  });
  for (const change of changes) {
    edits.changing(document, change);
    TextDocument.update(document, [change as never], 2);
  }
  return { document, edits };
}

describe("recent edits", () => {
  const rows: [name: string, text: string, changes: Change[], hunks: [number, number, string][]][] =
    [
      ["a character", numbered(9), [at(3, 0, "x")], [[3, 4, "line 3"]]],
      ["typing in one line", numbered(9), [at(3, 0, "x"), at(3, 1, "y")], [[3, 4, "line 3"]]],
      ["a new line", numbered(9), [at(3, 6, "\nnew")], [[3, 5, "line 3"]]],
      [
        "two places, the newest last",
        numbered(30),
        [at(20, 0, "x"), at(3, 0, "y")],
        [
          [20, 21, "line 20"],
          [3, 4, "line 3"],
        ],
      ],
      [
        "a hunk that a later edit above moves",
        numbered(30),
        [at(20, 0, "x"), at(3, 0, "a\nb\n")],
        [
          [22, 23, "line 20"],
          [3, 6, "line 3"],
        ],
      ],
      [
        "neighbours that become one, with the lines between",
        numbered(9),
        [at(3, 0, "x"), at(5, 0, "y"), at(4, 0, "z")],
        [[3, 6, "line 3\nline 4\nline 5"]],
      ],
      ["deleted lines", numbered(9), [at(3, 0, "", [5, 0])], [[3, 4, "line 3\nline 4\nline 5"]]],
      [
        "a whole text with one change",
        numbered(9),
        [{ text: numbered(9).replace("line 4", "x") }],
        [[4, 5, "line 4"]],
      ],
      ["CRLF", "a\r\nb\r\nc", [at(1, 1, "\r\nx")], [[1, 3, "b"]]],
      ["a large paste, which is none", numbered(9), [at(3, 0, `${numbered(60)}\n`)], []],
    ];
  for (const [name, text, changes, hunks] of rows)
    it(`notes ${name}`, () => {
      assert.deepEqual(
        edited(text, changes).edits.hunks.map(({ start, end, before }) => [start, end, before]),
        hunks,
      );
    });

  const cursor = (line: number, of = uri) => ({
    uri: of,
    languageId: "typescript",
    position: { line, character: 0 },
    prefix: "",
    suffix: "",
  });
  const never = new AbortController().signal;

  it("shows the lines as they stand now, with two around them", async () => {
    const { edits } = edited(numbered(30), [at(20, 0, "x")]);
    const [candidate] = await edits.gather(cursor(1), never);
    assert.deepEqual(
      candidate?.lines.map(({ number, text }) => `${number} ${text}`),
      ["18 line 18", "19 line 19", "20 xline 20", "21 line 21", "22 line 22"],
    );
  });

  const silent: [name: string, changes: Change[], line: number][] = [
    ["the cursor's own line", [at(20, 0, "x")], 20],
    ["what was undone", [at(20, 0, "x"), at(20, 0, "", [20, 1])], 1],
    ["what was only deleted", [at(20, 0, "", [20, 7])], 1],
  ];
  for (const [name, changes, line] of silent)
    it(`does not show ${name}`, async () => {
      assert.deepEqual(await edited(numbered(30), changes).edits.gather(cursor(line), never), []);
    });

  it("gives the newest the highest score and forgets the oldest", async () => {
    const changes = Array.from({ length: 40 }, (_, index) => at(index * 5, 0, "x"));
    const { edits } = edited(numbered(300), changes);
    const candidates = await edits.gather(cursor(0, "file:///w/b.ts"), never);
    assert.equal(candidates.length, 24);
    assert.match(candidates[0]?.lines[2]?.text ?? "", /line 195/);
    const scores = candidates.map(({ score }) => score);
    assert.deepEqual(
      scores,
      scores.toSorted((a, b) => b - a),
    );
  });
});
