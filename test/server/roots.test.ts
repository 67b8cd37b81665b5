import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createRoots } from "../../server/roots.ts";

const folder = (uri: string) => ({ uri, name: "folder" });

/** A document, and its path as a prompt shows it, in a workspace of two folders, one in the other. */
const rows: [uri: string, path: string][] = [
  ["file:///w/src/a.ts", "src/a.ts"],
  ["file:///w/inner/src/b.ts", "src/b.ts"],
  ["file:///w/with%20space/c.ts", "with space/c.ts"],
  ["file:///wide/d.ts", "d.ts"],
  ["untitled:Untitled-1", "Untitled-1"],
  ["vscode-notebook-cell:/w/n.ipynb#W0s", "n.ipynb"],
  ["file:///w/100%25%zz.ts", "100%25%zz.ts"],
];

describe("the roots of a workspace", () => {
  for (const [uri, path] of rows) {
    it(`show ${uri} as ${path}`, () => {
      const roots = createRoots();
      roots.set([folder("file:///w"), folder("file:///w/inner")]);
      assert.equal(roots.relative(uri), path);
    });
  }

  it("follow the folders that are added and removed", () => {
    const roots = createRoots();
    roots.set([folder("file:///a")]);
    roots.change({
      added: [folder("file:///b"), folder("vscode-vfs://c")],
      removed: [folder("file:///a")],
    });
    assert.deepEqual(roots.folders, ["/b"]);
  });
});
