import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { aliasedPaths, aliasesIn, namedLike } from "../../../../server/edit/move/aliases.ts";

const config = `{
  // Names for folders: "@/*" is ours.
  "compilerOptions": {
    "baseUrl": ".", /* the project */
    "paths": {
      "@/*": ["./src/*", "./generated/*"],
      "config": ["./src/config.ts"],
      "#*/api": ["./packages/*/api"],
    },
  },
}`;
const aliases = aliasesIn("/p", config);

const names: [name: string, paths: string[]][] = [
  ["@/lib/a", ["/p/src/lib/a", "/p/generated/lib/a", "/p/@/lib/a"]],
  ["config", ["/p/src/config.ts", "/p/config"]],
  ["#core/api", ["/p/packages/core/api", "/p/#core/api"]],
  ["src/a", ["/p/src/a"]],
];

const likes: [known: string, path: string, named: string | undefined][] = [
  ["@/lib/a", "/p/src/types/b", "@/types/b"],
  ["@/lib/a", "/p/generated/b", "@/b"],
  ["#core/api", "/p/packages/web/api", "#web/api"],
  ["src/a", "/p/src/b", "src/b"],
  ["config", "/elsewhere/b", undefined],
];

describe("aliases of a project", () => {
  for (const [name, paths] of names)
    it(`lead from ${name}`, () => assert.deepEqual(aliasedPaths(name, aliases), paths));
  for (const [known, path, named] of likes)
    it(`name ${path} as ${known} is named`, () =>
      assert.equal(namedLike(known, path, aliases), named));
  it("are none where a file says none, or cannot be read", () => {
    for (const text of ["", "{", "null", "{}", '{"compilerOptions": {"paths": 7}}'])
      assert.deepEqual(aliasesIn("/p", text), []);
  });
});
