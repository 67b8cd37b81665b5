import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "mocha";
import {
  createSharedAccount,
  type SharedAccount,
} from "../../../server/completion/sharedAccount.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

describe("an account in a file that servers share", () => {
  const scratch = scratchFolder();
  let folder: string;
  let count = 0;
  beforeEach(() => {
    count += 1;
    folder = join(scratch.path, `storage-${count}`);
  });

  const lines: string[] = [];
  const account = (storage = (): string | undefined => folder): SharedAccount<{ sum: number }> =>
    createSharedAccount({
      storage,
      fileName: "sum.json",
      empty: () => ({ sum: 0 }),
      sum: (before, more) => ({ sum: before.sum + more.sum }),
      isSound: (value): value is { sum: number } =>
        Number.isFinite((value as { sum?: number } | null)?.sum),
      log: (line) => lines.push(line),
    });
  const written = () => readFileSync(join(folder, "sum.json"), "utf8");

  it("knows at once what was added, and writes it when it is asked to", async () => {
    const one = account();
    one.add({ sum: 2 });
    one.add({ sum: 3 });
    assert.deepEqual(one.known, { sum: 5 });
    assert.equal(existsSync(folder), false);
    await one.flush();
    assert.equal(written(), '{"sum":5}');
    assert.deepEqual(one.known, { sum: 5 });
  });

  it("reads in the background what was there", async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, "sum.json"), '{"sum":7}');
    const one = account();
    one.add({ sum: 1 });
    assert.deepEqual(one.known, { sum: 1 });
    await one.flush();
    assert.deepEqual(one.known, { sum: 8 });
  });

  it("loses nothing that servers write at the same time", async () => {
    const servers = Array.from({ length: 6 }, () => account());
    for (let round = 0; round < 8; round += 1) {
      for (const server of servers) server.add({ sum: 1 });
      await Promise.all(servers.map((server) => server.flush()));
    }
    assert.equal(written(), '{"sum":48}');
    assert.deepEqual(readdirSync(folder), ["sum.json"]);
    assert.deepEqual(await servers[0]!.read(), { sum: 48 });
  });

  it("loses nothing that is added while it writes", async () => {
    const one = account();
    one.add({ sum: 1 });
    const writing = one.flush();
    one.add({ sum: 10 });
    assert.deepEqual(one.known, { sum: 11 });
    await writing;
    assert.deepEqual(one.known, { sum: 11 });
    await one.flush();
    assert.equal(written(), '{"sum":11}');
  });

  for (const text of ["", "{", "null", "[]", '{"sum":"x"}'])
    it(`takes ${JSON.stringify(text)} for no file, and writes a sound one`, async () => {
      mkdirSync(folder);
      writeFileSync(join(folder, "sum.json"), text);
      const one = account();
      assert.deepEqual(await one.read(), { sum: 0 });
      one.add({ sum: 4 });
      await one.flush();
      assert.equal(written(), '{"sum":4}');
    });

  it("forgets what is written and what is not, and another server's next addition stands alone", async () => {
    const [one, two] = [account(), account()];
    two.add({ sum: 5 });
    await two.flush();
    one.add({ sum: 1 });
    await one.reset();
    assert.deepEqual(one.known, { sum: 0 });
    assert.deepEqual(readdirSync(folder), []);
    two.add({ sum: 2 });
    await two.flush();
    assert.equal(written(), '{"sum":2}');
    assert.deepEqual(two.known, { sum: 2 });
  });

  it("does not wait for a server that died while it wrote", async () => {
    mkdirSync(folder);
    const lock = join(folder, "sum.json.lock");
    writeFileSync(lock, "");
    const before = Date.now() / 1_000 - 60;
    utimesSync(lock, before, before);
    const one = account();
    one.add({ sum: 1 });
    await one.flush();
    assert.equal(written(), '{"sum":1}');
  });

  it("tells the log where it cannot write, and writes it another time", async () => {
    const path = join(folder, "sum.json");
    mkdirSync(path, { recursive: true });
    const one = account();
    one.add({ sum: 3 });
    await one.flush();
    assert.equal(lines.length, 1);
    assert.deepEqual(one.known, { sum: 3 });
    rmSync(path, { recursive: true });
    await one.flush();
    assert.equal(written(), '{"sum":3}');
  });

  it("lasts as long as the server where there is no folder", async () => {
    const one = account(() => undefined);
    one.add({ sum: 2 });
    await one.flush();
    assert.deepEqual(await one.read(), { sum: 2 });
    await one.reset();
    assert.deepEqual(one.known, { sum: 0 });
  });
});
