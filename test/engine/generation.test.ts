import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import type { Engine } from "../../server/engine/engine.ts";
import { collect, engineFor, plain } from "../helpers/engines.ts";
import { randomModel } from "../helpers/gguf/randomModel.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;

describe("a generation in the real engine", () => {
  const folder = scratchFolder();
  const engines: Engine[] = [];
  const start = (model: Buffer): Engine => {
    const engine = engineFor(folder.write(`${engines.length}.gguf`, model));
    engines.push(engine);
    return engine;
  };
  after(() => Promise.all(engines.map((engine) => engine.dispose())));

  const scripted = start(
    scriptedModel({
      rules: [
        { after: "return ", text: "items.map(toRow);\n}", confidence: 0.7 },
        { after: "<|fim_middle|>", text: ["const", " über", " = '👋 wörld';\n"] },
        { after: "assistant\n", text: "On and on it goes. ", ending: "repeat" },
      ],
    }),
  );
  const random = start(randomModel({ seed: 3 }));

  it("streams the chosen words and ends where the text ends", async () => {
    const { text, end } = await collect(scripted.generate(plain("  return "), never));
    assert.equal(text, "items.map(toRow);\n}");
    assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
  });

  it("gives the probability of each token where it is asked for", async () => {
    const { events } = await collect(
      scripted.generate(plain("  return ", { confidence: true }), never),
    );
    const confidences = events.flatMap((event) =>
      event.kind === "piece" ? [event.confidence] : [],
    );
    assert.ok(confidences.length > 1);
    for (const each of confidences) assert.ok(Math.abs((each ?? 0) - 0.7) < 0.01, `${each}`);
  });

  it("never reads source text as control tokens, and always special text", async () => {
    const marker = "<|fim_middle|>";
    const asText = await collect(scripted.generate(plain(`x${marker}`), never));
    const asToken = await collect(
      scripted.generate(
        { lane: "completion", maxTokens: 64, prompt: [{ text: marker, special: true }] },
        never,
      ),
    );
    assert.equal(asText.text, "");
    assert.equal(asToken.text, "const über = '👋 wörld';\n");
  });

  /** What was typed after the middle token, and what is written behind it. */
  const healed: [typed: string, written: string][] = [
    ["const ü", "ber = '👋 wörld';\n"],
    ["con", "st über = '👋 wörld';\n"],
    ["const über", " = '👋 wörld';\n"],
    ["const", " über = '👋 wörld';\n"],
  ];
  for (const [typed, written] of healed) {
    it(`heals a cursor inside a token: ${JSON.stringify(typed)}`, async () => {
      const prompt = [
        { text: "<|fim_middle|>", special: true },
        { text: typed, special: false },
      ];
      const request = { lane: "completion", prompt, maxTokens: 64, heal: true } as const;
      assert.equal((await collect(scripted.generate(request, never))).text, written);
    });
  }

  it("keeps what a new prompt shares with the last one, and reads only the rest", async () => {
    const shared = "let a = 1;\n".repeat(60);
    await collect(random.generate(plain(shared, { maxTokens: 4 }), never));
    const { events } = await collect(random.generate(plain(`${shared}x`, { maxTokens: 4 }), never));
    const [read] = events;
    assert.equal(read?.kind, "prompt");
    if (read?.kind !== "prompt") return;
    assert.ok(read.promptTokens - read.reusedTokens <= 2, JSON.stringify(read));
    const unrelated = await collect(random.generate(plain("zzz", { maxTokens: 1 }), never));
    assert.equal(unrelated.events[0]?.kind === "prompt" && unrelated.events[0].reusedTokens, 0);
  });

  it("keeps the caches of several files, so that going back to one costs nothing", async () => {
    const files = ["one", "two", "three"].map((name) => `${name}();\n`.repeat(60));
    for (const file of files) await collect(random.generate(plain(file, { maxTokens: 1 }), never));
    for (const file of files) {
      const { events } = await collect(random.generate(plain(`${file}x`, { maxTokens: 1 }), never));
      const [read] = events;
      assert.ok(
        read?.kind === "prompt" && read.promptTokens - read.reusedTokens <= 2,
        JSON.stringify(read),
      );
    }
  });

  it("reads a prompt ahead of time when no token is asked for", async () => {
    const prompt = "ahead();\n".repeat(60);
    const ahead = await collect(random.generate(plain(prompt, { maxTokens: 0 }), never));
    assert.deepEqual(
      ahead.events.map((event) => event.kind),
      ["prompt", "end"],
    );
    const { events } = await collect(random.generate(plain(prompt, { maxTokens: 1 }), never));
    const [read] = events;
    assert.ok(
      read?.kind === "prompt" && read.reusedTokens === read.promptTokens - 1,
      JSON.stringify(read),
    );
  });

  it("ends at the most tokens that were asked for", async () => {
    const { events, end } = await collect(
      scripted.generate(plain("assistant\n", { maxTokens: 7 }), never),
    );
    assert.equal(events.filter((event) => event.kind === "piece").length, 7);
    assert.deepEqual(end, { kind: "end", stopReason: "length" });
  });

  it("says that a prompt is too long, with its length", async () => {
    const { end } = await collect(scripted.generate(plain("x".repeat(9000)), never));
    assert.deepEqual(end, { kind: "end", stopReason: "prompt-too-long", promptTokens: 9000 });
  });

  it("ends an empty prompt at once", async () => {
    const { text, end } = await collect(scripted.generate(plain(""), never));
    assert.equal(text, "");
    assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
  });

  it("is free for the next request right after an abort while generating", async () => {
    const abort = new AbortController();
    const { end } = await collect(
      scripted.generate(plain("assistant\n", { maxTokens: 4000 }), abort.signal),
      (event) => event.kind === "piece" && abort.abort(),
    );
    assert.deepEqual(end, { kind: "end", stopReason: "cancelled" });
    const next = await collect(scripted.generate(plain("  return "), never));
    assert.equal(next.text, "items.map(toRow);\n}");
  });

  it("stops reading a prompt within a piece, and keeps what it has read", async () => {
    const prompt = plain("let b = 2;\n".repeat(350), { maxTokens: 1 });
    const abort = new AbortController();
    const aborted = collect(random.generate(prompt, abort.signal));
    // Long enough to begin, too short to read 3 850 tokens.
    setTimeout(() => abort.abort(), 15);
    assert.deepEqual((await aborted).end, { kind: "end", stopReason: "cancelled" });
    const { events } = await collect(random.generate(prompt, never));
    const [read] = events;
    assert.ok(
      read?.kind === "prompt" && read.reusedTokens < read.promptTokens - 1,
      JSON.stringify(read),
    );
  });

  it("answers ten requests at once, each with an end", async () => {
    const all = await Promise.all(
      Array.from({ length: 10 }, () => collect(scripted.generate(plain("  return "), never))),
    );
    assert.deepEqual(new Set(all.map(({ text }) => text)), new Set(["items.map(toRow);\n}"]));
  });

  it("lets typing go before chat at the next token", async () => {
    const stop = new AbortController();
    let chatPieces = 0;
    const chat = collect(
      scripted.generate(plain("assistant\n", { lane: "chat", maxTokens: 4000 }), stop.signal),
      (event) => {
        if (event.kind === "piece") chatPieces += 1;
      },
    );
    while (chatPieces < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    // At most 128 tokens a turn: where turns alternated, chat would have 28 of them and more.
    const long = plain(`${"x".repeat(3_600)}  return `);
    const before = chatPieces;
    let read = 0;
    // Both answers come the same way, in the order in which they were written.
    const completion = await collect(scripted.generate(long, never), (event) => {
      if (event.kind === "prompt") read = chatPieces;
    });
    const reading = read - before;
    const writing = chatPieces - read;
    stop.abort();
    assert.deepEqual((await chat).end, { kind: "end", stopReason: "cancelled" });
    assert.equal(completion.text, "items.map(toRow);\n}");
    assert.ok(writing <= 2, `${writing} chat pieces came while the completion was written`);
    // Some of these were on their way when the completion was asked for.
    assert.ok(reading < 28, `${reading} chat pieces came while its prompt was read`);
  });
});
