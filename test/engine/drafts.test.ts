import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import type { Engine, GenerateRequest, GenerationEvent } from "../../server/engine/engine.ts";
import { collect, engineFor, plain } from "../helpers/engines.ts";
import { randomModel } from "../helpers/gguf/randomModel.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;

describe("a draft in the real engine", () => {
  const folder = scratchFolder();
  const engines: Engine[] = [];
  const start = (model: Buffer): Engine => {
    const engine = engineFor(folder.write(`${engines.length}.gguf`, model));
    engines.push(engine);
    return engine;
  };
  after(() => Promise.all(engines.map((engine) => engine.dispose())));

  /** The fixture's tokens begin where words do: eleven of them. */
  const text = "items.map(toRow).filter(isKept).join(comma).concat(tail).at(last);\n}";
  const script = scriptedModel({
    rules: [
      { after: "return ", text, confidence: [0.7, 0.8, 0.9, 0.6, 0.7, 0.8, 0.9, 0.6, 0.7] },
      { after: "<|fim_middle|>", text: ["const", " über", " = ", "'👋", " wör", "ld'", ";\n"] },
      { after: "assistant\n", text: "On and on it goes. ", ending: "repeat" },
    ],
  });

  /** What an engine makes of a draft that has measured nothing yet: it offers what the model has begun by itself. */
  async function drafted(draft: string, request: GenerateRequest) {
    const engine = start(script);
    const all = await collect(engine.generate({ ...request, draft }, never));
    return { ...all, read: readOf(all.events), engine };
  }

  const rows: [name: string, draft: string, taken: "all" | "some" | "none"][] = [
    ["that is right", text, "all"],
    ["that is right, and ends sooner than the text", "items.map(toRow).filter(isKept).", "all"],
    ["that is wrong soon", "items.map(toRow).other(isKept).join(comma)", "some"],
    ["that is wrong late", "items.map(toRow).filter(isKept).join(comma).flat()", "some"],
    ["that goes on behind the end of the text", `${text}\n\nreturn`, "some"],
    ["that is wrong from its start, and never offered", "other.map(toRow);", "none"],
    ["of another alphabet, and never offered", "日本語 😀", "none"],
  ];
  for (const [name, draft, taken] of rows)
    it(`${name} changes no word: ${taken} of it is taken`, async () => {
      const { text: written, read, end, engine } = await drafted(draft, plain("  return "));
      assert.equal(written, text);
      assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
      assert.equal(read.offered > 0, taken !== "none");
      if (taken === "all") assert.equal(read.taken, read.offered);
      if (taken === "some") assert.ok(read.taken > 0 && read.taken < read.offered);
      // What was refused has left the cache.
      assert.equal((await collect(engine.generate(plain("  return "), never))).text, text);
    });

  it("leaves every token its probability", async () => {
    const alone = await collect(
      start(script).generate(plain("  return ", { confidence: true }), never),
    );
    const { events, read } = await drafted(
      "items.map(toRow).filter(isGone)",
      plain("  return ", { confidence: true }),
    );
    assert.ok(read.taken > 0);
    assert.deepEqual(piecesOf(events), piecesOf(alone.events));
    assert.ok(piecesOf(events).every(({ confidence }) => (confidence ?? 0) > 0.5));
  });

  it("goes on behind a half-typed word once that is healed", async () => {
    const prompt = [
      { text: "<|fim_middle|>", special: true },
      { text: "const ü", special: false },
    ];
    const request = { lane: "completion", prompt, maxTokens: 64, heal: true } as const;
    const { text: written, read } = await drafted("ber = '👋 wörld';\n", request);
    assert.equal(written, "ber = '👋 wörld';\n");
    assert.ok(read.taken > 0);
  });

  it("is no longer than what was asked for", async () => {
    const draft = "On and on it goes. ".repeat(4);
    const { events, end } = await drafted(draft, plain("assistant\n", { maxTokens: 5 }));
    assert.equal(piecesOf(events).length, 5);
    assert.deepEqual(end, { kind: "end", stopReason: "length" });
  });

  it("is not offered to an answer that is drawn at random", async () => {
    const { read } = await drafted(text, plain("  return ", { temperature: 0.7 }));
    assert.deepEqual(read, { offered: 0, taken: 0 });
  });

  it("changes nothing of what a model writes that looks back", async () => {
    // This seed writes text; most others write bytes that are none.
    const request = plain("let a = 1;\n".repeat(20), { maxTokens: 48, confidence: true });
    const alone = await collect(
      start(randomModel({ seed: 6, type: "F32" })).generate(request, never),
    );
    const half = alone.text.slice(0, alone.text.length / 2);
    for (const draft of [alone.text, `${half} and something else`]) {
      const engine = start(randomModel({ seed: 6, type: "F32" }));
      const again = await collect(engine.generate({ ...request, draft }, never));
      assert.ok(readOf(again.events).taken > 6);
      // What was refused would weigh in every token behind it, had it not left the cache.
      assert.deepEqual(piecesOf(again.events), piecesOf(alone.events));
    }
  });

  it("ends at once when its request is aborted", async () => {
    const engine = start(script);
    const abort = new AbortController();
    const draft = "On and on it goes. ".repeat(400);
    const { end } = await collect(
      engine.generate(plain("assistant\n", { maxTokens: 3_000, draft }), abort.signal),
      (event) => event.kind === "piece" && abort.abort(),
    );
    assert.deepEqual(end, { kind: "end", stopReason: "cancelled" });
    assert.equal((await collect(engine.generate(plain("  return "), never))).text, text);
  });
});

function readOf(events: readonly GenerationEvent[]): { offered: number; taken: number } {
  const sum = { offered: 0, taken: 0 };
  for (const event of events) {
    if (event.kind !== "draft") continue;
    sum.offered += event.offered;
    sum.taken += event.taken;
  }
  return sum;
}

/** Each piece, with its probability as far as another split of the batch leaves it the same. */
function piecesOf(events: readonly GenerationEvent[]): { text: string; confidence?: number }[] {
  return events.flatMap((event) =>
    event.kind === "piece"
      ? [{ text: event.text, confidence: Math.round(100 * (event.confidence ?? 0)) / 100 }]
      : [],
  );
}
