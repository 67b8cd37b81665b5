import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Address, addressOf } from "../../../src/chat/address.ts";

const file = (path: string, firstLine?: number, lastLine?: number): Address => ({
  ...{ kind: "file", path },
  ...(firstLine !== undefined && { firstLine }),
  ...(lastLine !== undefined && { lastLine }),
});

const rows: [link: string, wanted: Address | undefined][] = [
  ["https://example.com/a", { kind: "web", address: "https://example.com/a" }],
  ["HTTP://example.com", { kind: "web", address: "HTTP://example.com" }],
  ["https://", undefined],
  ["src/a.ts", file("src/a.ts")],
  ["src/a.ts:12", file("src/a.ts", 11)],
  ["src/a.ts:12:5", file("src/a.ts", 11)],
  ["src/a.ts:12-20", file("src/a.ts", 11, 19)],
  ["src/a.ts:12–20", file("src/a.ts", 11, 19)],
  ["src/a.ts#L12", file("src/a.ts", 11)],
  ["src/a.ts#L12-L20", file("src/a.ts", 11, 19)],
  ["a.ts:0", file("a.ts", 0)],
  ["src/a%20b.ts:3", file("src/a b.ts", 2)],
  ["file:///home/me/a.ts:3", file("/home/me/a.ts", 2)],
  ["C:\\code\\a.ts:3", file("C:\\code\\a.ts", 2)],
  ["javascript:alert(1)", undefined],
  ["command:workbench.action.quit", undefined],
  ["data:text/html,x", undefined],
  ["vscode://x", undefined],
  ["#top", undefined],
  ["%E0%A4%A", file("%E0%A4%A")],
  ["", undefined],
];

describe("where a link of an answer leads", () => {
  for (const [link, wanted] of rows)
    it(`is told for ${JSON.stringify(link)}`, () => assert.deepEqual(addressOf(link), wanted));
});
