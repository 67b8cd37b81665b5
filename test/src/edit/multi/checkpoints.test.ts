import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { createCheckpoints, digestOf } from "../../../../src/edit/multi/checkpoints.ts";
import { scratchFolder } from "../../../helpers/scratch.ts";

describe("checkpoints", () => {
  const scratch = scratchFolder();
  let folders = 0;
  let time = 1_000;
  function checkpoints(mostBytes?: number) {
    folders += 1;
    const folder = join(scratch.path, `checkpoints-${folders}`);
    const made = createCheckpoints({
      ...{ folder, now: () => time++ },
      ...(mostBytes === undefined ? {} : { mostBytes }),
    });
    return { ...made, folder };
  }
  const file = (before: string | null) => ({ uri: "file:///a.ts", before });
  const titles = async ({ list }: Pick<ReturnType<typeof checkpoints>, "list">) =>
    (await list()).map(({ title }) => title);

  it("are kept with their texts, the newest first", async () => {
    const kept = checkpoints();
    assert.deepEqual(await kept.list(), []);
    await kept.keep({ title: "one", files: [file("a")] });
    const two = await kept.keep({ title: "two", files: [file(null)] });
    assert.ok(two.kind === "kept");
    await kept.complete({
      ...two.checkpoint,
      files: [{ ...file(null), after: digestOf("made") }],
    });
    const [newest, oldest] = await kept.list();
    assert.deepEqual(newest?.files, [{ ...file(null), after: digestOf("made\r\n".trim()) }]);
    assert.deepEqual(oldest?.files, [file("a")]);
    assert.deepEqual(await titles(kept), ["two", "one"]);
    await kept.drop(two.checkpoint);
    assert.deepEqual(await titles(kept), ["one"]);
  });

  it("are twenty at most", async () => {
    const kept = checkpoints();
    for (let at = 0; at < 23; at += 1) await kept.keep({ title: `${at}`, files: [file("a")] });
    const found = await titles(kept);
    assert.equal(found.length, 20);
    assert.equal(found[0], "22");
    assert.equal(found.at(-1), "3");
  });

  it("take a bounded place, and one that is larger is refused", async () => {
    const kept = checkpoints(3_000);
    for (const title of ["1", "2", "3", "4"])
      await kept.keep({ title, files: [file("x".repeat(1_000))] });
    assert.deepEqual(await titles(kept), ["4", "3"]);
    const refused = await kept.keep({ title: "5", files: [file("x".repeat(4_000))] });
    assert.ok(refused.kind === "refused" && refused.reason.includes("too large"));
    assert.deepEqual(await titles(kept), ["4", "3"]);
  });

  it("say why where the disk cannot be written", async () => {
    const kept = checkpoints();
    writeFileSync(kept.folder, "no folder");
    const refused = await kept.keep({ title: "1", files: [file("a")] });
    assert.ok(refused.kind === "refused" && refused.reason.includes("could not be written"));
    assert.deepEqual(await kept.list(), []);
  });

  it("pass over what is damaged, or half written", async () => {
    const kept = checkpoints();
    await kept.keep({ title: "good", files: [file("a")] });
    mkdirSync(kept.folder, { recursive: true });
    const damages = { "1.json": "{", "2.json": '{"id":"2"}', "3.json.new": "{}", "4.json": "null" };
    for (const [name, text] of Object.entries(damages))
      writeFileSync(join(kept.folder, name), text);
    assert.deepEqual(await titles(kept), ["good"]);
    assert.ok(readdirSync(kept.folder).length > 1);
  });

  it("know a text by its words, whatever ends its lines", () => {
    assert.equal(digestOf("a\r\nb\n"), digestOf("a\nb\n"));
    assert.notEqual(digestOf("a"), digestOf("b"));
  });
});
