import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  chmodSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { openForWriting } from "../../server/index/database.ts";
import { createIndexProcess } from "../../server/index/process.ts";
import { childRunning } from "../helpers/childRunning.ts";
import { eventually } from "../helpers/eventually.ts";
import { startIndex, type TestIndex } from "../helpers/indexes.ts";

const manyFiles = (count: number, word: string): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, at) => [
      `src/part${at % 10}/file${at}.ts`,
      Array.from(
        { length: 20 },
        (_, line) => `export function ${word}${at}_${line}() {\n  return "${word}";\n}\n`,
      ).join("\n"),
    ]),
  );

describe("an index in trouble", () => {
  let one: TestIndex;
  const cleanups: (() => unknown)[] = [];
  afterEach(async () => {
    await one.dispose();
    for (const clean of cleanups.splice(0).reverse()) await clean();
  });

  function databaseFile(): string {
    const folder = join(one.storage, "index");
    const name = readdirSync(folder).find((each) => each.endsWith(".db"));
    assert.ok(name);
    return join(folder, name);
  }

  async function reasons(): Promise<Record<string, string>> {
    const files = await one.index.skipped();
    return Object.fromEntries(
      files.map(({ uri, reason }) => [
        decodeURIComponent(uri.slice(one.uri("").length + 1)),
        reason,
      ]),
    );
  }

  it("goes on where it was when it is killed again and again", async () => {
    one = startIndex(manyFiles(400, "alpha"));
    for (let killed = 0; killed < 2; killed += 1) {
      await eventually(() => one.index.state.kind === "indexing");
      await new Promise((resolve) => setTimeout(resolve, 150));
      process.kill(childRunning("index/index.js"), "SIGKILL");
      await eventually(() => one.index.state.kind === "opening");
    }
    assert.equal((await one.settled()).files, 400);
    assert.deepEqual(await one.pathsWith("alpha123_4"), ["src/part3/file123.ts"]);
    assert.deepEqual(await reasons(), {});
  }).timeout(60_000);

  it("knows the open documents again after its process was killed", async () => {
    one = startIndex({ "a.ts": "let a;\n" });
    await one.settled();
    const uri = one.uri("a.ts");
    one.index.changed({ uri, languageId: "typescript", version: 1, getText: () => "let unsaved;" });
    await one.until("unsaved", ["a.ts"]);
    process.kill(childRunning("index/index.js"), "SIGKILL");
    await eventually(() => one.index.state.kind === "opening");
    await one.settled();
    await one.until("unsaved", ["a.ts"]);
  });

  it("leaves out a file at which it ended three times, and says so", async () => {
    one = startIndex({ "good.ts": "let good;\n", "poison.ts": "let poison;\n" });
    await one.settled();
    for (let deaths = 0; deaths < 3; deaths += 1) {
      await one.index.dispose();
      writeFileSync(`${databaseFile()}.working`, "poison.ts");
      await one.again();
      await one.settled();
    }
    assert.deepEqual(await reasons(), {
      "poison.ts": "the index ended each time that it was taken apart",
    });
    assert.deepEqual(await one.pathsWith("good"), ["good.ts"]);
    one.write("poison.ts", "let harmless;\n");
    await one.until("harmless", ["poison.ts"]);
  });

  /** What happens to the file of the index while nobody has it open. */
  const damages: [name: string, damage: (file: string) => void][] = [
    ["random bytes in the middle", (file) => overwrite(file, 8192, randomBytes(12_000))],
    ["random bytes at the beginning", (file) => overwrite(file, 0, randomBytes(4096))],
    ["its second half gone", (file) => truncateSync(file, statSync(file).size / 2)],
    ["nothing in it", (file) => truncateSync(file, 0)],
    ["zeros", (file) => writeFileSync(file, Buffer.alloc(50_000))],
    ["another text", (file) => writeFileSync(file, "not a database at all, but long enough")],
    ["another schema", (file) => alter(file, "PRAGMA user_version = 999")],
    ["another application's", (file) => alter(file, "PRAGMA application_id = 7")],
    ["a journal of rubbish", (file) => writeFileSync(`${file}-wal`, randomBytes(50_000))],
    ["a lock of rubbish", (file) => writeFileSync(`${file}.lock`, "rubbish, and more rubbish")],
  ];
  for (const [name, damage] of damages)
    it(`is built anew, or is sound, with ${name}`, async () => {
      one = startIndex(manyFiles(30, "alpha"));
      await one.settled();
      await one.index.dispose();
      damage(databaseFile());
      await one.again();
      assert.equal((await one.settled()).files, 30, one.lines.join("\n"));
      assert.deepEqual(await one.pathsWith("alpha12_3"), ["src/part2/file12.ts"]);
      one.write("new.ts", "let added;\n");
      await one.until("added", ["new.ts"]);
    });

  it("is built anew when it is damaged while it is in use", async () => {
    one = startIndex(manyFiles(60, "alpha"));
    await one.settled();
    const file = databaseFile();
    overwrite(file, 4096, randomBytes(statSync(file).size));
    one.write("src/part1/file1.ts", "let beta;\n");
    one.remove("src/part2");
    await one.until("beta", ["src/part1/file1.ts"]);
    assert.equal((await one.settled()).files, 54);
    assert.deepEqual(await one.pathsWith("alpha33_3"), ["src/part3/file33.ts"]);
  });

  it("says that the disk is full, loses nothing, and goes on once there is space", async function () {
    const disk = mkdtempSync(join(tmpdir(), "ingle-disk-"));
    cleanups.push(() => rmSync(disk, { recursive: true }));
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "ignore" });
    } catch {
      // Only root on Linux can make a small disk.
      this.skip();
    }
    cleanups.push(() => execFileSync("umount", [disk]));
    one = startIndex({ "a.ts": "let early;\n" }, { storage: disk });
    await one.settled();
    for (const [path, text] of Object.entries(manyFiles(800, "alpha"))) one.write(path, text);
    await eventually(() => one.index.state.kind === "failed", 20_000);
    assert.match(JSON.stringify(one.index.state), /could not be written.*Free some space/);
    assert.deepEqual(await one.pathsWith("early"), ["a.ts"]);
    execFileSync("mount", ["-o", "remount,size=64m", disk]);
    one.index.pause("cancelled");
    one.index.resume("cancelled");
    assert.equal((await one.settled()).files, 801);
  }).timeout(60_000);

  it("says why it cannot be kept in a folder that is not to be written to", async () => {
    const top = mkdtempSync(join(tmpdir(), "ingle-index-"));
    cleanups.push(() => rmSync(top, { recursive: true, force: true }));
    writeFileSync(join(top, "storage"), "a file where the folder should be");
    one = startIndex({ "a.ts": "let a;\n" }, { storage: join(top, "storage") });
    await eventually(() => ["failed", "unavailable"].includes(one.index.state.kind));
    assert.match(JSON.stringify(one.index.state), /"remedy":"[^"]+"/);
    assert.deepEqual(await one.pathsWith("a"), []);
  });

  it("is off, and says why, where the client gives no storage", async () => {
    one = startIndex();
    const off = createIndexProcess({ entry: "none", storage: () => undefined, log: () => {} });
    off.use({ folders: [one.folder], exclude: [] });
    assert.deepEqual(off.state, { kind: "off", reason: "The client gives no storage." });
    assert.deepEqual(await off.search({ text: "a", limit: 1 }, new AbortController().signal), []);
    await off.dispose();
  });

  it("is written by one window at a time, read by both, and taken over", async () => {
    one = startIndex(manyFiles(40, "alpha"));
    await one.settled();
    const other = createIndexProcess({
      entry: "dist/index/index.js",
      storage: () => one.storage,
      log: () => {},
    });
    cleanups.push(() => other.dispose());
    const found = async (word: string): Promise<number> =>
      (await other.search({ text: word, limit: 5 }, new AbortController().signal)).length;
    other.use({ folders: [one.folder], exclude: [] });
    await eventually(() => other.state.kind === "ready");
    assert.deepEqual(other.state, one.index.state);
    assert.ok((await found("alpha7_7")) > 0);
    one.write("new.ts", "let fromTheFirst;\n");
    await one.until("fromTheFirst", ["new.ts"]);
    assert.equal(await found("fromTheFirst"), 1);
    await one.index.dispose();
    writeFileSync(join(one.folder, "second.ts"), "let fromTheSecond;\n");
    for (const end = Date.now() + 8_000; Date.now() < end && (await found("fromTheSecond")) === 0; )
      await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(await found("fromTheSecond"), 1);
  });

  it("takes in a file that changes all the time as it is in the end", async () => {
    one = startIndex({ "log.ts": "let start;\n" });
    const file = join(one.folder, "log.ts");
    for (let at = 0; at < 200; at += 1) {
      appendFileSync(file, `let line${at};\n`);
      if (at % 10 === 0) one.index.fileChanged(one.uri("log.ts"));
      await new Promise((resolve) => setImmediate(resolve));
    }
    one.index.fileChanged(one.uri("log.ts"));
    await one.settled();
    assert.deepEqual(await one.pathsWith("line199"), ["log.ts"]);
  });

  it("lists what it leaves out, with a reason, and takes in what is odd", async () => {
    one = startIndex({
      "plain.ts": "let turtle;\n",
      "minified.js": `var turtle=1;${"a=b+c;".repeat(40_000)}`,
      "long.md": `turtle ${"word ".repeat(60_000)}`,
      "latin1.ts": Buffer.from(`// turtle, caf\xe9\n${"let a;\n".repeat(50)}`, "latin1"),
      "binary.ts": Buffer.from([0, 1, 2, 116, 117, 114, 116, 108, 101]),
      "noise.ts": Buffer.from(randomBytes(3000).map((byte) => byte || 1)),
      "utf16.ts": Buffer.from("\ufefflet turtle;\n", "utf16le"),
      "bom.ts": "\ufefflet turtle;\n",
      "empty.ts": "",
      "lone.ts": "let turtle = '\ud800';\n",
      "crlf.py": "def turtle():\r\n    pass\r\n",
      "package-lock.json": '{ "turtle": 1 }\n',
      "picture.png": "turtle",
      "deep.json": `${"[".repeat(50_000)}"turtle"`,
      "deep.ts": `let turtle = ${"(\n".repeat(20_000)}1${")\n".repeat(20_000)};\n`,
      "sp ace/ü ñ #%?.ts": "let turtle;\n",
      "quo\"te'/new\nline.ts": "let turtle;\n",
      "-rf.ts": "let turtle;\n",
      "%20.ts": "let turtle;\n",
    });
    const huge = openSync(join(one.folder, "huge.ts"), "w");
    writeSync(huge, "let turtle;\n".repeat(1000), 200_000_000);
    closeSync(huge);
    symlinkSync("..", join(one.folder, "circle"));
    symlinkSync("/etc/hosts", join(one.folder, "outside.ts"));
    execFileSync("mkfifo", [join(one.folder, "pipe.ts")]);
    const locked = join(one.folder, "locked");
    mkdirSync(locked);
    writeFileSync(join(locked, "a.ts"), "let turtle;\n");
    chmodSync(locked, 0);
    await one.again();
    await one.settled();
    chmodSync(locked, 0o755);
    const isRoot = process.getuid?.() === 0;
    assert.deepEqual(await one.pathsWith("turtle"), [
      "%20.ts",
      "-rf.ts",
      "bom.ts",
      "crlf.py",
      "deep.ts",
      "latin1.ts",
      ...(isRoot ? ["locked/a.ts"] : []),
      "lone.ts",
      "plain.ts",
      "quo\"te'/new\nline.ts",
      "sp ace/ü ñ #%?.ts",
      "utf16.ts",
    ]);
    assert.deepEqual(await reasons(), {
      "binary.ts": "it is no text",
      "deep.json": "its lines are too long",
      "huge.ts": "it is larger than 1 MB",
      ...(isRoot ? {} : { locked: "it cannot be read" }),
      "long.md": "its lines are too long",
      "minified.js": "its lines are too long",
      "noise.ts": "it is no UTF-8",
      "package-lock.json": "a package manager wrote it",
      "picture.png": "it is no text",
    });
  });

  it("answers while it takes in a folder of very many files", async () => {
    one = startIndex({ "first.ts": "let turtle;\n" });
    await one.settled();
    const many = join(one.folder, "many");
    mkdirSync(many);
    for (let at = 0; at < 20_000; at += 1) writeFileSync(join(many, `${at}.txt`), `file ${at}\n`);
    one.index.fileChanged(one.uri("many"));
    await eventually(() => one.index.state.kind === "indexing");
    assert.deepEqual(await one.pathsWith("turtle"), ["first.ts"]);
    assert.equal((await one.settled()).files, 20_001);
    one.remove("many");
    await one.index.settled();
    assert.equal((await one.settled()).files, 1);
  }).timeout(120_000);
});

function overwrite(file: string, at: number, bytes: Buffer): void {
  const opened = openSync(file, "r+");
  writeSync(opened, bytes, 0, Math.min(bytes.length, statSync(file).size - at), at);
  closeSync(opened);
}

function alter(file: string, sql: string): void {
  const opened = openForWriting(file);
  assert.equal(opened.kind, "open");
  if (opened.kind !== "open") return;
  opened.database.exec(sql);
  opened.database.close();
}
