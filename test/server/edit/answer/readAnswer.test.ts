import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readAnswer } from "../../../../server/edit/answer/readAnswer.ts";
import { answerCases } from "./cases.ts";

describe("a model's answer applied to a region", () => {
  for (const { file, cases } of answerCases())
    describe(file, () => {
      for (const { name, answer, wanted, ...options } of cases)
        it(name, () => {
          const read = readAnswer(answer, options);
          if ("text" in wanted) assert.deepEqual(read, { kind: "text", text: wanted.text });
          else assert.equal(read.kind === "unusable" ? read.why : read.text, wanted.why);
        });
    });

  it("every refusal says in whole sentences what is wrong and what to do", () => {
    for (const { answer, ...options } of answerCases().flatMap(({ cases }) => cases)) {
      const read = readAnswer(answer, options);
      if (read.kind !== "unusable") continue;
      assert.match(read.reason, /^[A-Z].*\.$/);
      assert.match(read.hint, /^[A-Z].*\.$/s);
    }
  });
});
