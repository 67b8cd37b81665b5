import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { writeBehind } from "../../../server/completion/readAhead.ts";
import type { EngineState } from "../../../server/engine/engine.ts";
import { completionContext } from "../../helpers/completions.ts";
import { cursorAt } from "../../helpers/cursors.ts";
import { HandEngine } from "../../helpers/handEngine.ts";

class ReadyEngine extends HandEngine {
  override readonly state: EngineState = {
    kind: "ready",
    ready: { device: { kind: "cpu", why: "this is a test" }, contextSize: 4096, loadMs: 0 },
  };
}

describe("what the model writes behind an echo", () => {
  for (const [name, aborts, begun] of [
    ["is begun", false, 1],
    ["is not begun when a newer request came while context was gathered", true, 0],
  ] as const)
    it(name, async () => {
      const engine = new ReadyEngine();
      const newer = new AbortController();
      const context = completionContext(engine, {
        context: {
          gather: async () => {
            if (aborts) newer.abort();
            return { snippets: [], set: { kind: "kept" }, sources: [] };
          },
        },
      });
      await writeBehind(cursorAt("return █\n"), context, newer.signal);
      assert.equal(engine.requests.length, begun);
    });
});
