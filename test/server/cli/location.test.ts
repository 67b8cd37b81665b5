import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Location, parseLocation } from "../../../server/cli/location.ts";

const rows: [text: string, wanted: Location | undefined][] = [
  ["a.ts:3:7", { path: "a.ts", line: 3, column: 7 }],
  ["C:\\src\\a.ts:3:7", { path: "C:\\src\\a.ts", line: 3, column: 7 }],
  ["a:b.ts:1:1", { path: "a:b.ts", line: 1, column: 1 }],
  ["a.ts:3", undefined],
  ["a.ts", undefined],
  [":3:7", undefined],
  ["a.ts:0:1", undefined],
  ["a.ts:1:x", undefined],
];

describe("parseLocation", () => {
  for (const [text, wanted] of rows) {
    it(`reads ${JSON.stringify(text)}`, () => assert.deepEqual(parseLocation(text), wanted));
  }
});
