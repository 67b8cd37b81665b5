import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, it } from "mocha";
import type { CompletionTrace } from "../../server/protocol/messages.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";

describe("ingle complete", () => {
  const folder = scratchFolder();
  const model = folder.write(
    "scripted.gguf",
    scriptedModel({ rules: [{ after: "return ", text: "items.map(toRow);" }] }),
  );
  const file = folder.write("a.ts", "function f() {\n  return \n}\n");

  function ingle(...args: string[]) {
    return spawnSync(process.execPath, [resolve("dist/cli.js"), ...args], { encoding: "utf8" });
  }

  it("prints the completion, and its timings beside it", () => {
    const { status, stdout, stderr } = ingle("complete", `${file}:2:10`, "--model", model, "--cpu");
    assert.equal(stdout, "items.map(toRow);\n");
    assert.match(stderr, /Scripted · CPU · .* ms in all · \d+ tokens read/);
    assert.equal(status, 0);
  });

  it("prints everything as JSON", () => {
    const { stdout } = ingle("complete", `${file}:2:10`, "--model", model, "--cpu", "--json");
    const trace = JSON.parse(stdout) as CompletionTrace;
    assert.deepEqual(trace.outcome, { kind: "shown", text: "items.map(toRow);" });
  });

  it("says so where there is nothing to show", () => {
    const { status, stdout, stderr } = ingle("complete", `${file}:1:3`, "--model", model, "--cpu");
    assert.equal(stdout, "");
    assert.match(stderr, /Nothing to show/);
    assert.equal(status, 0);
  });

  /** Arguments, the exit code, and what is said. */
  const wrong: [name: string, args: string[], code: number, said: RegExp][] = [
    ["no arguments", [], 2, /Usage/],
    ["no position", ["complete", file], 2, /Usage/],
    ["an unknown option", ["complete", `${file}:1:1`, "--fast"], 2, /--fast/],
    ["a file that is not there", ["complete", "missing.ts:1:1"], 1, /missing\.ts cannot be read/],
    [
      "a server that is not there",
      ["complete", `${file}:1:1`, "--server", "http://127.0.0.1:9"],
      1,
      /127\.0\.0\.1:9 does not answer: .* Start it/,
    ],
    [
      "a server elsewhere",
      ["complete", `${file}:1:1`, "--server", "http://example.com"],
      1,
      /only connections within this machine/,
    ],
    ["no such model", ["complete", `${file}:1:1`, "--model", "m.gguf"], 1, /no model file/],
  ];
  for (const [name, args, code, said] of wrong) {
    it(`explains itself when it is given ${name}`, () => {
      const { status, stderr } = ingle(...args);
      assert.match(stderr, said);
      assert.equal(status, code);
    });
  }
});

describe("ingle ask", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const project = join(scratch.path, "project");
  mkdirSync(project);
  writeFileSync(join(project, "books.ts"), "export const books = 7;\n");
  const words = "It counts the books of one author.";
  const model = scratch.write(
    "chat.gguf",
    scriptedModel({ rules: [{ after: "assistant\n", text: words }] }),
  );

  function ask(...args: string[]) {
    const all = [
      "ask",
      "what does it do?",
      "--folder",
      project,
      "--storage",
      scratch.path,
      ...args,
    ];
    return spawnSync(process.execPath, [resolve("dist/cli.js"), ...all], { encoding: "utf8" });
  }

  it("prints an answer, also where there can be no index", () => {
    const { status, stdout, stderr } = ask("--model", model);
    assert.equal(stdout.trimEnd().split("\n")[0], words, stderr);
    assert.equal(status, 0);
  });

  it("prints everything as JSON", () => {
    const { stdout } = ask("--model", model, "--json");
    const answer = JSON.parse(stdout) as { state: object; meter: { estimated: boolean } };
    assert.deepEqual(answer.state, { kind: "done" });
    assert.equal(answer.meter.estimated, false);
  });

  it("says what is wrong with a model", () => {
    const { status, stderr } = ask("--model", join(project, "books.ts"));
    assert.match(stderr, /books\.ts is not a GGUF file/);
    assert.equal(status, 0);
  });

  it("keeps nothing of what was asked", () => {
    assert.deepEqual(
      readdirSync(join(scratch.path, "chat")).flatMap((name) =>
        readdirSync(join(scratch.path, "chat", name)),
      ),
      [],
    );
  });
});
