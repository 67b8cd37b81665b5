import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readAnswer } from "../../../../server/edit/answer/readAnswer.ts";
import { readPartial } from "../../../../server/edit/answer/readPartial.ts";
import { type AnswerCase, answerCases } from "./cases.ts";

const usable = answerCases()
  .filter(({ file }) => ["edges.txt", "indentation.txt", "blocks.txt"].includes(file))
  .flatMap(({ cases }) => cases)
  .filter(({ wanted, answer }) => "text" in wanted && isPlain(answer));

/** What only a later line tells. */
const late = /the first has written|with changes of its own/;

/** Has an end that is written: before it, what was not reached stays. */
function isPlain(answer: string): boolean {
  return /(?:```|REPLACE|UPDATED)\n$/.test(answer);
}

describe("an answer while it is written", () => {
  for (const one of usable.filter(({ name }) => !late.test(name)))
    it(`shows nothing that stands neither in the code nor in the result: ${one.name}`, () => {
      const wanted = linesOf(textOf(one));
      const known = new Set([...linesOf(one.region.text), ...wanted]);
      for (let length = 1; length <= one.answer.length; length += 1) {
        const partial = readPartial(one.answer.slice(0, length), one);
        for (const line of linesOf(partial ?? ""))
          assert.ok(
            known.has(line) || wanted.some((each) => each.startsWith(line)),
            `${JSON.stringify(line)} after ${JSON.stringify(one.answer.slice(0, length))}`,
          );
      }
    });

  for (const one of usable)
    it(`ends with what the whole answer gives: ${one.name}`, () => {
      assert.equal(readPartial(one.answer, one), textOf(one));
    });

  it("shows the lines that are not reached yet as they are", () => {
    const region = { before: "", text: "a();\nb();\nc();\n", after: "", firstLine: 0, endLine: 3 };
    const read = (answer: string) =>
      readPartial(answer, { region, format: "whole", languageId: "typescript" });
    assert.equal(read("```ts"), undefined);
    assert.equal(read("```ts\na();\n"), "a();\nb();\nc();\n");
    assert.equal(read("```ts\na();\nd("), "a();\nd(\nb();\nc();\n");
    assert.equal(read("```ts\na();\nd();\nc();\n"), "a();\nd();\nc();\n");
    assert.equal(read("```ts\na();\nd();\nc();\n```"), "a();\nd();\nc();\n");
  });
});

function textOf(one: AnswerCase): string {
  const read = readAnswer(one.answer, one);
  return read.kind === "text" ? read.text : "";
}

function linesOf(text: string): string[] {
  return text.split("\n").map((line) => line.trim());
}
