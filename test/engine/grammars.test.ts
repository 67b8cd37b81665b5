import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import type { ChatRequest, Engine, GenerationEvent } from "../../server/engine/engine.ts";
import { collect, engineFor } from "../helpers/engines.ts";
import { scriptedContent, scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { writeGguf } from "../helpers/gguf/writeGguf.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;

function asking(grammar?: string): ChatRequest {
  const messages = [{ role: "user" as const, content: "What does it do?" }];
  return { messages, maxTokens: 128, ...(grammar === undefined ? {} : { grammar }) };
}

describe("an answer of the real engine under a grammar", () => {
  const folder = scratchFolder();
  let engine: Engine;
  let shared: Engine | undefined;
  const engines: Engine[] = [];
  const start = (model: Buffer): Engine => {
    engine = engineFor(folder.write(`${engines.length}.gguf`, model));
    engines.push(engine);
    return engine;
  };
  after(() => Promise.all(engines.map((each) => each.dispose())));

  const text = "It counts the books of one author.";
  const script = scriptedModel({ rules: [{ after: "assistant\n", text }] });
  const rows: [name: string, grammar: string, answer: RegExp][] = [
    [
      "what the model wants to say, if it may",
      'root ::= "It counts the " [a-z ]+ "."',
      /^It counts the books of one author\.$/,
    ],
    ["something else, if it may not", 'root ::= "No" "." | "Yes."', /^(No|Yes)\.$/],
    [
      "begun by the model, and ended otherwise",
      'root ::= "It counts " ("nothing" | "shelves")',
      /^It counts (nothing|shelves)$/,
    ],
    ["of another alphabet", 'root ::= "größer 😀"', /^größer 😀$/],
  ];
  for (const [name, grammar, wanted] of rows)
    it(`is ${name}`, async () => {
      shared ??= start(script);
      const { text: said, end } = await collect(shared.chat(asking(grammar), never));
      assert.match(said, wanted);
      assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
    });

  const broken: [name: string, grammar: string][] = [
    ["nothing", ""],
    ["prose", "Answer with yes or no."],
    ["without a root", 'answer ::= "yes"'],
    ["with a rule that is missing", "root ::= other"],
    ["with a text that does not end", 'root ::= "yes'],
    ["with a class that does not end", "root ::= [a-z"],
    ["with a group that does not end", 'root ::= ("yes" | "no"'],
    ["that calls itself first", 'root ::= root "yes" | "no"'],
    ["with too many repetitions", 'root ::= "a"{5000}'],
    ["with repetitions backwards", 'root ::= "a"{,'],
    ["with an unknown escape", 'root ::= "\\q"'],
    ["with a token of another model", "root ::= <nonesuch>"],
    ["with half a character", 'root ::= "\\ud800" ]'],
    ["with groups that never end", `root ::= ${"(".repeat(1_000)}"a"`],
    ["of endless choice", `root ::= ${'"a" | '.repeat(100_000)}"b"`],
    ["that repeats nothing", "root ::= *"],
    ["with a NUL", 'root ::= "a\0b" ('],
  ];
  it("fails where it is none, and the next one is answered by the same process", async () => {
    start(script);
    for (const [name, grammar] of broken) {
      const { end, text: said } = await collect(engine.chat(asking(grammar), never));
      assert.equal(said, "", name);
      assert.ok(
        end?.kind === "end" && end.stopReason === "failed",
        `${name}: ${JSON.stringify(end)}`,
      );
      assert.match(end.failure, /grammar/, name);
    }
    const { text: said } = await collect(engine.chat(asking(), never));
    assert.equal(said, text);
  });

  const thought = "They may be none, or <5. </thin, perhaps. ";
  const thinks = { after: "assistant\n", text: `<think>${thought}</think>\n\nNone at all.` };
  const thinking = scriptedContent({ rules: [thinks] });
  const { metadata } = thinking;
  const template = metadata.get("tokenizer.chat_template");
  assert.ok(template?.type === "string");
  const value = `${template.value}{#- It may write <think> first. -#}`;
  metadata.set("tokenizer.chat_template", { type: "string", value });

  for (const [grammar, wanted] of [
    ['root ::= "None at all."', /^None at all\.$/],
    ['root ::= "Some." | "Many."', /^(Some|Many)\.$/],
  ] as const)
    it(`leaves alone what a model thinks before it answers: ${grammar}`, async () => {
      const { events } = await collect(start(writeGguf(thinking)).chat(asking(grammar), never));
      assert.equal(said(events, "thought"), thought);
      assert.match(said(events, "answer"), wanted);
    });

  it("lets a model that does not think begin with nothing else", async () => {
    const rules = [{ after: "assistant\n", text: "<think>Perhaps.</think>Yes." }];
    const model = scriptedModel({ rules });
    const { events } = await collect(start(model).chat(asking('root ::= "Yes."'), never));
    assert.deepEqual([said(events, "thought"), said(events, "answer")], ["", "Yes."]);
  });
});

function said(events: readonly GenerationEvent[], of: "thought" | "answer"): string {
  return events
    .flatMap((event) =>
      event.kind === "piece" && (event.thought === true) === (of === "thought") ? [event.text] : [],
    )
    .join("");
}
