import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fileParts } from "../../../server/edit/fileParts.ts";
import { regionOf } from "../../../server/edit/regionFor.ts";

const text = `import { Shelf } from "./shelf";

export class Library {
  ${"// a long way down\n  ".repeat(20)}
  lend(book: Book) {
    return book.lent;
  }
}
`;

const lend = text.split("\n").findIndex((line) => line.includes("lend("));
const last = text.split("\n").length - 2;
const outline = [
  {
    ...{ name: "Library", kind: "type" as const, firstLine: 2, lastLine: last },
    ...{ line: 2, character: 13, within: [] },
  },
];

function partsWith(edgeCharacters: number): string {
  const region = regionOf(text, { firstLine: lend, endLine: lend + 3 });
  const parts = { path: "library.ts", languageId: "typescript", region, outline, edgeCharacters };
  return fileParts(parts).join("\n");
}

describe("the parts of a file that help to edit one of it", () => {
  it("are its beginning and the heads of what holds the region", () => {
    const parts = partsWith(100);
    assert.ok(parts.includes("library.ts:1\n"));
    assert.ok(parts.includes("import { Shelf }"));
    assert.ok(parts.includes("library.ts:3\n"));
    assert.ok(parts.includes("export class Library {"));
    assert.ok(!parts.includes("a long way down"));
  });
  it("are not what stands right before the region anyway", () =>
    assert.equal(partsWith(10_000), ""));
});
