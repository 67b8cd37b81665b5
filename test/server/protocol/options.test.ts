import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Options, parseOptions } from "../../../server/protocol/options.ts";

const defaults: Options = {
  model: {},
  engine: { gpu: "auto", idleMinutes: 30, contextSize: 4096 },
  trace: false,
};

/** What a client sent, how the options differ from the defaults, and how many problems are named. */
const rows: [name: string, sent: unknown, differs: Partial<Options>, problems: number][] = [
  ["nothing", undefined, {}, 0],
  ["null", null, {}, 0],
  ["a path", { model: { path: "/m.gguf" } }, { model: { path: "/m.gguf" } }, 0],
  ["fields of another product", { telemetry: true }, {}, 0],
  ["text instead of an object", "fast please", {}, 1],
  ["a list instead of an object", { engine: [] }, {}, 1],
  ["a path that is a number", { model: { path: 7 } }, {}, 1],
  ["an empty path", { model: { path: "" } }, {}, 1],
  ["an unknown GPU", { engine: { gpu: "cuda" } }, {}, 1],
  ["no time at all", { engine: { idleMinutes: 0 } }, {}, 1],
  ["half a thread", { engine: { threads: 0.5 } }, {}, 1],
  ["threads", { engine: { threads: 2 } }, { engine: { ...defaults.engine, threads: 2 } }, 0],
  ["a hanging context", { engine: { contextSize: 1e9 } }, {}, 1],
  ["a switch that is text", { trace: "yes" }, {}, 1],
];

describe("parseOptions", () => {
  for (const [name, sent, differs, problems] of rows) {
    it(`takes ${name}`, () => {
      const parsed = parseOptions(sent);
      assert.deepEqual(parsed.options, { ...defaults, ...differs });
      assert.equal(parsed.problems.length, problems, parsed.problems.join(" "));
    });
  }
});
