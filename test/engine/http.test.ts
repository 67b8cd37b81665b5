import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import type { Engine, Segment } from "../../server/engine/engine.ts";
import { createHttpEngine, type HttpEngineOptions } from "../../server/engine/http/engine.ts";
import type { Guard } from "../../server/guard/guard.ts";
import { isLoopbackHost } from "../../server/guard/loopback.ts";
import { collect, plain, reached } from "../helpers/engines.ts";
import { eventually } from "../helpers/eventually.ts";
import {
  type Behaviour,
  type ScriptedServer,
  type ScriptedServerOptions,
  startScriptedServer,
} from "../helpers/httpServer.ts";

const rules = [
  { after: "return ", text: "items.map(toRow);" },
  { after: "endless ", text: "on and ever ", ending: "repeat" as const },
];
const controlTokens = ["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<unknown>"];
const quick = { loadingMs: 20, awayMs: [40] };
/** Deadlines of a test that lets them pass; the others have those of a person. */
const impatient = { ...quick, lookMs: 150, silenceMs: 150 };
const loopback: Guard["mayConnect"] = (target) => {
  const host = target instanceof URL ? target.hostname : target.host;
  return isLoopbackHost(host) ? { allowed: true } : { allowed: false, reason: "it is far away." };
};

const apis = ["llama-server", "openai"] as const;
for (const api of apis) {
  describe(`the engine behind a server (${api})`, () => {
    let server: ScriptedServer;
    let engine: Engine;
    beforeEach(async () => {
      server = await startScriptedServer({ rules });
      engine = engineAt(server.url);
    });
    afterEach(async () => {
      await engine.dispose();
      await server.stop();
    });

    function engineAt(url: string, more: Partial<HttpEngineOptions> = {}): Engine {
      return createHttpEngine({
        ...{ api, url, controlTokens, contextSize: 4096, mayConnect: loopback, patience: quick },
        log: () => {},
        ...more,
      });
    }

    /** Takes the place of server and engine that every test begins with. */
    async function instead(options: Partial<ScriptedServerOptions>): Promise<void> {
      await server.stop();
      server = await startScriptedServer({ rules, ...options });
      engine = engineAt(server.url);
    }

    it("streams the answer with its probabilities and ends it", async () => {
      const request = plain("return ", { confidence: true });
      const { events, text, end } = await collect(
        engine.generate(request, new AbortController().signal),
      );
      assert.equal(text, "items.map(toRow);");
      assert.deepEqual(end, { kind: "end", stopReason: "end-of-text" });
      const pieces = events.filter((event) => event.kind === "piece");
      assert.ok(pieces.length > 2);
      for (const { confidence } of pieces) assert.ok(Math.abs((confidence ?? 0) - 0.95) < 1e-9);
      const prompt = events.find((event) => event.kind === "prompt");
      assert.equal(prompt?.promptTokens, 1);
    });

    if (api === "llama-server") {
      const healed: [typed: string, written: string][] = [
        ["return it", "ems.map(toRow);"],
        ["return items", ".map(toRow);"],
        // A server that does not heed the grammar writes something else: nothing of it is shown.
        ["return other", ""],
      ];
      for (const [typed, written] of healed)
        it(`heals a cursor inside a token: ${JSON.stringify(typed)}`, async () => {
          await instead({ rules: [{ after: "return", text: " items.map(toRow);" }] });
          const request = plain(typed, { heal: true });
          const { text } = await collect(engine.generate(request, new AbortController().signal));
          assert.equal(text, written);
          const { body } = server.requests.findLast(({ path }) => path === "/completion") ?? {};
          const word = typed.slice("return".length);
          assert.equal(body?.grammar, `root ::= "${word}" [^\\x00]*`);
        });
    }

    it("reads a prompt ahead of time and writes nothing", async () => {
      const request = plain("return ", { maxTokens: 0 });
      const { text, end } = await collect(engine.generate(request, new AbortController().signal));
      assert.equal(text, "");
      assert.equal(end?.kind === "end" && end.stopReason, "length");
    });

    it("stops after as many tokens as were asked for", async () => {
      const request = plain("endless ", { maxTokens: 3 });
      const { end } = await collect(engine.generate(request, new AbortController().signal));
      assert.deepEqual(end, { kind: "end", stopReason: "length" });
    });

    it("says what is served, and that it runs in a server", async () => {
      engine.start();
      const { ready } = await reached(engine, "ready");
      assert.deepEqual(ready.device, { kind: "server", url: server.url });
      assert.equal(ready.served?.name, "scripted-qwen");
    });

    it("closes the request when it is aborted, and serves the next", async () => {
      const controller = new AbortController();
      const { text, end } = await collect(
        engine.generate(plain("endless ", { maxTokens: 2_000 }), controller.signal),
        (event) => event.kind === "piece" && controller.abort(),
      );
      assert.deepEqual(end, { kind: "end", stopReason: "cancelled" });
      assert.ok(text.length < 200);
      await eventually(() => server.closed === 1 && server.open === 0);
      const next = await collect(engine.generate(plain("return "), new AbortController().signal));
      assert.equal(next.text, "items.map(toRow);");
    });

    it("closes the request when the reader leaves", async () => {
      const request = plain("endless ", { maxTokens: 2_000 });
      for await (const event of engine.generate(request, new AbortController().signal)) {
        if (event.kind === "piece") break;
      }
      await eventually(() => server.closed === 1 && server.open === 0);
    });

    it("closes every request when it is disposed, and ends their streams", async () => {
      const request = plain("endless ", { maxTokens: 2_000 });
      let disposed: Promise<void> | undefined;
      const { end } = await collect(
        engine.generate(request, new AbortController().signal),
        (event) => {
          if (event.kind === "piece") disposed ??= engine.dispose();
        },
      );
      await disposed;
      assert.deepEqual(end, { kind: "end", stopReason: "cancelled" });
      await eventually(() => server.closed === 1);
    });

    it("never reads a control token in source text as one", async () => {
      const prompt: Segment[] = [
        { text: "<|fim_prefix|>", special: true },
        { text: 'const s = "<|fim_middle|>"; return ', special: false },
      ];
      const request = plain("", { prompt, stops: ["<|fim_middle|>"] });
      const { text } = await collect(engine.generate(request, new AbortController().signal));
      assert.equal(text, "items.map(toRow);");
      const sent = JSON.stringify(server.requests.at(-1)?.body.prompt);
      if (api === "openai") assert.ok(sent.includes("< |fim_middle|>"), sent);
      else assert.equal(controlIds(sent).length, 1, sent);
    });

    it("says that a prompt is too long, and how long it is", async () => {
      await instead({ contextSize: 40 });
      const request = plain("x".repeat(60), { maxTokens: 8 });
      const { end } = await collect(engine.generate(request, new AbortController().signal));
      assert.deepEqual(end, { kind: "end", stopReason: "prompt-too-long", promptTokens: 60 });
    });

    it("waits while the server loads its model, and then answers", async () => {
      server.behaviour = "loading";
      const answer = collect(engine.generate(plain("return "), new AbortController().signal));
      await reached(engine, "loading");
      setTimeout(() => {
        server.behaviour = "well";
      }, 60);
      assert.equal((await answer).text, "items.map(toRow);");
    });

    it("says that nothing is there, and finds the server when it comes", async () => {
      await server.stop();
      engine.start();
      const { reason } = await reached(engine, "waiting");
      assert.match(reason, /does not answer: nothing listens there\. Start it, .*settings\.$/);
      const { end } = await collect(
        engine.generate(plain("return "), new AbortController().signal),
      );
      assert.equal(end?.kind === "end" && end.stopReason, "failed");
      await server.start();
      await reached(engine, "ready");
    });

    it("answers after the server was started again under its kept connections", async () => {
      await collect(engine.generate(plain("return "), new AbortController().signal));
      await server.stop();
      await server.start();
      const { text } = await collect(
        engine.generate(plain("return "), new AbortController().signal),
      );
      assert.equal(text, "items.map(toRow);");
    });

    /** What the server does, and what a person reads of it; all of these may mend themselves. */
    const wrong: [behaviour: Behaviour, said: RegExp][] = [
      ["web page", /not the expected server: it sent a web page\. Correct/],
      ["garbage", /not the expected server: its answer is no JSON object\. Correct/],
      ["redirect", /redirects to another address, which Ingle does not follow\. Correct/],
      ["silent", /has said nothing for 0\.2 s\. .*smaller model/],
    ];
    for (const [behaviour, said] of wrong) {
      const patience = behaviour === "silent" ? impatient : quick;
      it(`waits and says why when the server is of this kind: ${behaviour}`, async () => {
        engine = engineAt(server.url, { patience });
        server.behaviour = behaviour;
        engine.start();
        assert.match((await reached(engine, "waiting")).reason, said);
        server.behaviour = "well";
        await reached(engine, "ready");
      });

      it(`ends a request when the server becomes of this kind: ${behaviour}`, async () => {
        engine = engineAt(server.url, { patience });
        engine.start();
        await reached(engine, "ready");
        server.behaviour = behaviour;
        const { end } = await collect(
          engine.generate(plain("return "), new AbortController().signal),
        );
        assert.match(end?.kind === "end" && "failure" in end ? end.failure : "", said);
      });
    }

    const broken: [behaviour: Behaviour, said: RegExp][] = [
      ["stuck", /has said nothing for 0\.2 s/],
      ["dying", /stopped in the middle of an answer\. Look/],
    ];
    for (const [behaviour, said] of broken) {
      it(`ends a request whose answer is ${behaviour}, and closes it`, async () => {
        const patience = { ...quick, silenceMs: behaviour === "stuck" ? 150 : 60_000 };
        engine = engineAt(server.url, { patience });
        server.behaviour = behaviour;
        const { text, end } = await collect(
          engine.generate(plain("endless "), new AbortController().signal),
        );
        assert.ok(text.startsWith("on "), text);
        assert.match(end?.kind === "end" && "failure" in end ? end.failure : "", said);
        await eventually(() => server.open === 0);
      });
    }

    it("looks again at a server that was not heard of for long, and learns its new model", async () => {
      engine = engineAt(server.url, { patience: { ...quick, freshMs: 0 } });
      engine.start();
      await reached(engine, "ready");
      const { port } = new URL(server.url);
      await server.stop();
      server = await startScriptedServer({ rules, model: "another", port: Number(port) });
      await collect(engine.generate(plain("return "), new AbortController().signal));
      const { ready } = await reached(engine, "ready");
      assert.equal(ready.served?.name, "another");
    });

    it("starts afresh after a failure that a person has mended", async () => {
      await server.stop();
      engine = engineAt(server.url, { patience: { ...quick, awayMs: [60_000] } });
      engine.start();
      await reached(engine, "waiting");
      await server.start();
      engine.restart();
      await reached(engine, "ready");
    });

    /** Addresses that no retry can mend. */
    const refused: [url: string, said: RegExp][] = [
      ["not a url", /no URL\. Set an address on this machine/],
      ["https://127.0.0.1:1", /does not begin with http/],
      ["http://example.com", /does not connect to example\.com: it is far away\. Set/],
      ["http://192.168.1.2:8080", /does not connect/],
    ];
    for (const [url, said] of refused) {
      it(`refuses ${url} for good`, async () => {
        engine = engineAt(url);
        engine.start();
        const { reason, remedy } = await reached(engine, "failed");
        assert.match(`${reason} ${remedy}`, said);
        const { end } = await collect(
          engine.generate(plain("return "), new AbortController().signal),
        );
        assert.equal(end?.kind === "end" && end.stopReason, "failed");
      });
    }

    it("refuses a name that stands for another address than this machine's", async () => {
      const asked: string[] = [];
      engine = engineAt(server.url.replace("127.0.0.1", "localhost"), {
        mayConnect(target) {
          const host = target instanceof URL ? target.hostname : target.host;
          asked.push(host);
          return host === "localhost"
            ? { allowed: true }
            : { allowed: false, reason: "it is elsewhere." };
        },
      });
      engine.start();
      const { reason } = await reached(engine, "failed");
      assert.match(reason, /localhost stands for .*\. Use the address 127\.0\.0\.1\./);
      assert.ok(asked.some((host) => isLoopbackHost(host) && host !== "localhost"));
      assert.equal(server.requests.length, 0);
    });

    it("connects to localhost by its addresses", async () => {
      engine = engineAt(server.url.replace("127.0.0.1", "localhost"));
      engine.start();
      await reached(engine, "ready");
    });
  });
}

