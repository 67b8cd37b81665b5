import assert from "node:assert/strict";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, it } from "mocha";
import { eventually } from "../helpers/eventually.ts";
import { startIndex, type TestIndex } from "../helpers/indexes.ts";

const functionCalled = (name: string): string =>
  `export function ${name}(): number {\n  return ${name.length} + somethingElse.entirely.different;\n}\n`;

describe("an index of the workspace", () => {
  let one: TestIndex;
  afterEach(() => one.dispose());

  function document(path: string, text: string, languageId = "typescript") {
    let version = 1;
    const made = { uri: one.uri(path), languageId, version, getText: () => text };
    return {
      open: () => one.index.changed(made),
      type(next: string) {
        text = next;
        version += 1;
        one.index.changed(made);
      },
      close: () => one.index.closed(made),
    };
  }

  it("finds words, whole names and their parts, with the place and the names around", async () => {
    one = startIndex({
      "src/app.ts": `class Desk {\n  // A comment about turtles.\n  lendBook(isbn: string) {\n    return this.shelf.take(isbn) ?? "none of these is left on the shelf, nor in the cellar, nor anywhere else that we know";\n  }\n}\n`,
      "notes.md": "# Title\n\nAbout giraffes.\n",
    });
    assert.deepEqual(await one.settled(), { kind: "ready", files: 2, chunks: 2, skipped: 0 });
    for (const word of ["turtles", "lendBook", "lend", "shelf"])
      assert.deepEqual(await one.pathsWith(word), ["src/app.ts"], word);
    const [result] = await one.index.search(
      { text: "giraffes", limit: 1 },
      new AbortController().signal,
    );
    assert.equal(result?.uri, one.uri("notes.md"));
    assert.deepEqual([result?.kind, result?.name], ["section", "Title"]);
    assert.deepEqual([result?.firstLine, result?.lastLine], [0, 2]);
  });

  it("follows what is typed, and the disk again when a document is closed without saving", async () => {
    one = startIndex({ "a.ts": functionCalled("firstThing") });
    await one.settled();
    const edited = document("a.ts", functionCalled("firstThing"));
    edited.open();
    edited.type(functionCalled("secondThing"));
    await one.until("secondThing", ["a.ts"]);
    assert.deepEqual(await one.pathsWith("firstThing"), []);
    // The disk is not asked while the document is open.
    one.write("a.ts", functionCalled("thirdThing"));
    await one.index.settled();
    assert.deepEqual(await one.pathsWith("thirdThing"), []);
    edited.close();
    await one.until("thirdThing", ["a.ts"]);
    assert.deepEqual(await one.pathsWith("secondThing"), []);
  });

  it("takes in a document that has never been saved under its path", async () => {
    one = startIndex();
    await one.settled();
    const edited = document("new.ts", functionCalled("neverSaved"));
    edited.open();
    await one.until("neverSaved", ["new.ts"]);
    edited.close();
    await one.until("neverSaved", []);
  });

  it("follows files that are made, saved, renamed and deleted", async () => {
    one = startIndex({ "a.py": "def alpha():\n    pass\n" });
    await one.settled();
    one.write("sub/b.py", "def bravo():\n    pass\n");
    await one.until("bravo", ["sub/b.py"]);
    one.write("a.py", "def charlie():\n    pass\n");
    await one.until("charlie", ["a.py"]);
    assert.deepEqual(await one.pathsWith("alpha"), []);
    renameSync(join(one.folder, "sub"), join(one.folder, "moved"));
    // An editor names the folders alone.
    one.index.fileChanged(one.uri("sub"));
    one.index.fileChanged(one.uri("moved"));
    await one.until("bravo", ["moved/b.py"]);
    one.remove("moved");
    await one.until("bravo", []);
    assert.equal((await one.settled()).files, 1);
  });

  it("follows a change of branch, which changes many files at once", async () => {
    const names = Array.from({ length: 300 }, (_, at) => `src/file${at}.ts`);
    one = startIndex(Object.fromEntries(names.map((name) => [name, functionCalled("onMain")])));
    await one.settled();
    for (const [at, name] of names.entries()) {
      if (at % 3 === 0) one.remove(name);
      else one.write(name, functionCalled("onBranch"));
    }
    one.write("src/added.ts", functionCalled("onBranch"));
    await one.index.settled();
    assert.deepEqual(await one.pathsWith("onMain"), []);
    assert.equal((await one.settled()).files, 201);
    assert.equal((await one.pathsWith("onBranch")).length, 201);
  });

  it("finds at its opening what changed while nobody looked, and reads nothing else", async () => {
    one = startIndex({
      "same.ts": functionCalled("stays"),
      "old.ts": functionCalled("older"),
      "gone.ts": functionCalled("vanishes"),
    });
    await one.settled();
    await one.index.dispose();
    writeFileSync(join(one.folder, "old.ts"), functionCalled("newer"));
    renameSync(join(one.folder, "gone.ts"), join(one.folder, "come.ts"));
    one.states.length = 0;
    await one.again();
    await one.settled();
    assert.deepEqual(await one.pathsWith("stays"), ["same.ts"]);
    assert.deepEqual(await one.pathsWith("newer"), ["old.ts"]);
    assert.deepEqual(await one.pathsWith("older"), []);
    assert.deepEqual(await one.pathsWith("vanishes"), ["come.ts"]);
    const totals = one.states.flatMap((state) => (state.kind === "indexing" ? [state.total] : []));
    assert.ok(Math.max(0, ...totals) <= 2, `${totals}`);
  });

  it("leaves out what is ignored, excluded or of others, and follows the ignore files", async () => {
    one = startIndex(
      {
        "kept.ts": functionCalled("turtle"),
        "hidden/a.ts": functionCalled("turtle"),
        "private.ts": functionCalled("turtle"),
        "notes.log": "turtle\n",
        "node_modules/p/index.js": functionCalled("turtle"),
        ".git/config": "turtle\n",
        ".ingleignore": "private.ts\n",
      },
      { exclude: ["**/*.log", "hidden"] },
    );
    await one.settled();
    assert.deepEqual(await one.pathsWith("turtle"), ["kept.ts"]);
    one.write(".ingleignore", "kept.ts\n");
    await one.until("turtle", ["private.ts"]);
    one.write("node_modules/p/more.js", functionCalled("turtle"));
    one.remove(".ingleignore");
    await one.until("turtle", ["kept.ts", "private.ts"]);
    one.index.use({ folders: [one.folder], exclude: [] });
    await one.until("turtle", ["hidden/a.ts", "kept.ts", "notes.log", "private.ts"]);
  });

  it("takes in nothing but what is typed while it is paused", async () => {
    one = startIndex();
    await one.settled();
    one.index.pause("cancelled");
    for (let at = 0; at < 60; at += 1) one.write(`f${at}.ts`, functionCalled("waiting"));
    const edited = document("open.ts", functionCalled("typed"));
    edited.open();
    await one.until("typed", ["open.ts"]);
    assert.deepEqual(await one.pathsWith("waiting"), []);
    await eventually(() => {
      const { state } = one.index;
      return state.kind === "paused" && state.why === "cancelled" && state.total === 60;
    });
    // A battery that is charged again resumes nothing that a person has stopped.
    one.index.pause("battery");
    one.index.resume("battery");
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(await one.pathsWith("waiting"), []);
    one.index.resume("cancelled");
    assert.equal((await one.settled()).files, 61);
  });

  it("covers several folders, the innermost of those that hold a file", async () => {
    one = startIndex({
      "a.ts": functionCalled("outer"),
      "packages/in/b.ts": functionCalled("inner"),
    });
    const other = join(one.storage, "..", "other");
    mkdirSync(other);
    writeFileSync(join(other, "c.ts"), functionCalled("inner"));
    one.index.use({ folders: [one.folder, other], exclude: [] });
    await one.settled();
    const found = () => one.index.search({ text: "inner", limit: 9 }, new AbortController().signal);
    assert.deepEqual(
      (await found()).map(({ uri }) => uri).sort(),
      [one.uri("packages/in/b.ts"), pathToFileURL(join(other, "c.ts")).href].sort(),
    );
    one.index.use({ folders: [], exclude: [] });
    assert.equal(one.index.state.kind, "off");
    assert.deepEqual(await found(), []);
  });
});
