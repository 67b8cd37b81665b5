import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { pathFor } from "../../../../src/chat/apply/path.ts";

const rows: [info: string, above: string, code: string, wanted: string | undefined][] = [
  ["ts src/books.ts", "", "", "src/books.ts"],
  ["ts:src/books.ts", "", "", "src/books.ts"],
  ['ts title="src/books.ts"', "", "", "src/books.ts"],
  ["ts {file=src/books.ts}", "", "", "src/books.ts"],
  ["ts", "**src/books.ts**", "", "src/books.ts"],
  ["ts", "In `src/books.ts`:", "", "src/books.ts"],
  ["ts", "Change src/books.ts:12 to this:", "", "src/books.ts"],
  ["ts", "", "// src/books.ts\nconst a = 1;", "src/books.ts"],
  ["python", "", "# tools/report.py\nimport csv", "tools/report.py"],
  ["ts", "This is version 1.2 of it.", "", undefined],
  ["ts", "See https://example.com for more.", "", undefined],
  ["ts", "", "// Finds the books.\nconst a = 1;", undefined],
  ["", "", "", undefined],
];

describe("the file that a code block is for", () => {
  for (const [info, above, code, wanted] of rows)
    it(`is ${wanted} with ${JSON.stringify([info, above, code])}`, () => {
      assert.equal(pathFor({ info, above, code }), wanted);
    });
});
