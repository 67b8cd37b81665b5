/**
 * Replays typing traces through the server with a real model and prints where the time of a keystroke
 * goes: `npm run bench:typing -- [--model GGUF] [--repository GIT-FOLDER…] [--traces N] [--pause MS]
 * [--against URL] [--gpu] [--json FILE]`. Traces are real edits from git histories; without a
 * repository, this project's own. `--against` types the same into a llama-server, with the request
 * pattern of the live local peer.
 */
import { existsSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { startClient } from "../../server/cli/client.ts";
import {
  type CompletionTrace,
  completionTraceNotification,
} from "../../server/protocol/messages.ts";
import { peerTimes } from "./peer.ts";
import { quantile } from "./quantile.ts";
import { type Key, replay } from "./replay.ts";
import { printTable } from "./table.ts";
import { type TypingTrace, tracesOf } from "./traces.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string" },
    repository: { type: "string", multiple: true, default: ["."] },
    traces: { type: "string", default: "24" },
    pause: { type: "string", default: "120" },
    against: { type: "string" },
    gpu: { type: "boolean", default: false },
    json: { type: "string" },
  },
});

const own = resolve("dist/models/ember.gguf");
const model = values.model ? resolve(values.model) : own;
if (!existsSync(model)) throw new Error(`There is no model at ${model}; name one with --model.`);
const share = Math.ceil(Number(values.traces) / values.repository.length);
const traces = values.repository.flatMap((folder) => tracesOf(resolve(folder), { most: share }));
if (traces.length === 0)
  throw new Error("No typing traces: name git repositories with --repository.");

const completions: CompletionTrace[] = [];
const keys: Key[] = [];
const client = await startClient({
  server: resolve("dist/server.js"),
  folder: process.cwd(),
  initializationOptions: {
    model: { path: model },
    engine: { gpu: values.gpu ? "auto" : "off" },
    trace: true,
  },
});
try {
  const status = await client.settled();
  if (status.kind !== "ready") throw new Error(`the model could not be loaded: ${JSON.stringify(status)}`);
  client.connection.onNotification(completionTraceNotification, (trace: CompletionTrace) => {
    completions.push(trace);
  });
  const pauseMs = Number(values.pause);
  for (const trace of traces) keys.push(...(await replay(client, trace, { pauseMs })));
} finally {
  await client.close();
}

const summary = summarize(traces, keys, completions);
print(summary);
const peer = values.against ? await peerTimes(values.against, traces) : undefined;
if (peer) {
  const ours = summary.engineAnswers.p50;
  console.log(
    `\nThe peer's pattern on ${values.against}: p50 ${peer.p50.toFixed(1)} ms, p95 ${peer.p95.toFixed(1)} ms a key; ` +
      `ours, where the model was asked: p50 ${ours.toFixed(1)} ms, ${(peer.p50 / ours).toFixed(1)} times faster.`,
  );
}
if (values.json) writeFileSync(values.json, `${JSON.stringify({ ...summary, peer }, null, 2)}\n`);

interface Spread {
  count: number;
  p50: number;
  p95: number;
}

function spread(all: readonly number[]): Spread {
  return { count: all.length, p50: quantile(all, 0.5), p95: quantile(all, 0.95) };
}

function summarize(
  typed: readonly TypingTrace[],
  all: readonly Key[],
  done: readonly CompletionTrace[],
) {
  const finished = done.filter((trace) => !isCancelled(trace));
  const total = (trace: CompletionTrace): number =>
    trace.stages.reduce((sum, { ms }) => sum + ms, 0);
  const inEngine = new Set(["first piece", "rest"]);
  const ours = (trace: CompletionTrace): number =>
    trace.stages.reduce((sum, { name, ms }) => sum + (inEngine.has(name) ? 0 : ms), 0);
  const names = [...new Set(done.flatMap((trace) => trace.stages.map(({ name }) => name)))];
  const asked = finished.filter(({ source }) => source === "model");
  const prompts = asked.flatMap(({ tokens }) => (tokens ? [tokens] : []));
  const shown = finished.filter(({ outcome }) => outcome.kind === "shown");
  return {
    traces: typed.length,
    keys: all.length,
    sources: Object.fromEntries(
      ["model", "typed-along", "cache", "none"].map((source) => [
        source,
        spread(finished.filter((trace) => trace.source === source).map(total)),
      ]),
    ),
    stages: Object.fromEntries(
      names.map((name) => [
        name,
        spread(
          finished.flatMap((trace) =>
            trace.stages.filter((stage) => stage.name === name).map(({ ms }) => ms),
          ),
        ),
      ]),
    ),
    engineAnswers: spread(asked.map(total)),
    overhead: spread(asked.map(ours)),
    reusedShare:
      prompts.reduce((sum, { reused }) => sum + reused, 0) /
      Math.max(
        1,
        prompts.reduce((sum, { prompt }) => sum + prompt, 0),
      ),
    cancelled: done.length - finished.length,
    shown: shown.length,
    quietOrRight: share01(shown.map((trace) => isRight(trace, all))),
  };
}

function isCancelled({ outcome }: CompletionTrace): boolean {
  return outcome.kind === "silent" && outcome.why === "the request was cancelled";
}

/** Whether what was shown begins as what the person then typed. */
function isRight({ outcome }: CompletionTrace, all: readonly Key[]): boolean {
  if (outcome.kind !== "shown") return false;
  const { text } = outcome;
  return all.some(
    ({ suggestion, rest }) => suggestion === text && rest.startsWith(firstWord(text)),
  );
}

function firstWord(text: string): string {
  return /^\s*(?:\w+|\W)/.exec(text)?.[0] ?? text;
}

function share01(all: readonly boolean[]): number {
  return all.filter(Boolean).length / Math.max(1, all.length);
}

function print(figures: ReturnType<typeof summarize>): void {
  const ms = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : "–");
  const row = (name: string, { count, p50, p95 }: Spread): string[] => [
    name,
    String(count),
    ms(p50),
    ms(p95),
  ];
  printTable(
    [`${figures.keys} keys of ${figures.traces} edits`, "requests", "p50 ms", "p95 ms"],
    [
      ...Object.entries(figures.sources).map(([name, each]) => row(`answered: ${name}`, each)),
      ...Object.entries(figures.stages).map(([name, each]) => row(`stage: ${name}`, each)),
      row("outside the engine, where the model was asked", figures.overhead),
    ],
  );
  console.log(
    `\nPrompt tokens reused: ${(100 * figures.reusedShare).toFixed(1)} %. Cancelled: ${figures.cancelled}. ` +
      `Shown: ${figures.shown}, of which ${(100 * figures.quietOrRight).toFixed(0)} % begin as the person went on.`,
  );
}
