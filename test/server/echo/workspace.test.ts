import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, it } from "mocha";
import { createEcho, type EchoSource } from "../../../server/echo/echo.ts";
import { filesNearby } from "../../../server/echo/nearby.ts";
import { createGuard } from "../../../server/guard/guard.ts";
import { eventually } from "../../helpers/eventually.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

describe("the echo of a workspace", () => {
  const scratch = scratchFolder();
  let projects = 0;
  let echo: EchoSource | undefined;

  afterEach(() => echo?.dispose());

  /** A project of these files, with a guard as the server has it. */
  function project(files: Record<string, string>) {
    projects += 1;
    const root = join(scratch.path, `project-${projects}`);
    const write = (name: string, text: string): string => {
      const path = join(root, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
      return pathToFileURL(path).href;
    };
    for (const [name, text] of Object.entries(files)) write(name, text);
    const guard = createGuard({ roots: [root], log: () => undefined });
    const made = createEcho({
      guard,
      rootOf: (path) => (path.startsWith(root) ? root : undefined),
      log: () => undefined,
    });
    echo = made;
    const open = (name: string, text: string) => {
      const document = { uri: write(name, text), languageId: "typescript", getText: () => text };
      made.changed(document);
      return document;
    };
    const at = (prefix: string, name = "src/open.ts") =>
      made.answer(
        {
          uri: pathToFileURL(join(root, name)).href,
          languageId: "typescript",
          prefix,
          suffix: "\n",
        },
        0.99,
      );
    return { root, guard, made, open, at, write };
  }

  const helper = "export const answer = computeAnswer(41, 1);\n";

  it("comes from files that nobody has opened", async () => {
    const { made, open, at } = project({ "lib/deep/helper.ts": helper });
    open("src/open.ts", "start();\n");
    await made.settled();
    assert.equal(at("start();\nconst answer = com")?.text, "puteAnswer(41, 1);");
    assert.ok(made.size > 0);
  });

  const silent: [name: string, file: string, more?: Record<string, string>][] = [
    ["what git ignores", "lib/helper.ts", { ".gitignore": "lib/\n" }],
    ["what Ingle is to ignore", "lib/helper.ts", { ".ingleignore": "helper.ts\n" }],
    ["dependencies", "node_modules/lib/helper.ts"],
    ["hidden folders", ".cache/helper.ts"],
    ["files whose names say that they hold secrets", "lib/.env.ts"],
    ["other languages", "lib/helper.py"],
  ];
  for (const [name, file, more] of silent)
    it(`does not come from ${name}`, async () => {
      const { made, open, at } = project({ [file]: helper, ...more });
      open("src/open.ts", "start();\n");
      await made.settled();
      assert.equal(at("start();\nconst answer = com"), undefined);
    });

  it("does not come from what was minified", async () => {
    const { made, open, at } = project({ "lib/min.ts": `${helper.trim()}${"x=1;".repeat(400)}` });
    open("src/open.ts", "start();\n");
    await made.settled();
    assert.equal(at("start();\nconst answer = com"), undefined);
  });

  it("follows what is edited, before it is saved", async () => {
    const { made, open, at } = project({});
    open("src/other.ts", "other();\n");
    await made.settled();
    assert.equal(at("const answer = com"), undefined);
    open("src/other.ts", helper);
    await eventually(() => at("const answer = com")?.text === "puteAnswer(41, 1);");
  });

  it("goes back to the disk when a document is closed", async () => {
    const { made, open, at, write } = project({});
    const document = open("src/other.ts", helper);
    await made.settled();
    write("src/other.ts", helper.replace("41, 1", "43"));
    made.closed(document);
    await eventually(() => at("const answer = com")?.text === "puteAnswer(43);");
  });

  it("forgets a file that has come to be ignored", async () => {
    const { made, open, at, guard, write } = project({ "lib/helper.ts": helper });
    open("src/open.ts", "start();\n");
    await made.settled();
    assert.equal(at("const answer = com")?.text, "puteAnswer(41, 1);");
    const rules = write(".ingleignore", "lib/\n");
    guard.fileChanged({ uri: rules });
    made.fileChanged(rules);
    await eventually(() => at("const answer = com") === undefined);
  });

  it("hears a file that is no longer ignored", async () => {
    const { made, open, at, guard, write } = project({
      "lib/helper.ts": helper,
      ".ingleignore": "lib/\n",
    });
    open("src/open.ts", "start();\n");
    await made.settled();
    assert.equal(at("const answer = com"), undefined);
    const rules = write(".ingleignore", "other/\n");
    guard.fileChanged({ uri: rules });
    made.fileChanged(rules);
    await eventually(() => at("const answer = com")?.text === "puteAnswer(41, 1);");
  });

  it("forgets a file outside the workspace when it is closed", async () => {
    const { made, open, at } = project({});
    const text = helper;
    const outside = {
      uri: "file:///elsewhere/a.ts",
      languageId: "typescript",
      getText: () => text,
    };
    open("src/open.ts", "start();\n");
    made.changed(outside);
    await eventually(() => at("const answer = com") !== undefined);
    made.closed(outside);
    await eventually(() => at("const answer = com") === undefined);
  });

  it("forgets a file that was deleted", async () => {
    const { made, open, at, root } = project({ "lib/helper.ts": helper });
    open("src/open.ts", "start();\n");
    await made.settled();
    const path = join(root, "lib/helper.ts");
    rmSync(path);
    made.fileChanged(pathToFileURL(path).href);
    await eventually(() => at("const answer = com") === undefined);
  });

  it("stops reading where the index is large enough", async () => {
    const { guard, root } = project(
      Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`lib/${index}.ts`, helper])),
    );
    const small = createEcho({ guard, rootOf: () => root, mostBytes: 100, log: () => undefined });
    const uri = pathToFileURL(join(root, "a.ts")).href;
    small.changed({ uri, languageId: "typescript", getText: () => "" });
    await small.settled();
    assert.ok(small.size > 0 && small.size < 120 * helper.length, String(small.size));
    small.dispose();
  });

  it("reads the nearest files first", async () => {
    const { guard, root } = project({
      "a/b/x.ts": "",
      "a/b/c/y.ts": "",
      "a/z.ts": "",
      "d/w.ts": "",
      "v.ts": "",
    });
    const paths: string[] = [];
    for await (const path of filesNearby(join(root, "a/b/x.ts"), root, guard))
      paths.push(relative(root, path).replaceAll("\\", "/"));
    assert.deepEqual(paths, ["a/b/x.ts", "a/b/c/y.ts", "a/z.ts", "v.ts", "d/w.ts"]);
  });
});
