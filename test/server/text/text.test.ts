import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { characterEnd, characterStart } from "../../../server/text/characters.ts";
import { lineStartAt, nextLineStart, withLf } from "../../../server/text/lines.ts";

describe("lines", () => {
  const rows: [text: string, offset: number, lineStart: number, next: number | undefined][] = [
    ["", 0, 0, 0],
    ["ab\ncd\n", 0, 0, 0],
    ["ab\ncd\n", 1, 0, 3],
    ["ab\ncd\n", 2, 0, 3],
    ["ab\ncd\n", 3, 3, 3],
    ["ab\ncd\n", 4, 3, 6],
    ["ab\ncd\n", 6, 6, 6],
    ["ab\ncd", 4, 3, undefined],
    ["\nab", 0, 0, 0],
    ["\nab", 1, 1, 1],
  ];
  for (const [text, offset, lineStart, next] of rows)
    it(`finds the lines about ${offset} in ${JSON.stringify(text)}`, () => {
      assert.equal(lineStartAt(text, offset), lineStart);
      assert.equal(nextLineStart(text, offset), next);
    });

  it("turns CRLF into LF and leaves a lone CR", () => {
    assert.equal(withLf("a\r\nb\rc\n\r\n"), "a\nb\rc\n\n");
  });
});

describe("characters", () => {
  const rows: [text: string, offset: number, start: number, end: number][] = [
    ["a👋b", 0, 0, 0],
    ["a👋b", 1, 1, 1],
    ["a👋b", 2, 1, 3],
    ["a👋b", 3, 3, 3],
    ["a👋b", 4, 4, 4],
    ["\udc4b\ud83d", 1, 1, 1],
  ];
  for (const [text, offset, start, end] of rows)
    it(`keeps the character at ${offset} of ${JSON.stringify(text)} whole`, () => {
      assert.equal(characterStart(text, offset), start);
      assert.equal(characterEnd(text, offset), end);
    });
});
