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

  it("name a file of another folder with that folder, and know a file's folder", () => {
    const roots = createRoots();
    roots.set([
      { uri: "file:///w/one", name: "one" },
      { uri: "file:///w/two%20", name: "two" },
    ]);
    const from = "file:///w/one/a.ts";
    assert.equal(roots.relativeFrom("file:///w/one/src/b.ts", from), "src/b.ts");
    assert.equal(roots.relativeFrom("file:///w/two%20/src/b.ts", from), "two/src/b.ts");
    assert.equal(roots.relativeFrom("file:///elsewhere/b.ts", from), "b.ts");
    assert.equal(roots.nameOf(from), "one");
    assert.equal(roots.nameOf("untitled:Untitled-1"), undefined);
    assert.equal(roots.folderOf("/w/two /src/b.ts"), "/w/two ");
    assert.equal(roots.folderOf("/w/three/b.ts"), undefined);
  });

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
