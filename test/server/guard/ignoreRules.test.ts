import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { IgnoreRules } from "../../../server/guard/ignoreRules.ts";

/** Files of a workspace, and whether a change of them may change what is ignored in it. */
const rows: [path: string, concerns: boolean][] = [
  ["w/.gitignore", true],
  ["w/api/.ingleignore", true],
  ["w/.cursorignore", true],
  ["w/.aiexclude", true],
  ["w/.git", true],
  ["w/.git/info/exclude", true],
  ["w/.git/info", true],
  ["w/.git/index.lock", false],
  ["w/.git/HEAD", false],
  ["w/.git/refs/heads/info", false],
  ["w/src/info/exclude", false],
  ["w/src/a.ts", false],
];

describe("a change of a file in the workspace", () => {
  for (const [path, concerns] of rows)
    it(`${concerns ? "may change" : "changes nothing of"} what is ignored: ${path}`, () => {
      assert.equal(IgnoreRules.concern(join("/", path)), concerns);
    });
});
