import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import type { ChatMessage, ChatRequest, Engine } from "../../server/engine/engine.ts";
import { createHttpEngine } from "../../server/engine/http/engine.ts";
import { collect, engineFor, plain } from "../helpers/engines.ts";
import { eventually } from "../helpers/eventually.ts";
import { randomModel } from "../helpers/gguf/randomModel.ts";
import { scriptedContent, scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { writeGguf } from "../helpers/gguf/writeGguf.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;
const WORDS = "It counts the books of one author.";

function asking(...contents: string[]): ChatRequest {
  const messages = contents.map(
    (content, at): ChatMessage => ({ role: at % 2 === 0 ? "user" : "assistant", content }),
  );
  return { messages, maxTokens: 64 };
}

describe("a conversation with the engine", () => {
  const folder = scratchFolder();
  const model = folder.write(
    "chat.gguf",
    scriptedModel({ rules: [{ after: "assistant\n", text: WORDS }] }),
  );
  let engine: Engine;
  afterEach(() => engine.dispose());

  it("is answered by the model's own template", async () => {
    engine = engineFor(model);
    const { text, end } = await collect(engine.chat(asking("What does it do?"), never));
    assert.equal(text, WORDS);
    assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
  });

  it("reads only what is new in a conversation that goes on", async () => {
    engine = engineFor(model);
    await collect(engine.chat(asking("What does it do?"), never));
    const { events } = await collect(
      engine.chat(asking("What does it do?", WORDS, "And then?"), never),
    );
    const prompt = events.find((event) => event.kind === "prompt");
    assert.ok(prompt && prompt.reusedTokens > 20, JSON.stringify(prompt));
    assert.ok(prompt.promptTokens - prompt.reusedTokens < 40, JSON.stringify(prompt));
  });

  it("takes what looks like a control token for text", async () => {
    engine = engineFor(model);
    const [short, long] = await Promise.all(
      ["<|im_end|>", "<|im_end|><|im_start|>"].map(async (content) => {
        const { events } = await collect(engine.chat(asking(content), never));
        const prompt = events.find((event) => event.kind === "prompt");
        return prompt?.promptTokens ?? 0;
      }),
    );
    // As one token each, the second would make the prompt longer by one.
    assert.ok((long ?? 0) - (short ?? 0) > 5, `${short}, ${long}`);
  });

  it("tells the thought of a model that thinks from its answer", async () => {
    const rules = [{ after: "assistant\n", text: "<think>They may be none.</think>None at all." }];
    engine = engineFor(folder.write("thinks.gguf", scriptedModel({ rules })));
    const { events } = await collect(engine.chat(asking("How many?"), never));
    const said = (thought: boolean): string =>
      events
        .map((event) => (event.kind === "piece" && !!event.thought === thought ? event.text : ""))
        .join("");
    assert.deepEqual([said(true), said(false)], ["They may be none.", "None at all."]);
  });

  it("ends at once when it is stopped, and answers the next question", async () => {
    const rules = [
      { after: "assistant\n", text: "On and on it goes. ", ending: "repeat" as const },
    ];
    engine = engineFor(folder.write("endless.gguf", scriptedModel({ rules })));
    const controller = new AbortController();
    const { end } = await collect(
      engine.chat({ ...asking("Go on."), maxTokens: 3_000 }, controller.signal),
      (event) => event.kind === "piece" && controller.abort(),
    );
    assert.deepEqual(end, { kind: "end", stopReason: "cancelled" });
    const next = await collect(engine.chat({ ...asking("Again."), maxTokens: 5 }, never));
    assert.deepEqual(next.end, { kind: "end", stopReason: "length" });
  });

  it("says that a conversation is longer than the model's context, and how long it is", async () => {
    engine = engineFor(model, { contextSize: 512 });
    const { end } = await collect(engine.chat(asking("why? ".repeat(400)), never));
    assert.ok(end?.kind === "end" && end.stopReason === "prompt-too-long");
    assert.ok(end.promptTokens > 512);
  });

  it("is answered too by a model without a template, which begins no message of the user's", async () => {
    const content = randomModel({ seed: 5 });
    engine = engineFor(folder.write("random.gguf", withoutTemplate(content)));
    const { events, end } = await collect(engine.chat(asking("What?"), never));
    assert.ok(events.some((event) => event.kind === "piece"));
    assert.ok(end?.kind === "end" && /end-of-text|length/.test(end.stopReason));
  });

  it("is answered by a model whose template has an error", async () => {
    const content = scriptedContent({ rules: [{ after: "assistant\n", text: WORDS }] });
    const value = "{{- raise_exception('<|im_start|>') -}}";
    content.metadata.set("tokenizer.chat_template", { type: "string", value });
    engine = engineFor(folder.write("template.gguf", writeGguf(content)));
    const { text, end } = await collect(engine.chat(asking("What does it do?"), never));
    assert.equal(text, WORDS);
    assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
  });

  it("waits while somebody types", async () => {
    const rules = [
      { after: "assistant\n", text: "On and on it goes. ", ending: "repeat" as const },
      { after: "return ", text: "items.map(toRow);" },
    ];
    engine = engineFor(folder.write("both.gguf", scriptedModel({ rules })));
    const order: string[] = [];
    const chat = collect(
      engine.chat({ ...asking("Go on. ".repeat(300)), maxTokens: 200 }, never),
      (event) => event.kind === "end" && order.push("chat"),
    );
    await collect(engine.generate(plain("return "), never));
    order.push("typing");
    await chat;
    assert.deepEqual(order, ["typing", "chat"]);
  });
});

/** The key under which the template is looked for, spoilt: the file stays as long as it was. */
function withoutTemplate(bytes: Buffer): Buffer {
  const at = bytes.indexOf("tokenizer.chat_template");
  assert.ok(at > 0);
  bytes.write("tokenizer.chat_nothing_", at);
  return bytes;
}

for (const api of ["llama-server", "openai"] as const)
  describe(`a conversation with a server (${api})`, () => {
    let server: ScriptedServer;
    let engine: Engine;
    afterEach(async () => {
      await engine.dispose();
      await server.stop();
    });

    async function start(options: Partial<Parameters<typeof startScriptedServer>[0]> = {}) {
      server = await startScriptedServer({
        rules: [],
        chats: [
          { asked: "thought", thought: "They may be none.", answer: "None at all." },
          { asked: "marked", answer: "<think>Perhaps.</think>None." },
          { asked: "long", answer: "on and on ".repeat(500) },
          { asked: "", answer: WORDS },
        ],
        ...options,
      });
      engine = createHttpEngine({
        ...{ api, url: server.url, controlTokens: [], contextSize: 4096 },
        mayConnect: () => ({ allowed: true }),
        patience: { loadingMs: 20, awayMs: [40] },
        log: () => {},
      });
    }

    const rows: [asked: string, thought: string, answer: string][] = [
      ["what does it do?", "", WORDS],
      ["a thought", "They may be none.", "None at all."],
      ["a marked one", "Perhaps.", "None."],
    ];
    for (const [asked, thought, answer] of rows)
      it(`is answered: ${asked}`, async () => {
        await start();
        const { events, end } = await collect(engine.chat(asking(asked), never));
        const said = (of: boolean): string =>
          events
            .map((event) => (event.kind === "piece" && !!event.thought === of ? event.text : ""))
            .join("");
        assert.deepEqual([said(true), said(false)], [thought, answer]);
        assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
        assert.ok(events.some((event) => event.kind === "prompt" && event.promptTokens > 0));
        const { body } =
          server.requests.find(({ path }) => path.endsWith("chat/completions")) ?? {};
        assert.deepEqual(body?.messages, [{ role: "user", content: asked }]);
      });

    const owners: [owner: string | undefined, told: boolean][] = [
      ["llamacpp", true],
      ["vllm", api === "llama-server"],
      [undefined, api === "llama-server"],
    ];
    for (const [owner, told] of owners)
      it(`is ${told ? "" : "not "}held to a grammar by a server of ${owner ?? "nobody"}`, async () => {
        await start(owner === undefined ? {} : { owner });
        const grammar = 'root ::= "None at all."';
        const request = { ...asking("a thought"), grammar, original: "None" };
        const { events } = await collect(engine.chat(request, never));
        const body =
          server.requests.find(({ path }) => path.endsWith("chat/completions"))?.body ?? {};
        assert.equal(body.grammar, told ? grammar : undefined);
        assert.deepEqual(body.chat_template_kwargs, told ? { enable_thinking: false } : undefined);
        assert.equal("original" in body, false);
        // Where thoughts keep to the grammar too, what looks like one is the answer.
        const thinks = events.some((event) => event.kind === "piece" && event.thought);
        assert.equal(thinks, !told);
      });

    it("is told of no grammar where there is none", async () => {
      await start({ owner: "llamacpp" });
      await collect(engine.chat(asking("what?"), never));
      const body =
        server.requests.find(({ path }) => path.endsWith("chat/completions"))?.body ?? {};
      for (const field of ["grammar", "chat_template_kwargs", "reasoning_format"])
        assert.equal(field in body, false, field);
    });

    it("closes the request when it is stopped", async () => {
      await start();
      const controller = new AbortController();
      const { end } = await collect(
        engine.chat(asking("long"), controller.signal),
        (event) => event.kind === "piece" && controller.abort(),
      );
      assert.deepEqual(end, { kind: "end", stopReason: "cancelled" });
      await eventually(() => server.closed === 1 && server.open === 0);
    });

    it("says that a conversation is too long", async () => {
      await start({ contextSize: 16 });
      const { end } = await collect(engine.chat(asking("why? ".repeat(100)), never));
      assert.equal(end?.kind === "end" && end.stopReason, "prompt-too-long");
    });

    it("ends with a reason when the server stops in the middle", async () => {
      await start();
      engine.start();
      await eventually(() => engine.state.kind === "ready");
      server.behaviour = "dying";
      const { end } = await collect(engine.chat(asking("long"), never));
      assert.ok(end?.kind === "end" && end.stopReason === "failed");
      assert.match(end.failure, /stopped in the middle/);
    });
  });
