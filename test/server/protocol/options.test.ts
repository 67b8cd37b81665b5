import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  type BuiltInEngine,
  type HttpEngine,
  type Options,
  parseOptions,
} from "../../../server/protocol/options.ts";

const builtIn: BuiltInEngine = {
  kind: "built-in",
  gpu: "auto",
  idleMinutes: 30,
  contextSize: 4096,
};
const http: HttpEngine = {
  kind: "http",
  api: "llama-server",
  url: "http://127.0.0.1:8080",
  contextSize: 4096,
};
const defaults: Options = {
  model: {},
  engine: builtIn,
  search: {},
  chat: {},
  index: { exclude: [], battery: false },
  editor: [],
  trusted: false,
  trace: false,
  rules: {},
  acceptance: false,
  actionCommands: false,
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
  [
    "what is not indexed",
    { index: { exclude: ["**/*.log"], battery: true } },
    { index: { exclude: ["**/*.log"], battery: true } },
    0,
  ],
  ["one glob that is no list", { index: { exclude: "**/*.log" } }, {}, 1],
  ["an unknown GPU", { engine: { gpu: "cuda" } }, {}, 1],
  ["no time at all", { engine: { idleMinutes: 0 } }, {}, 1],
  ["half a thread", { engine: { threads: 0.5 } }, {}, 1],
  ["threads", { engine: { threads: 2 } }, { engine: { ...builtIn, threads: 2 } }, 0],
  ["a hanging context", { engine: { contextSize: 1e9 } }, {}, 1],
  [
    "a server",
    { engine: { kind: "http", api: "openai", url: "http://[::1]:1" } },
    { engine: { ...http, api: "openai", url: "http://[::1]:1" } },
    0,
  ],
  ["a server without a word", { engine: { kind: "http" } }, { engine: http }, 0],
  [
    "a server's model",
    { engine: { kind: "http", model: "m" } },
    { engine: { ...http, model: "m" } },
    0,
  ],
  [
    "models for search",
    {
      search: {
        embedding: { path: "/e.gguf" },
        reranking: { url: "http://127.0.0.1:8081", model: "r" },
      },
    },
    {
      search: {
        embedding: { kind: "file", path: "/e.gguf" },
        reranking: { kind: "server", url: "http://127.0.0.1:8081", model: "r" },
      },
    },
    0,
  ],
  [
    "a model for chat",
    { chat: { model: { url: "http://127.0.0.1:8082" } } },
    { chat: { model: { kind: "server", url: "http://127.0.0.1:8082" } } },
    0,
  ],
  ["a model for chat with an address that is none", { chat: { model: { url: 7 } } }, {}, 1],
  ["no model for search", { search: { embedding: {}, reranking: null } }, {}, 0],
  ["a model for search that is a text", { search: { embedding: "minilm" } }, {}, 1],
  ["an unknown API", { engine: { kind: "http", api: "grpc" } }, { engine: http }, 1],
  ["an unknown engine", { engine: { kind: "cloud" } }, {}, 1],
  ["an address that is a port", { engine: { kind: "http", url: 80 } }, { engine: http }, 1],
  [
    "what the client answers",
    { editor: ["definition", "symbols"] },
    { editor: ["definition", "symbols"] },
    0,
  ],
  ["an ability that nobody knows", { editor: ["telepathy"] }, {}, 1],
  ["a switch that is text", { trace: "yes" }, {}, 1],
  ["a rule that was changed", { rules: { comments: true } }, { rules: { comments: true } }, 0],
  [
    "a rule that is neither on nor off",
    { rules: { comments: "on", x: false } },
    { rules: { x: false } },
    1,
  ],
  ["a list of rules", { rules: ["comments"] }, {}, 1],
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
