import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ahead } from "../../../server/completion/ahead.ts";
import { stopAhead } from "../../../server/completion/stopAhead.ts";
import { cursorAt } from "../../helpers/cursors.ts";

/** Text with the cursor, what is streamed, and where the stream is ended, if it is. */
const rows: [marked: string, streamed: string, stoppedAt: string | undefined][] = [
  ["█\nreturn all;", "a();\nreturn all;\n}", "a();\nreturn all;"],
  ["█\nreturn all;", "a();\nreturn all;", undefined],
  ["ret█\nreturn all;", "urn all;\n", "urn all;"],
  ["█\n}\n", "a();\n}\nb();", undefined],
  [`█\n${"\n".repeat(20)}return all;`, "return all;\n", undefined],
];

describe("a stream", () => {
  for (const [marked, streamed, stoppedAt] of rows)
    it(`${stoppedAt === undefined ? "goes on" : "stops"} at ${JSON.stringify(streamed)}`, () => {
      const cursor = cursorAt(marked);
      const cut = stopAhead(
        { text: streamed, complete: false },
        { lineBefore: cursor.lineBefore, next: ahead(cursor) },
      );
      assert.equal(cut.complete, stoppedAt !== undefined);
      assert.equal(cut.text, stoppedAt ?? streamed);
    });
});
