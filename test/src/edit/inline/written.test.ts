import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { gap, type WrittenSoFar, writtenSoFar } from "../../../../src/edit/inline/written.ts";

const REGION = ["function a() {", "  return 1;", "}", "", "function b() {", "  return 2;", "}"];

const rows: [name: string, text: string, wanted: WrittenSoFar][] = [
  ["nothing yet", REGION.join("\n"), { lines: [], going: [], reached: 0 }],
  [
    "one line instead of another",
    REGION.join("\n").replace("return 1", "return 3"),
    { lines: ["  return 3;"], going: [1], reached: 2 },
  ],
  [
    "two places",
    REGION.join("\n")
      .replace("return 1", "return 3")
      .replace("  return 2;", "  const c = 2;\n  return c;"),
    { lines: ["  return 3;", gap, "  const c = 2;", "  return c;"], going: [1, 5], reached: 6 },
  ],
  [
    "a line that comes, with a line end behind the last and in the other way",
    `${REGION.join("\r\n").replace("  return 1;", "  // one\r\n  return 1;")}\r\n`,
    { lines: ["  // one"], going: [], reached: 1 },
  ],
  [
    "lines that only go",
    REGION.slice(4).join("\n"),
    { lines: [], going: [0, 1, 2, 3], reached: 4 },
  ],
];

describe("what is written so far", () => {
  for (const [name, text, wanted] of rows)
    it(`shows ${name}`, () => assert.deepEqual(writtenSoFar(REGION, text), wanted));
});
