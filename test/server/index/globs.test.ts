import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { globMatcher } from "../../../server/index/globs.ts";

/** A glob, and whether it means a path. */
const rows: [glob: string, path: string, means: boolean][] = [
  ["**/node_modules", "node_modules", true],
  ["**/node_modules", "a/node_modules/b/c.js", true],
  ["**/node_modules", "a/my_node_modules/c.js", false],
  ["**/*.log", "a.log", true],
  ["**/*.log", "deep/er/a.log", true],
  ["**/*.log", "a.log.txt", false],
  ["*.log", "a.log", true],
  ["*.log", "deep/a.log", false],
  ["out", "out/a/b.js", true],
  ["out/", "out/a.js", false],
  ["out", "outer/a.js", false],
  ["src/**/*.{js,map}", "src/a/b.map", true],
  ["src/**/*.{js,map}", "src/b.js", true],
  ["src/**/*.{js,map}", "src/b.ts", false],
  ["a?c.[ch]", "abc.h", true],
  ["a?c.[!ch]", "abc.h", false],
  ["a/**", "a/b/c", true],
  ["a+(b).c", "a+(b).c", true],
  ["{a", "{a", true],
  ["[a", "[a", true],
  ["{a,{b,c}}", "a", false],
  ["**/a/**/b", "a/b", true],
  ["**/a/**/b", "x/a/y/z/b/file", true],
  ["**/a/**/b", "x/ab", false],
  ["[z-a]", "z", false],
];

describe("globs of what is left out", () => {
  for (const [glob, path, means] of rows)
    it(`${glob} ${means ? "means" : "does not mean"} ${path}`, () =>
      assert.equal(globMatcher([glob])(path), means));
  it("mean nothing where there are none", () => assert.equal(globMatcher([])("a"), false));
  it("answer at once whatever they are", () => {
    const matches = globMatcher([
      `${"*a".repeat(100)}b`,
      `${"**/*".repeat(50)}b`,
      "{a,b}".repeat(30),
    ]);
    assert.equal(matches(`${"a".repeat(60)}/`.repeat(20)), false);
  });
});
