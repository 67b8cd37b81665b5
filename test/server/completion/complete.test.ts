import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { complete } from "../../../server/completion/complete.ts";
import { completionContext } from "../../helpers/completions.ts";
import { cursorAt } from "../../helpers/cursors.ts";
import { HandEngine } from "../../helpers/handEngine.ts";

const never = new AbortController().signal;

describe("a completion", () => {
  /** What the model wrote when it was stopped from outside, and what is shown of it. */
  const rows: [name: string, wrote: string, shown: string | undefined][] = [
    ["shows nothing of a text that was stopped in the middle", "items.ma", undefined],
    ["shows a text that was complete before", "items.map(toRow);\n", "items.map(toRow);"],
  ];
  for (const [name, wrote, shown] of rows)
    it(name, async () => {
      const engine = new HandEngine();
      const context = completionContext(engine);
      const answer = complete(cursorAt("const a = 1;\nreturn █\n"), context, never);
      while (engine.requests.length === 0) await new Promise(setImmediate);
      await engine.write(wrote);
      context.generations.stop();
      const { outcome } = await answer;
      assert.equal(outcome.kind === "shown" ? outcome.text : undefined, shown);
    });
});
