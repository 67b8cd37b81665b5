import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "mocha";
import {
  DidChangeConfigurationNotification,
  DidCloseTextDocumentNotification,
  ExecuteCommandRequest,
  type InlineCompletionItem,
} from "vscode-languageserver/node";
import thresholds from "../../server/completion/thresholds.json" with { type: "json" };
import { readAfterMs } from "../../server/completion/verdicts.ts";
import {
  acceptedCommand,
  type CompletionTrace,
  type PromptText,
  promptRequest,
  type Rule,
  resetStatisticsRequest,
  resetStrictnessRequest,
  rulesRequest,
  type Statistics,
  type StrictnessRow,
  statisticsRequest,
  strictnessRequest,
  tracesRequest,
} from "../../server/protocol/messages.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { type Place, startServer, type TestServer } from "../helpers/servers.ts";

const script = [
  { after: "return ", text: "items.map(toRow);" },
  { after: "await ", text: "theLineAbove();" },
];
/** The suggestion here is the line that stands above. */
const repeating = "await theLineAbove();\nawait █\n";

describe("the questions about completions that have been", () => {
  const folder = scratchFolder();
  const model = folder.write("scripted.gguf", scriptedModel({ rules: script }));
  const storage = join(folder.path, "storage");
  const options = { storage, trace: false, acceptance: true };
  let server: TestServer;
  before(async () => {
    server = await startServer(model, { folder: folder.path, options });
    await server.settled();
  });
  after(() => server.close());

  const ask = <T>(method: string, params?: object): Promise<T> =>
    server.connection.sendRequest(method, params) as Promise<T>;
  const traces = () => ask<CompletionTrace[]>(tracesRequest);
  const accept = ([item]: InlineCompletionItem[]) => {
    const { command, arguments: args = [] } = item?.command ?? {};
    assert.equal(command, acceptedCommand);
    return server.connection.sendRequest(ExecuteCommandRequest.type, {
      command: command!,
      arguments: args,
    });
  };
  const close = ({ uri }: Place) =>
    server.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    });
  /** What other documents of these tests say is no witness here. */
  const change = ({ rules = {}, ...more }: { rules?: object; [option: string]: unknown }) =>
    server.connection.sendNotification(DidChangeConfigurationNotification.type, {
      settings: {
        ...{ model: { path: model }, engine: { gpu: "off" }, ...options },
        ...{ rules: { echo: false, ...rules }, ...more },
      },
    });

  it("are answered with the last traces, newest first, though no trace was asked for", async () => {
    await server.complete(await server.openAt("return █"));
    await server.complete(await server.openAt("nothing █"));
    const [newest, before] = await traces();
    assert.equal(newest?.outcome.kind, "silent");
    assert.deepEqual(before?.outcome, { kind: "shown", text: "items.map(toRow);" });
    assert.equal(before?.languageId, "typescript");
    assert.ok(Math.abs(Date.now() - (before?.at ?? 0)) < 10_000);
    assert.equal(server.traces.length, 0);
  });

  it("keep fifty traces", async () => {
    const place = await server.openAt("return █");
    for (let count = 0; count < 60; count += 1) await server.complete(place);
    const ids = (await traces()).map(({ id }) => id);
    assert.equal(ids.length, 50);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => b - a),
    );
  });

  it("send a prompt's parts with their tokens, and its text only when it is asked for", async () => {
    await server.complete(await server.openAt("const before = 1;\nreturn █\nconst after = 2;\n"));
    const [trace] = await traces();
    const parts = trace?.prompt?.parts ?? [];
    assert.ok(parts.some(({ role, tokens }) => role === "prefix" && tokens > 0));
    assert.ok(!JSON.stringify(trace?.prompt).includes("before"));
    const text = await ask<PromptText[]>(promptRequest, { id: trace?.id });
    assert.deepEqual(
      text.map(({ role }) => role),
      parts.map(({ role }) => role),
    );
    assert.ok(text.some((part) => part.text.includes("const before = 1;")));
  });

  for (const params of [{ id: -1 }, { id: "x" }, {}, undefined])
    it(`have no prompt for ${JSON.stringify(params)}`, async () => {
      assert.equal(await ask(promptRequest, params), null);
    });

  it("name the rule that silenced, and the rule can be turned off and on", async () => {
    const place = await server.openAt(repeating);
    assert.deepEqual(await server.complete(place), []);
    const { outcome } = (await traces())[0]!;
    const rule = outcome.kind === "silent" ? outcome.rule : undefined;
    assert.ok(rule);
    await change({ rules: { [rule]: false } });
    assert.equal((await server.complete(place)).length, 1);
    const listed = (await ask<Rule[]>(rulesRequest)).find(({ name }) => name === rule);
    assert.deepEqual(listed, { name: rule, on: false, byDefault: true });
    await change({ rules: {} });
    assert.deepEqual(await server.complete(place), []);
  });

  const resting: [rule: string, marked: string][] = [
    ["comments", "// return █"],
    ["strings", 'const a = "return █"'],
  ];
  for (const [rule, marked] of resting)
    it(`suggest in ${rule} unless a person wants none there`, async () => {
      const place = await server.openAt(marked);
      assert.equal((await server.complete(place)).length, 1);
      await change({ rules: { [rule]: true } });
      assert.deepEqual(await server.complete(place), []);
      const [trace] = await traces();
      assert.equal(trace?.outcome.kind === "silent" && trace.outcome.rule, rule);
      assert.equal(trace?.tokens, undefined);
      await change({});
    });

  it("start no engine anew when a rule changes or a client begins to listen", async () => {
    const before = server.lines.length;
    await change({ trace: true, rules: { comments: true } });
    await server.complete(await server.openAt("return █"));
    assert.equal(server.traces.length, 1);
    await change({});
    assert.ok(!server.lines.slice(before).some((line) => /engine|load/i.test(line)));
  });

  describe("statistics", () => {
    const statistics = () => ask<Statistics>(statisticsRequest);
    const row = async () => (await statistics()).rows.find(({ language }) => language === "css");
    const open = (name: string, marked: string) =>
      server.openAt(marked, `untitled:${name}.css`, "css");
    beforeEach(() => ask(resetStatisticsRequest));

    it("count a suggestion once, however far it is typed along", async () => {
      const place = await open("a", "return █");
      await server.complete(place);
      await server.change(place, "return it");
      await server.complete({ ...place, position: { line: 0, character: 9 } });
      const { shown, source } = (await row())!;
      assert.deepEqual({ shown, source }, { shown: 1, source: "model" });
    });

    it("count an acceptance once, and what is kept when the file is closed", async () => {
      const place = await open("b", "return █");
      const items = await server.complete(place);
      await accept(items);
      await accept(items);
      await server.change(place, "return items\n  .map(toRow);");
      await close(place);
      const { shown, accepted, kept } = (await row())!;
      assert.deepEqual({ shown, accepted, kept }, { shown: 1, accepted: 1, kept: 1 });
    });

    it("do not count as kept what was taken back", async () => {
      const place = await open("c", "return █");
      await accept(await server.complete(place));
      await server.change(place, "return other;");
      await close(place);
      const { accepted, kept } = (await row())!;
      assert.deepEqual({ accepted, kept }, { accepted: 1, kept: 0 });
    });

    it("outlive a command with a strange argument", async () => {
      for (const args of [[], ["x"], [-1], [{}]])
        await server.connection.sendRequest(ExecuteCommandRequest.type, {
          command: acceptedCommand,
          arguments: args,
        });
      assert.deepEqual((await statistics()).rows, []);
    });

    it("are written into the storage folder, added to what is there, and forgotten on demand", async () => {
      const two = await startServer(model, { folder: folder.path, options });
      await two.settled();
      await two.complete(await two.openAt("return █"));
      await two.close();
      const written = () => JSON.parse(readFileSync(join(storage, "statistics.json"), "utf8"));
      assert.equal(written().rows[0].shown, 1);
      await server.complete(await server.openAt("return █"));
      assert.equal((await statistics()).rows[0]?.shown, 2);
      await ask(resetStatisticsRequest);
      assert.deepEqual((await statistics()).rows, []);
      assert.throws(written, /ENOENT/);
    });

    it("begin anew where the file holds something else", async () => {
      for (const text of ["{", "null", '{"since":"x","rows":[{"language":7}]}']) {
        writeFileSync(join(storage, "statistics.json"), text);
        assert.deepEqual((await statistics()).rows, [], text);
      }
    });
  });

  describe("how sure the model has to be", () => {
    const rows = () => ask<StrictnessRow[]>(strictnessRequest);
    const row = async () => (await rows()).find(({ language }) => language === "scss");
    let opened = 0;
    const open = (marked: string) => {
      opened += 1;
      return server.openAt(marked, `untitled:sure-${opened}.scss`, "scss");
    };
    const sureness = async () => (await traces())[0]?.sureness;
    /** Long enough to be read. */
    const read = () => new Promise((resolve) => setTimeout(resolve, readAfterMs + 50));
    /** Shows a suggestion, and has something else typed once it has been read. */
    async function leave(): Promise<void> {
      const place = await open("return █");
      assert.equal((await server.complete(place)).length, 1);
      await read();
      await server.change(place, "return other");
      await server.complete({ ...place, position: { line: 0, character: 12 } });
      await close(place);
    }
    beforeEach(() => ask(resetStrictnessRequest));

    it("is told in a trace, as it is at first", async () => {
      await server.complete(await open("return █"));
      const { mean = 0, least, strictness } = (await sureness())!;
      assert.ok(mean < 0 && mean > least.mean);
      assert.deepEqual(least, { token: thresholds.default.unsure, mean: thresholds.default.mean });
      assert.deepEqual(strictness, { moved: 0, taken: 0, of: 0 });
    });

    it("is less once a suggestion was accepted, in that language alone", async () => {
      await accept(await server.complete(await open("return █")));
      const { taken, of, moved, mean, atFirst } = (await row())!;
      assert.deepEqual({ taken, of }, { taken: 1, of: 1 });
      assert.ok(moved < 0 && mean < atFirst);
      await server.complete(await open("return █"));
      assert.equal((await sureness())?.least.mean, mean);
      await server.complete(await server.openAt("return █", "untitled:sure.less", "less"));
      assert.equal((await sureness())?.least.mean, thresholds.default.mean);
    });

    it("is less once a suggestion was typed along to its end", async () => {
      const place = await open("return █");
      await server.complete(place);
      await read();
      await server.change(place, "return items.map(toRow);");
      await server.complete({ ...place, position: { line: 0, character: 24 } });
      assert.equal((await row())?.taken, 1);
    });

    it("is more once a suggestion was left, and as at first when that is forgotten", async () => {
      await leave();
      const { taken, of, moved } = (await row())!;
      assert.deepEqual({ taken, of }, { taken: 0, of: 1 });
      assert.ok(moved > 0);
      await ask(resetStrictnessRequest);
      assert.deepEqual(await rows(), []);
      await server.complete(await open("return █"));
      assert.equal((await sureness())?.strictness?.moved, 0);
    });

    it("is not judged, nor learnt, where a person asks by hand", async () => {
      await accept(await server.complete(await open("return █"), "by hand"));
      assert.equal(await sureness(), undefined);
      assert.deepEqual(await rows(), []);
    });

    it("is not judged, nor learnt, while the rule is off", async () => {
      await change({ rules: { "is unsure": false } });
      await accept(await server.complete(await open("return █")));
      assert.equal(await sureness(), undefined);
      assert.deepEqual(await rows(), []);
      await change({});
    });

    it("stands still where there is no storage folder", async () => {
      await change({ storage: null });
      await accept(await server.complete(await open("return █")));
      assert.deepEqual(await rows(), []);
      await server.complete(await open("return █"));
      assert.equal((await sureness())?.strictness, undefined);
      assert.equal((await sureness())?.least.mean, thresholds.default.mean);
      await change({});
    });

    it("is known again by another server that shares the folder", async () => {
      const two = await startServer(model, { folder: folder.path, options });
      await two.settled();
      const [item] = await two.complete(await two.openAt("return █", "untitled:a.scss", "scss"));
      await two.connection.sendRequest(ExecuteCommandRequest.type, {
        command: acceptedCommand,
        arguments: item?.command?.arguments ?? [],
      });
      await two.close();
      assert.equal((await row())?.taken, 1);
      await server.complete(await open("return █"));
      assert.ok(((await sureness())?.strictness?.moved ?? 0) < 0);
    });
  });

  it("send no command to a client that would not run it", async () => {
    await change({ acceptance: false });
    const [item] = await server.complete(await server.openAt("return █"));
    assert.equal(item?.command, undefined);
    await change({});
  });
});
