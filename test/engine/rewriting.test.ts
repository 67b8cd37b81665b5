import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import type { ChatRequest, Engine, GenerationEvent } from "../../server/engine/engine.ts";
import { collect, engineFor, plain } from "../helpers/engines.ts";
import { randomContent } from "../helpers/gguf/randomModel.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { writeGguf } from "../helpers/gguf/writeGguf.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;

function rewrite(more: Partial<ChatRequest> = {}): ChatRequest {
  return { messages: [{ role: "user", content: "Rewrite it." }], maxTokens: 128, ...more };
}

const original = `function total(items: readonly Item[]): number {
  let sum = 0;
  for (const item of items) sum += item.price;
  report("total", sum);
  return Math.round(sum);
}`;
const rewritten = original
  .replace("readonly Item[]", "readonly Item[], rate: number")
  .replace("item.price;", "item.price * rate;");
const answer = `\`\`\`ts\n${rewritten}\n\`\`\``;
const fenced = 'root ::= "```ts\\n" line+ "```"\nline ::= [^`\\n]* "\\n"';

describe("an answer of the real engine that rewrites a text", () => {
  const folder = scratchFolder();
  const engines: Engine[] = [];
  const start = (model: Buffer): Engine => {
    const engine = engineFor(folder.write(`${engines.length}.gguf`, model));
    engines.push(engine);
    return engine;
  };
  after(() => Promise.all(engines.map((engine) => engine.dispose())));
  const script = scriptedModel({ rules: [{ after: "assistant\n", text: answer }] });
  let shared: Engine | undefined;

  const rows: [name: string, more: Partial<ChatRequest>, drafted: boolean][] = [
    ["without the original", {}, false],
    ["with it", { original }, true],
    ["with what it already was", { original: answer }, true],
    ["with another text", { original: "class Other extends Base { }\n".repeat(9) }, false],
    ["with nothing", { original: "" }, false],
    ["with the original and a grammar", { original, grammar: fenced }, true],
    ["with a grammar alone", { grammar: fenced }, false],
    ["drawn at random, and with it", { original, temperature: 0.01 }, false],
  ];
  for (const [name, more, drafted] of rows)
    it(`is the same ${name}: ${drafted ? "some" : "none"} of it is drafted`, async () => {
      shared ??= start(script);
      const engine = shared;
      for (const round of ["first", "second", "third"]) {
        const { text, end, events } = await collect(engine.chat(rewrite(more), never));
        assert.equal(text, answer, round);
        assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
        assert.equal(taken(events) > 0, drafted, round);
      }
    });

  it("is the same of a model that looks back, with a draft that is right and one that goes wrong", async () => {
    const asked = rewrite({ maxTokens: 64 });
    const startLetters = (): Engine => start(randomLetters());
    const alone = await collect(startLetters().chat(asked, never));
    const half = alone.text.slice(0, alone.text.length / 2);
    for (const text of [alone.text, `${half} and something else ${half}`]) {
      const again = await collect(startLetters().chat({ ...asked, original: text }, never));
      assert.ok(taken(again.events) > 4, `${taken(again.events)} of ${alone.text}`);
      // What was refused would weigh in every token behind it, had it not left the cache.
      assert.equal(again.text, alone.text);
    }
  });

  it("is the same where the grammar forbids what the model wants, in the middle of a draft", async () => {
    const engine = start(script);
    const grammar = fenced.replace("[^`", "[^`*");
    const alone = await collect(engine.chat(rewrite({ grammar }), never));
    assert.ok(alone.text.startsWith(answer.slice(0, answer.indexOf("price *"))), alone.text);
    assert.ok(!alone.text.includes("*"));
    const again = await collect(engine.chat(rewrite({ grammar, original: rewritten }), never));
    assert.ok(taken(again.events) > 0);
    assert.equal(again.text, alone.text);
  });

  it("is no longer than what was asked for", async () => {
    const { events, end } = await collect(
      start(script).chat(rewrite({ original, maxTokens: 12 }), never),
    );
    assert.equal(events.filter(({ kind }) => kind === "piece").length, 12);
    assert.deepEqual(end, { kind: "end", stopReason: "length" });
  });

  it("waits while somebody types, and goes on as it would have", async () => {
    const engine = start(
      scriptedModel({
        rules: [
          { after: "assistant\n", text: answer },
          { after: "return ", text: "items.map(toRow);" },
        ],
      }),
    );
    const order: string[] = [];
    const chat = collect(engine.chat(rewrite({ original }), never), ({ kind }) => order.push(kind));
    const typed = await collect(engine.generate(plain("  return "), never));
    assert.equal(typed.text, "items.map(toRow);");
    assert.equal((await chat).text, answer);
    assert.ok(order.includes("draft"));
  });
});

function taken(events: readonly GenerationEvent[]): number {
  return events.reduce((sum, event) => sum + (event.kind === "draft" ? event.taken : 0), 0);
}

/** A model of random weights that writes letters alone, so that its text can be cut into its tokens. */
function randomLetters(): Buffer {
  const content = randomContent({ seed: 6, type: "F32" });
  const output = content.tensors.find(({ name }) => name === "output.weight");
  const width = output?.shape[0] ?? 0;
  output?.values.forEach((_, index, values) => {
    const token = Math.floor(index / width);
    if (token < 97 || token > 122) values[index] = 0;
  });
  return writeGguf(content);
}
