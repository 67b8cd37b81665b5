import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { codeBlock, heading, plain } from "../../../../src/edit/inline/markdown.ts";

describe("code in Markdown", () => {
  const rows: [name: string, text: string, wanted: string][] = [
    ["stands in a fence of its language", "a\nb\n", "```ts\na\nb\n```"],
    ["keeps an empty last line but one", "a\n\n", "```ts\na\n\n```"],
    ["has line ends of one kind", "a\r\nb\r\n", "```ts\na\nb\n```"],
    ["cannot end its own fence", "`````\n</pre>", "``````ts\n`````\n</pre>\n``````"],
  ];
  for (const [name, text, wanted] of rows)
    it(name, () => assert.equal(codeBlock(text, "ts"), wanted));
});

describe("text in Markdown", () => {
  it("means nothing", () =>
    assert.equal(
      plain("[a](command:b) <img> $(check) `x`\n  *y*"),
      "\\[a\\]\\(command:b\\) \\<img\\> \\$\\(check\\) \\`x\\` \\*y\\*",
    ));
});

describe("a heading", () => {
  it("is one line, and not too long", () => {
    assert.equal(heading(" a\n  b "), "a b");
    assert.equal(heading("abcdef", 4), "abc…");
  });
});
