import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { prefixWindow, suffixWindow } from "../../../server/prompt/window.ts";

const lines = "aaaa\nbbbb\ncccc\ndddd\n";

describe("prefixWindow", () => {
  const rows: [prefix: string, most: number, window: string][] = [
    ["", 10, ""],
    [lines, 20, lines],
    [lines, 19, "bbbb\ncccc\ndddd\n"],
    [lines, 12, "cccc\ndddd\n"],
    [lines, 4, "ddd\n"],
    [lines, 0, ""],
    [lines, -5, ""],
    [`${lines}ee`, 16, "cccc\ndddd\nee"],
    ["x".repeat(30), 8, "x".repeat(8)],
    ["👋".repeat(10), 5, "👋👋"],
  ];
  for (const [prefix, most, window] of rows)
    it(`keeps ${JSON.stringify(window)} of ${JSON.stringify(prefix)} in ${most}`, () => {
      assert.equal(prefixWindow(prefix, most), window);
    });

  it("never exceeds its limit and never splits a character, at any length", () => {
    const text = "ab👋cd\n\n  éé👋👋\nxyz\n".repeat(20);
    for (let length = 0; length <= text.length; length++) {
      for (const most of [0, 1, 2, 7, 40, 161]) {
        const prefix = text.slice(0, length);
        const window = prefixWindow(prefix, most);
        assert.ok(window.length <= most && prefix.endsWith(window));
        assert.ok(!/^[\uDC00-\uDFFF]/.test(window), JSON.stringify(window));
      }
    }
  });

  it("holds at least three quarters of its limit, less a line", () => {
    const text = "12345678\n".repeat(200);
    for (let length = 500; length <= text.length; length++)
      assert.ok(prefixWindow(text.slice(0, length), 400).length >= 300 - 9);
  });
});

describe("suffixWindow", () => {
  const rows: [suffix: string, most: number, window: string][] = [
    ["", 10, ""],
    [lines, 20, lines],
    [lines, 19, "aaaa\nbbbb\ncccc\n"],
    [lines, 5, "aaaa\n"],
    [lines, 4, "aaaa"],
    [lines, 0, ""],
    ["x".repeat(30), 8, "x".repeat(8)],
    ["👋👋👋", 3, "👋"],
  ];
  for (const [suffix, most, window] of rows)
    it(`keeps ${JSON.stringify(window)} of ${JSON.stringify(suffix)} in ${most}`, () => {
      assert.equal(suffixWindow(suffix, most), window);
    });
});
