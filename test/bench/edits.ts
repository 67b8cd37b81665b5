/**
 * Measures what becomes of a model's answers to edits, through the server as editors use it:
 * `npm run bench:edits -- [--cases FILE]…`. Without a model, reference answers are put into the dresses in
 * which small models write, and faults into their code: what is read, what is found, and how long a check
 * takes. `--dresses N` and `--faults N` send so many of them of each case, in turn; `--differing` prints
 * what came out otherwise. With `--model GGUF`, `--server URL` or `--recorded FILE` the answers are a
 * model's: what verification and the repair round are worth, by tests that are run. `--record FILE` keeps
 * its answers.
 */
import { parseArgs } from "node:util";
import { endsWell } from "../../ember/evaluate/execute.ts";
import { printLive, printReferences, runLive } from "./edits/live.ts";
import { casesIn } from "./edits/load.ts";
import { ownCases } from "./edits/own.ts";
import { startPipeline } from "./edits/pipeline.ts";
import { printReading } from "./edits/reading.ts";
import { runScripted } from "./edits/scripted.ts";
import { printDiffering, printScripted } from "./edits/scriptedTables.ts";
import { fromModel, fromRecording, fromServer, recording, type Source } from "./edits/sources.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", multiple: true, default: [] },
    limit: { type: "string" },
    dresses: { type: "string" },
    faults: { type: "string" },
    seed: { type: "string", default: "1" },
    differing: { type: "boolean", default: false },
    model: { type: "string" },
    server: { type: "string" },
    recorded: { type: "string" },
    record: { type: "string" },
    context: { type: "string", default: "8192" },
  },
});

const limit = numberOf(values.limit);
const loaded = values.cases.map((file) => casesIn(file).slice(0, limit));
const cases = [...ownCases().slice(0, limit), ...loaded.flat()];
const contextSize = Number(values.context);
const source = sourceOf();
const said = (done: number, all: number): boolean =>
  process.stderr.write(`\r${done} of ${all} cases${done === all ? "\n" : ""}`);

const pipeline = await startPipeline(cases, { contextSize });
try {
  // The chat model is asked once, so that its start is no part of what is measured.
  const [first] = cases;
  if (first) {
    await pipeline.open(first);
    await pipeline.propose(first, async () => ({ answer: "" }), { checks: "none" });
  }
  if (source) {
    await printReferences(cases, endsWell);
    printLive(await runLive(cases, { pipeline, source, runs: endsWell, said }));
  } else {
    console.log(`\n## Reading alone: ${cases.length} cases in every dress\n`);
    printReading(cases);
    const each = { dresses: numberOf(values.dresses), faults: numberOf(values.faults) };
    const rows = await runScripted(cases, { pipeline, each, seed: Number(values.seed), said });
    printScripted(rows);
    if (values.differing) printDiffering(rows);
  }
} finally {
  await pipeline.close();
  await source?.close();
}

function sourceOf(): Source | undefined {
  const { model, server, recorded, record } = values;
  const of =
    (model !== undefined && fromModel(model, contextSize)) ||
    (server !== undefined && fromServer(server)) ||
    (recorded !== undefined && fromRecording(recorded));
  if (!of) return undefined;
  return record === undefined ? of : recording(of, record);
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
