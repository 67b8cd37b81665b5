import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Reply } from "../../../../server/engine/http/client.ts";
import { readEvents } from "../../../../server/engine/http/events.ts";
import { promptText } from "../../../../server/engine/http/promptText.ts";
import { createStopCutter } from "../../../../server/engine/stops.ts";

describe("createStopCutter", () => {
  const stops = ["<|end|>", "<|endoftext|>", "<x>"];
  /** Pieces as they come, the text let through, and whether a stop came. */
  const rows: [pieces: string[], text: string, stopped: boolean][] = [
    [["abc"], "abc", false],
    [["a<|end|>b"], "a", true],
    [["a<", "|en", "d|>b"], "a", true],
    [["a<|endo", "ftext|>"], "a", true],
    [["a<|endure"], "a<|endure", false],
    [["a <", " b"], "a < b", false],
    [["<<x>"], "<", true],
    [["<", "<", "x", ">"], "<", true],
    [["a<|en"], "a<|en", false],
    [[""], "", false],
  ];
  for (const [pieces, text, stopped] of rows) {
    it(`cuts ${JSON.stringify(pieces)} to ${JSON.stringify(text)}`, () => {
      const cutter = createStopCutter(stops);
      let shown = "";
      let came = false;
      for (const piece of pieces) {
        const taken = cutter.take(piece);
        shown += taken.text;
        came ||= taken.stopped;
      }
      assert.equal(came ? shown : shown + cutter.rest(), text);
      assert.equal(came, stopped);
    });
  }
});

describe("promptText", () => {
  const plain = (text: string) => ({ text, special: false });
  const special = (text: string) => ({ text, special: true });
  const rows: [name: string, prompt: Parameters<typeof promptText>[0], text: string][] = [
    ["joins segments", [special("<P>"), plain("a"), special("<M>")], "<P>a<M>"],
    ["breaks a control token in the source", [special("<P>"), plain("a<P>b")], "<P>a< P>b"],
    ["breaks a stop in the source", [plain("a<stop>b")], "a< stop>b"],
    ["writes SentencePiece's space as one", [special("▁<PRE>"), plain("a")], " <PRE>a"],
  ];
  for (const [name, prompt, text] of rows) {
    it(name, () => assert.equal(promptText(prompt, ["<stop>"]), text));
  }
});

describe("readEvents", () => {
  /** Chunks as the network cuts them, and the objects that come of them. */
  const rows: [name: string, chunks: string[], events: unknown[]][] = [
    ["two events", ['data: {"a":1}\n\ndata: {"a":2}\n\n'], [{ a: 1 }, { a: 2 }]],
    ["an event in many chunks", ["da", 'ta: {"a"', ":1}", "\n", "\n"], [{ a: 1 }]],
    ["CRLF", ['data: {"a":1}\r\n\r\n'], [{ a: 1 }]],
    ["no space after the colon", ['data:{"a":1}\n\n'], [{ a: 1 }]],
    ["a comment", [": ping\n\n", 'data: {"a":1}\n\n'], [undefined, { a: 1 }]],
    ["the end, and nothing after it", ['data: [DONE]\n\ndata: {"a":1}\n\n'], []],
    ["other fields", ['event: x\nid: 7\ndata: {"a":1}\n\n'], [{ a: 1 }]],
    ["an error in a field of its own", ['error: {"code":500}\n\n'], [{ code: 500 }]],
  ];
  const replyOf = (chunks: string[]): Reply => ({
    status: 200,
    type: "text/event-stream",
    async *chunks() {
      yield* chunks;
    },
    json: () => Promise.reject(new Error("not asked for")),
  });

  async function all(chunks: string[]): Promise<unknown[]> {
    const events: unknown[] = [];
    for await (const event of readEvents(replyOf(chunks), "http://127.0.0.1")) events.push(event);
    return events;
  }

  for (const [name, chunks, events] of rows) {
    it(`reads ${name}`, async () => assert.deepEqual(await all(chunks), events));
  }

  it("refuses what is no JSON", async () => {
    await assert.rejects(all(["data: {7\n\n"]), /its stream is no JSON/);
  });
});
