import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { TextDocument } from "vscode-languageserver-textdocument";
import { cursorIn } from "../../../server/completion/cursor.ts";
import { cursorAt } from "../../helpers/cursors.ts";

const rows: [name: string, marked: string, wanted: Partial<ReturnType<typeof cursorAt>>][] = [
  [
    "in a line",
    "a\nlet x = █;\nb",
    { prefix: "a\nlet x = ", suffix: ";\nb", lineBefore: "let x = ", lineAfter: ";" },
  ],
  ["in an empty file", "█", { prefix: "", suffix: "", lineBefore: "", lineAfter: "" }],
  ["at the end", "a\n█", { prefix: "a\n", suffix: "", lineBefore: "" }],
  [
    "with CRLF",
    "a\r\nb█\r\nc",
    { prefix: "a\nb", suffix: "\nc", lineBefore: "b", lineAfter: "", eol: "\r\n" },
  ],
  ["behind tabs", "\t\tx█", { lineBefore: "\t\tx", eol: "\n" }],
  ["behind an emoji", "'👋█'", { prefix: "'👋", suffix: "'" }],
];

describe("cursorIn", () => {
  for (const [name, marked, wanted] of rows) {
    it(`takes the text around the cursor ${name}`, () => {
      const cursor = cursorAt(marked);
      for (const [key, value] of Object.entries(wanted)) {
        assert.equal(cursor[key as keyof typeof cursor], value, key);
      }
    });
  }

  it("never stands inside a surrogate pair", () => {
    const document = TextDocument.create("file:///a.ts", "typescript", 1, "a👋b");
    const cursor = cursorIn(document, { line: 0, character: 2 });
    assert.equal(cursor.prefix, "a");
    assert.equal(cursor.suffix, "👋b");
    assert.deepEqual(cursor.position, { line: 0, character: 1 });
  });

  it("takes a position beyond the end as the end", () => {
    const document = TextDocument.create("file:///a.ts", "typescript", 1, "ab\ncd");
    assert.equal(cursorIn(document, { line: 9, character: 9 }).prefix, "ab\ncd");
  });

  it("looks at a window of a large file that stands still while a person types", () => {
    const text = "let abcdefghij = 1;\n".repeat(250_000);
    const document = TextDocument.create("file:///a.ts", "typescript", 1, text);
    const first = cursorIn(document, { line: 125_000, character: 0 });
    const second = cursorIn(document, { line: 125_000, character: 7 });
    assert.ok(first.prefix.length <= 2 * 65_536 && first.suffix.length <= 65_536);
    assert.equal(second.prefix, `${first.prefix}let abc`);
  });
});
