import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { writeFiles } from "../../../server/cli/writeFiles.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

describe("writing the files of an edit", () => {
  const scratch = scratchFolder();
  const bytes = (text: string): Buffer => Buffer.from(text);

  it("replaces them, keeps their mode, makes folders and leaves nothing beside them", async () => {
    const old = scratch.write("old.sh", "old\r\n");
    chmodSync(old, 0o750);
    const made = join(scratch.path, "deep/er/new.ts");
    const why = await writeFiles([
      { path: old, before: bytes("old\r\n"), after: bytes("new\r\n") },
      { path: made, before: undefined, after: bytes("made\n") },
    ]);
    assert.equal(why, undefined);
    assert.equal(readFileSync(old, "utf8"), "new\r\n");
    assert.equal(statSync(old).mode & 0o777, 0o750);
    assert.equal(readFileSync(made, "utf8"), "made\n");
    assert.deepEqual(readdirSync(join(scratch.path, "deep/er")), ["new.ts"]);
  });

  it("writes through a link", async () => {
    const target = scratch.write("target.ts", "a\n");
    const link = join(scratch.path, "link.ts");
    symlinkSync(target, link);
    await writeFiles([{ path: link, before: bytes("a\n"), after: bytes("b\n") }]);
    assert.equal(readFileSync(target, "utf8"), "b\n");
    assert.equal(readFileSync(link, "utf8"), "b\n");
  });

  const wrong: [name: string, second: string, before: string | undefined, why: RegExp][] = [
    ["has changed meanwhile", "changed.ts", "other\n", /was changed in the meantime/],
    ["is there by now", "changed.ts", undefined, /is there by now/],
    ["is gone", "gone.ts", "gone\n", /was changed in the meantime/],
    ["is a folder", "folder", "", /Nothing was written/],
  ];
  for (const [name, second, before, why] of wrong)
    it(`writes nothing where one of them ${name}`, async () => {
      const first = scratch.write("first.ts", "first\n");
      scratch.write("changed.ts", "changed\n");
      mkdirSync(join(scratch.path, "folder"), { recursive: true });
      const said = await writeFiles([
        { path: first, before: bytes("first\n"), after: bytes("no\n") },
        {
          path: join(scratch.path, second),
          before: before === undefined ? undefined : bytes(before),
          after: bytes("no\n"),
        },
      ]);
      assert.match(said ?? "", why);
      assert.equal(readFileSync(first, "utf8"), "first\n");
      assert.equal(existsSync(join(scratch.path, "gone.ts")), false);
      assert.deepEqual(
        readdirSync(scratch.path).filter((each) => each.startsWith(".")),
        [],
      );
    });

  it("takes back what was written where a later one fails", async () => {
    const first = scratch.write("kept.ts", "kept\n");
    // A file where its folder should be.
    scratch.write("file", "");
    const why = await writeFiles([
      { path: first, before: bytes("kept\n"), after: bytes("no\n") },
      { path: join(scratch.path, "file/new.ts"), before: undefined, after: bytes("no\n") },
    ]);
    assert.match(why ?? "", /^Nothing was written/);
    assert.equal(readFileSync(first, "utf8"), "kept\n");
  });
});