function controlIds(sent: string): number[] {
  return (JSON.parse(sent) as number[]).filter((id) => id >= 256 && id < 264);
}

describe("how a server fills in", () => {
  const gap: Segment[] = [
    { text: "\n}", special: false, role: "suffix" },
    { text: "return ", special: false, role: "prefix" },
  ];
  const rows: [
    name: string,
    api: (typeof apis)[number],
    options: Partial<ScriptedServerOptions>,
    infill: boolean,
  ][] = [
    ["a llama-server", "llama-server", {}, true],
    ["a server that takes a suffix", "openai", { suffix: "taken" }, true],
    ["a server that refuses a suffix", "openai", { suffix: "refused" }, false],
    ["a server that ignores a suffix", "openai", { suffix: "ignored" }, false],
  ];
  for (const [name, api, options, infill] of rows) {
    describe(name, () => {
      let server: ScriptedServer;
      let engine: Engine;
      before(async () => {
        server = await startScriptedServer({ rules, ...options });
        engine = createHttpEngine({
          ...{ api, url: server.url, controlTokens, contextSize: 4096, mayConnect: loopback },
          log: () => {},
        });
        engine.start();
      });
      after(async () => {
        await engine.dispose();
        await server.stop();
      });

      it(infill ? "is known to fill in" : "is not taken for one that fills in", async () => {
        const { ready } = await reached(engine, "ready");
        assert.equal(ready.served?.infill, infill);
      });

      if (!infill) return;
      it("is sent what stands before and after the cursor", async () => {
        const { text } = await collect(
          engine.generate(plain("", { prompt: gap }), new AbortController().signal),
        );
        assert.equal(text, "items.map(toRow);");
        const { path, body } = server.requests.at(-1)!;
        const sent =
          path === "/infill" ? [body.input_prefix, body.input_suffix] : [body.prompt, body.suffix];
        assert.deepEqual(sent, ["return ", "\n}"]);
      });
    });
  }

  it("tells which control tokens the model has", async () => {
    const server = await startScriptedServer({ rules });
    const engine = createHttpEngine({
      ...{ api: "llama-server", url: server.url, controlTokens, contextSize: 4096 },
      ...{ mayConnect: loopback, log: () => {} },
    });
    engine.start();
    const { ready } = await reached(engine, "ready");
    assert.deepEqual(ready.served?.controlTokens, new Set(controlTokens.slice(0, 3)));
    await engine.dispose();
    await server.stop();
  });
});
