import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createThoughtSplitter } from "../../../server/engine/thoughts.ts";

/** What a model wrote, what of it is thought, what is said; and, where it matters, how the prompt ended. */
const rows: [name: string, written: string, thought: string, answer: string, prompt?: string][] = [
  ["no thought", "Two books.", "", "Two books."],
  ["a thought", "<think>\nHm.\n</think>\n\nTwo.", "\nHm.\n", "Two."],
  ["an empty thought", "<think>\n\n</think>\n\nTwo.", "\n\n", "Two."],
  ["space before it", "\n<think>Hm.</think>Two.", "Hm.", "Two."],
  ["another mark", "<seed:think>Hm.</seed:think>Two.", "Hm.", "Two."],
  ["a thought with no end", "<think>Hm, well", "Hm, well", ""],
  ["a mark that is spoken of later", "Write <think> first.", "", "Write <think> first."],
  ["what only begins as a mark", "<thin ice", "", "<thin ice"],
  ["half a mark and no more", "<thi", "", "<thi"],
  ["a thought that the prompt began", "Hm.</think>Two.", "Hm.", "Two.", "assistant\n<think>\n"],
  [
    "channels",
    "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Two.",
    "Hm.",
    "Two.",
  ],
  ["a channel without a thought", "<|channel|>final<|message|>Two.", "", "Two."],
  [
    "another thought in the answer",
    "<think>a</think>b <think>c</think>",
    "a",
    "b <think>c</think>",
  ],
];

describe("the thought before an answer", () => {
  for (const [name, written, thought, answer, prompt] of rows)
    for (const size of [1, 3, written.length])
      it(`${name}, in pieces of ${size}`, () => {
        const splitter = createThoughtSplitter(prompt);
        const pieces = [...cut(written, size)].flatMap((piece) => splitter.take(piece));
        pieces.push(...splitter.rest());
        const text = (of: boolean) =>
          pieces.map((piece) => ((piece.thought ?? false) === of ? piece.text : "")).join("");
        assert.deepEqual([text(true), text(false)], [thought, answer]);
      });
});

function* cut(text: string, size: number): Generator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
}
