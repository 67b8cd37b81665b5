import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { readAnswer } from "../../../server/edit/answer/readAnswer.ts";
import { hunksOf, withHunks } from "../../../server/protocol/hunks.ts";
import { placed } from "../../server/edit/answer/cases.ts";
import { documentOf } from "./case.ts";
import { dresses } from "./dresses.ts";
import { ownCases } from "./own.ts";

describe("an edit in every dress", () => {
  for (const dress of dresses)
    for (const format of ["whole", "blocks"] as const)
      it(`is read as what it says: ${dress.name}, asked for ${format}`, () => {
        let read = 0;
        for (const one of ownCases()) {
          const answer = dress.put(one.wanted, one);
          if (answer === undefined) continue;
          read += 1;
          const { languageId, wanted } = one;
          const region = placed(one);
          assert.deepEqual(
            readAnswer(answer, { region, format, languageId, complete: true }),
            { kind: "text", text: wanted },
            `${one.name}\n${answer}`,
          );
        }
        assert.ok(read > 0);
      });

  it("gives hunks that make the one document of the other", () => {
    for (const one of ownCases()) {
      const before = documentOf(one, one.text);
      const after = documentOf(one, one.wanted);
      assert.equal(withHunks(before, hunksOf(before, after)), after);
    }
  });
});
