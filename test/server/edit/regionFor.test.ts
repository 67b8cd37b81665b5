import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { regionLines, regionOf } from "../../../server/edit/regionFor.ts";
import type { Declaration } from "../../../server/syntax/outline.ts";

const text = `import a from "a";

/** Says what it is. */
@decorated
function one() {
  const inner = () => {
    return 1;
  };
  return inner();
}

const two = 2;
const three = 3;

class Four {
  /** The fifth. */
  five() {
    return 5;
  }
}
`;

const declared = (
  name: string,
  firstLine: number,
  lastLine: number,
  kind: Declaration["kind"] = "function",
  within: Declaration[] = [],
): Declaration => ({ name, kind, firstLine, lastLine, line: firstLine, character: 0, within });

const outline = [
  declared("one", 4, 9, "function", [declared("inner", 5, 7)]),
  declared("Four", 14, 19, "type", [declared("five", 16, 18)]),
];

const at = (line: number, character = 0, endLine = line, endCharacter = character) => ({
  start: { line, character },
  end: { line: endLine, character: endCharacter },
});

describe("the region of an edit", () => {
  const rows: [name: string, range: ReturnType<typeof at>, firstLine: number, endLine: number][] = [
    ["the lines that are selected", at(5, 4, 6, 3), 5, 7],
    ["not the line that a selection only touches", at(11, 0, 12, 0), 11, 12],
    ["one line, where a word is selected", at(11, 6, 11, 9), 11, 12],
    ["the function around the cursor, with what stands above it", at(8, 2), 2, 10],
    ["the innermost function", at(6, 2), 5, 8],
    ["a method with its comment", at(17, 0), 15, 19],
    ["a class, where the cursor is in no method", at(14, 3), 14, 20],
    ["the lines up to the next empty ones, outside of everything", at(12, 0), 11, 13],
    ["an empty line alone", at(10, 0), 10, 10],
    ["no line behind the last", at(40, 0), 20, 20],
  ];
  for (const [name, range, firstLine, endLine] of rows)
    it(`is ${name}`, () =>
      assert.deepEqual(regionLines(text, range, outline), { firstLine, endLine }));

  it("is paragraphs in a language without syntax", () =>
    assert.deepEqual(regionLines(text, at(8, 0), undefined), { firstLine: 2, endLine: 10 }));

  it("is cut out so that the parts are the whole", () => {
    const region = regionOf(text, { firstLine: 4, endLine: 10 });
    assert.equal(region.before + region.text + region.after, text);
    assert.ok(region.text.startsWith("function one"));
    assert.ok(region.text.endsWith("}\n"));
  });

  it("may be the last line, which has no end", () => {
    const region = regionOf("a\nb", { firstLine: 1, endLine: 2 });
    assert.deepEqual([region.before, region.text, region.after], ["a\n", "b", ""]);
  });
});
