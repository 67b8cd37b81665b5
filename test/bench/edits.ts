/**
 * Measures what becomes of a model's answers to edits, through the server as editors use it:
 * `npm run bench:edits -- [--cases FILE]…`. Without a model, reference answers are put into the dresses in
 * which small models write, and faults into their code: what is read, what is found, and how long a check
 * takes. With `--model GGUF`, `--server URL` or `--recorded FILE` the answers are a model's: what verification
 * and the repair round are worth, by tests that are run. `--record FILE` keeps them.
 */
import { parseArgs } from "node:util";
import { casesIn } from "./edits/load.ts";
import { ownCases } from "./edits/own.ts";
import { startPipeline } from "./edits/pipeline.ts";
import { runScripted } from "./edits/scripted.ts";
import { printScripted } from "./edits/scriptedTables.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string", multiple: true, default: [] },
    limit: { type: "string" },
    dresses: { type: "string" },
    faults: { type: "string" },
    seed: { type: "string", default: "1" },
    differing: { type: "boolean", default: false },
  },
});

const limit = values.limit === undefined ? undefined : Number(values.limit);
const loaded = values.cases.map((file) => casesIn(file).slice(0, limit));
const cases = [...ownCases().slice(0, limit), ...loaded.flat()];
const count = (value: string | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);

const pipeline = await startPipeline(cases);
try {
  const rows = await runScripted(cases, {
    pipeline,
    each: { dresses: count(values.dresses), faults: count(values.faults) },
    seed: Number(values.seed),
    said: (done, all) => process.stderr.write(`\r${done} of ${all} cases`),
  });
  process.stderr.write("\n");
  printScripted(rows);
  if (values.differing)
    for (const { of, scripted, came, verdict } of rows)
      if (
        scripted.kind === "good"
          ? verdict !== "as wanted"
          : verdict === "other text" && scripted.group !== "test"
      )
        console.log(
          `\n### ${of.name}: ${scripted.name}: ${verdict}\n${came.reason ?? ""}\n${JSON.stringify(came.proposal?.checks.faults.map(({ message }) => message) ?? [])}\n--- answer\n${scripted.answer}\n--- proposed\n${came.proposal?.document ?? ""}`,
        );
} finally {
  await pipeline.close();
}
process.exit(0);
