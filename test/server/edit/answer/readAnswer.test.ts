import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readAnswer } from "../../../../server/edit/answer/readAnswer.ts";
import { hunksOf, withHunks } from "../../../../server/protocol/hunks.ts";
import { answerCases } from "./cases.ts";

const cases = answerCases().flatMap(({ cases: some }) => some);

describe("a model's answer applied to a region", () => {
  for (const { file, cases: some } of answerCases())
    describe(file, () => {
      for (const { name, answer, wanted, ...options } of some)
        it(name, () => {
          const read = readAnswer(answer, options);
          if ("text" in wanted) assert.deepEqual(read, { kind: "text", text: wanted.text });
          else assert.equal(read.kind === "unusable" ? read.why : read.text, wanted.why);
        });
    });

  it("every refusal says in whole sentences what is wrong and what to do", () => {
    for (const { answer, ...options } of cases) {
      const read = readAnswer(answer, options);
      if (read.kind !== "unusable") continue;
      assert.match(read.reason, /^[A-Z].*\.$/);
      assert.match(read.hint, /^[A-Z].*\.$/s);
    }
  });

  it("has hunks that make the one document of the other", () => {
    for (const { answer, ...options } of cases) {
      const read = readAnswer(answer, options);
      if (read.kind !== "text") continue;
      const { before, text, after } = options.region;
      const document = before + text + after;
      const wanted = before + read.text + after;
      assert.equal(withHunks(document, hunksOf(document, wanted)), wanted);
    }
  });

  it("is decided on for every beginning of an answer, and never by an exception", function () {
    this.timeout(30_000);
    for (const { answer, ...options } of cases)
      for (let length = 0; length < answer.length; length += 7)
        for (const complete of [true, false]) {
          const read = readAnswer(answer.slice(0, length), { ...options, complete });
          if (read.kind === "unusable") assert.notEqual(read.hint, "");
          else assert.notEqual(read.text, options.region.text);
        }
  });
});
