/**
 * Replays typing traces through the server with a real model and prints where the time of a key goes:
 * `npm run bench:typing -- [--model GGUF] [--repository GIT-FOLDER…] [--traces N] [--keys N]
 * [--pause MS] [--against URL|PROGRAM] [--large] [--gpu] [--json FILE] [--svg FILE]`. Traces are real
 * edits from git histories, without a repository this project's own; `--keys` bounds the keys of each.
 * `--against` types the same into a llama-server, which it starts where a program is named, with the
 * request pattern of the live local peer. `--large` takes a model of 0.5B's shape and nothing in it.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { largeModel } from "../helpers/gguf/largeModel.ts";
import { createClientTypist } from "./clientTypist.ts";
import { type Key, replayInto } from "./replay.ts";
import { tracesOf } from "./traces.ts";
import { createLoopWatch } from "./typing/eventLoop.ts";
import { figuresOf, keyTimes, spread } from "./typing/figures.ts";
import { createFloor } from "./typing/floor.ts";
import { llamaServer } from "./typing/llamaServer.ts";
import { createPeer } from "./typing/peer.ts";
import { drawn, print, type Report } from "./typing/report.ts";
import { startTraced } from "./typing/server.ts";

const { values } = parseArgs({
  options: {
    model: { type: "string", default: "dist/models/ember.gguf" },
    repository: { type: "string", multiple: true, default: ["."] },
    traces: { type: "string", default: "24" },
    keys: { type: "string", default: "200" },
    pause: { type: "string", default: "120" },
    against: { type: "string" },
    large: { type: "boolean", default: false },
    gpu: { type: "boolean", default: false },
    json: { type: "string" },
    svg: { type: "string" },
  },
});

const folder = mkdtempSync(join(tmpdir(), "ingle-typing-"));
try {
  const report = await measure(values.large ? large() : resolve(values.model));
  print(report);
  if (values.json) write(values.json, `${JSON.stringify(report, null, 2)}\n`);
  if (values.svg) write(values.svg, drawn(report));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function measure(model: string): Promise<Report> {
  if (!existsSync(model)) throw new Error(`There is no model at ${model}; name one with --model.`);
  const most = Math.ceil(Number(values.traces) / values.repository.length);
  const traces = values.repository
    .flatMap((each) => tracesOf(resolve(each), { most }))
    .map((trace) => ({ ...trace, typed: trace.typed.slice(0, Number(values.keys)) }));
  if (traces.length === 0)
    throw new Error("No typing traces: name git repositories with --repository.");

  const how = { model, gpu: values.gpu };
  const loop = createLoopWatch();
  const floor = await createFloor(how);
  const { threads, contextSize } = floor;
  const against = values.against
    ? await llamaServer(values.against, { path: model, contextLength: contextSize, threads })
    : undefined;
  const rhythm = { pauseMs: Number(values.pause) };
  const hurried = await startTraced({ ...how, nodeArguments: loop.nodeArguments });
  const patient = await startTraced(how);
  const keys = {
    ours: { hurried: [] as Key[], patient: [] as Key[] },
    peers: { hurried: [] as Key[], patient: [] as Key[] },
  };
  const overhead: number[] = [];
  const wanted = { total: [] as number[], floor: [] as number[] };
  // What is done once, loading grammars and compiling, is over after the first edit.
  const watchedFrom = Math.min(1, traces.length - 1);
  try {
    for (const [index, trace] of traces.entries()) {
      if (index === watchedFrom) loop.begin(hurried.client.pid);
      const ours = async (): Promise<void> => {
        keys.ours.hurried.push(
          ...(await replayInto(createClientTypist(hurried.client), trace, rhythm)),
        );
        let seen = patient.traces.length;
        const patiently = { afterEachAnswer: true } as const;
        const typist = createClientTypist(patient.client);
        const typed = await replayInto(typist, trace, patiently, async (key) => {
          const completion = await patient.traceAfter(seen);
          seen = patient.traces.length;
          if (completion?.source !== "model" || key.answeredMs === undefined) return;
          const prompt = await patient.promptOf(completion.id);
          if (!prompt || !completion.tokens) return;
          const floorMs = await floor.timeOf(prompt, completion.tokens.generated);
          const paused = completion.stages.find(({ name }) => name === "debounce")?.ms ?? 0;
          wanted.total.push(key.answeredMs);
          wanted.floor.push(floorMs);
          overhead.push(key.answeredMs - paused - floorMs);
        });
        keys.ours.patient.push(...typed);
      };
      const peers = async (): Promise<void> => {
        if (!against) return;
        const peer = createPeer(against.url);
        keys.peers.hurried.push(...(await replayInto(peer, trace, rhythm)));
        keys.peers.patient.push(...(await replayInto(peer, trace, { afterEachAnswer: true })));
      };
      // Who begins changes from trace to trace: the machine has other work, and a cache gets warm.
      for (const side of index % 2 === 0 ? [ours, peers] : [peers, ours]) await side();
    }
    const aborts = await floor.aborts();
    await hurried.client.close();
    return {
      ...{ model: values.large ? "0.5B's shape, Q8_0, empty" : values.model, threads },
      ...{ traces: traces.length, load: loadavg()[0] ?? 0, pauseMs: rhythm.pauseMs },
      ...figuresOf(hurried.traces),
      reusedPatiently: figuresOf(patient.traces).reusedShare,
      asked: { total: spread(wanted.total), floor: spread(wanted.floor) },
      overhead: spread(overhead),
      aborts,
      loop: await loop.read(),
      times: { hurried: keyTimes(keys.ours.hurried), patient: keyTimes(keys.ours.patient) },
      ...(against && {
        peer: {
          flags: against.flags,
          times: { hurried: keyTimes(keys.peers.hurried), patient: keyTimes(keys.peers.patient) },
        },
      }),
    };
  } finally {
    against?.stop();
    await Promise.all([patient.client.close(), floor.close()]);
  }
}

function large(): string {
  const file = join(folder, "large.gguf");
  writeFileSync(file, largeModel());
  return file;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
