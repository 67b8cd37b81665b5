import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import type { Engine } from "../../server/engine/engine.ts";
import type { EngineProcessOptions } from "../../server/engine/process.ts";
import { collect, engineFor, plain, reached } from "../helpers/engines.ts";
import { eventually } from "../helpers/eventually.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;
const rules = [
  { after: "return ", text: "items.map(toRow);\n}" },
  { after: "assistant\n", text: "On and on it goes. ", ending: "repeat" as const },
];

describe("an engine process that dies", () => {
  const folder = scratchFolder();
  const model = folder.write("scripted.gguf", scriptedModel({ rules }));
  let engine: Engine;
  afterEach(() => engine.dispose());

  /** An engine whose process is a few lines that misbehave: the test is about the side that watches. */
  function misbehaving(
    name: string,
    lines: string,
    options: Partial<EngineProcessOptions> = {},
  ): Engine {
    return engineFor(model, {
      entry: folder.write(
        `${name}.mjs`,
        `const ready = { pid: process.pid, device: { kind: "cpu", why: "-" }, contextSize: 512, threads: 1 };\n${lines}`,
      ),
      ...options,
    });
  }

  it("ends the request in flight as a value, and answers the next one", async () => {
    engine = engineFor(model);
    engine.start();
    const { ready } = await reached(engine, "ready");
    let killed = false;
    const { end } = await collect(
      engine.generate(plain("assistant\n", { maxTokens: 4000 }), never),
      (event) => {
        if (event.kind === "piece" && !killed) killed = process.kill(ready.pid!, "SIGKILL");
      },
    );
    assert.equal(end?.kind === "end" && end.stopReason, "failed");
    const next = await collect(engine.generate(plain("  return "), never));
    assert.equal(next.text, "items.map(toRow);\n}");
  });

  it("gives up after a bounded number of crashes, with words for a person", async () => {
    engine = misbehaving("crashes", `process.on("message", () => process.exit(3));`);
    const { end } = await collect(engine.generate(plain("x"), never));
    assert.equal(end?.kind === "end" && end.stopReason, "failed");
    assert.equal(engine.state.kind, "failed");
    if (engine.state.kind !== "failed") return;
    assert.match(engine.state.reason, /ended with code 3/);
    assert.match(engine.state.remedy, /restart/);
    const later = await collect(engine.generate(plain("x"), never));
    assert.equal(later.end?.kind === "end" && later.end.stopReason, "failed");
  });

  it("falls back to the CPU when the GPU crashes it, and remembers that", async () => {
    const crashesOnGpu = `process.on("message", (message) => {
      if (message.kind !== "load") return;
      if (message.options.gpu.kind === "auto") process.kill(process.pid, "SIGSEGV");
      else process.send({ kind: "ready", ready: { ...ready, device: message.options.gpu } });
    });`;
    const storage = join(folder.path, "storage");
    engine = misbehaving("gpu", crashesOnGpu, { gpu: "auto", storage });
    engine.start();
    const { ready } = await reached(engine, "ready");
    assert.match(ready.device.kind === "cpu" ? ready.device.why : "", /SIGSEGV/);
    assert.match(readFileSync(join(storage, "gpu-fallback.json"), "utf8"), /SIGSEGV/);
    await engine.dispose();

    let crashes = 0;
    engine = misbehaving("gpu", crashesOnGpu, {
      gpu: "auto",
      storage,
      log: (line) => {
        if (line.includes("crashed")) crashes += 1;
      },
    });
    engine.start();
    await reached(engine, "ready");
    assert.equal(crashes, 0, "the next start does not try the GPU");
    engine.restart();
    await reached(engine, "waiting");
    await reached(engine, "ready");
    assert.equal(crashes, 1, "a restart by hand does");
    assert.ok(existsSync(join(storage, "gpu-fallback.json")));
  });

  it("is killed when it shows no sign of life, and started again", async () => {
    engine = misbehaving(
      "hangs",
      `process.on("message", (message) => {
        if (message.kind === "load") process.send({ kind: "ready", ready });
      });`,
      { hangMs: 150 },
    );
    const { end } = await collect(engine.generate(plain("x"), never));
    assert.equal(end?.kind === "end" && end.stopReason, "failed");
    await reached(engine, "ready");
  });

  it("survives a process that cannot be started at all", async () => {
    engine = engineFor(model, { entry: join(folder.path, "missing.mjs") });
    const { end } = await collect(engine.generate(plain("x"), never));
    assert.equal(end?.kind === "end" && end.stopReason, "failed");
    assert.equal(engine.state.kind, "failed");
  });

  it("gives its memory back when idle, and comes up at the next request", async () => {
    engine = engineFor(model, { idleMs: 80 });
    engine.start();
    const { ready } = await reached(engine, "ready");
    await reached(engine, "stopped");
    await eventually(() => !isAlive(ready.pid!));
    const { text } = await collect(engine.generate(plain("  return "), never));
    assert.equal(text, "items.map(toRow);\n}");
  });

  it("leaves no process behind when it is disposed in the middle of an answer", async () => {
    engine = engineFor(model);
    engine.start();
    const { ready } = await reached(engine, "ready");
    const answer = collect(engine.generate(plain("assistant\n", { maxTokens: 4000 }), never));
    await engine.dispose();
    assert.deepEqual((await answer).end, { kind: "end", stopReason: "cancelled" });
    assert.equal(isAlive(ready.pid!), false);
  });

  it("names what llama.cpp says of a file that it refuses", async () => {
    engine = engineFor(folder.write("empty.gguf", "GGUF"));
    engine.start();
    const state = await reached(engine, "failed");
    assert.match(state.reason, /could not be loaded/);
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
