/**
 * Measures what it is worth to draft a rewritten text from the original, on this machine:
 * `npm run bench:rewriting [-- --rounds N] [--edits FILE.jsonl…] [--tokenizer GGUF]`. First
 * the answer of models of the shape of a 0.5B one, which rewrite a file of this project, with drafts and
 * without by turns; then, without a model, what would be drafted of recorded edits, and what these would
 * take by the times just measured. Read ratios before times.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { getLlama } from "node-llama-cpp";
import { createEngineProcess } from "../../server/engine/process.ts";
import { largeModel } from "../helpers/gguf/largeModel.ts";
import { answerOf, type Edit, readEdits } from "./rewriting/edits.ts";
import { type Measured, measure } from "./rewriting/measure.ts";
import { play } from "./rewriting/play.ts";
import { printTable } from "./table.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "3" },
    edits: { type: "string", multiple: true, default: [] },
    tokenizer: { type: "string", default: "ember/release/ember.gguf" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "ingle-bench-"));
try {
  const edit = ownEdit();
  const rules = [{ after: "assistant\n", text: answerOf(edit) }];
  const models: [name: string, model: Buffer][] = [
    ["0.5B's shape, Q8_0", largeModel({ rules, unused: 151_000 })],
    ["0.5B's shape, Q4_0", largeModel({ rules, unused: 151_000, weights: "Q4_0" })],
  ];
  const measured: [string, Measured][] = [];
  for (const [name, model] of models) {
    const modelPath = join(folder, "model.gguf");
    writeFileSync(modelPath, model);
    const engine = createEngineProcess({
      ...{ entry: resolve("dist/engine/engine.mjs"), modelPath, purpose: "chat", gpu: "off" },
      ...{ contextSize: 4096, idleMs: 600_000, log: () => {} },
    });
    const messages = [{ role: "user" as const, content: `Rewrite this:\n${edit.original}` }];
    const request = { messages, maxTokens: 2_000 };
    const { original } = edit;
    measured.push([
      name,
      await measure(engine, { request, original, rounds: Number(values.rounds) }),
    ]);
    await engine.dispose();
  }
  print(measured);
  if (values.edits.length > 0) await printPlayed(measured);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** A file of this project, rewritten as a person might: a parameter more, a name, a branch, a line less. */
function ownEdit(): Edit {
  const original = readFileSync("server/engine/llama/turns.ts", "utf8");
  const rewritten = original
    .replace("createTurns(): Turns {", "createTurns({ log }: { log(line: string): void }): Turns {")
    .replaceAll("busy", "working")
    .replace("start();\n", 'start();\n    log("a turn begins");\n')
    .replace("          if (left) return;\n", "");
  return { original, rewritten };
}

function print(measured: readonly (readonly [string, Measured])[]): void {
  printTable(
    [
      "",
      "tokens",
      "offered",
      "taken",
      "ms without",
      "ms with",
      "with to without",
      "ms of a token",
      "of 4, 8, 16, 32 at once",
    ],
    measured.map(([name, { tokens, offered, taken, aloneMs, draftedMs, ratio, costs }]) => [
      ...[name, String(tokens), String(offered), String(taken), aloneMs.toFixed(0)],
      ...[draftedMs.toFixed(0), ratio.toFixed(2), costs.written.toFixed(2)],
      costs.batches.map(({ ms }) => ms.toFixed(1)).join(", "),
    ]),
  );
}

async function printPlayed(measured: readonly (readonly [string, Measured])[]): Promise<void> {
  const llama = await getLlama({
    ...{ gpu: false, build: "never", skipDownload: true, progressLogs: false },
    logger: () => {},
  });
  const model = await llama.loadModel({ modelPath: resolve(values.tokenizer), vocabOnly: true });
  const tokens = (text: string) => model.tokenize(text, false, "trimLeadingSpace");
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const rows = values.edits.flatMap((file) => {
    const answers = readEdits(file).map((edit) => ({
      original: tokens(edit.original),
      answer: tokens(answerOf(edit)),
    }));
    return measured.map(([name, { costs }]) => {
      const { tokens: written, foreseen, offered, taken, ms, aloneMs } = play(answers, costs);
      return [
        ...[`${basename(file)}, as ${name}`, String(answers.length), String(written)],
        ...[foreseen, taken, offered - taken].map((count) => percent(count / written)),
        ...[aloneMs, ms].map((time) => (time / answers.length).toFixed(0)),
        (ms / aloneMs).toFixed(2),
      ];
    });
  });
  console.log("");
  printTable(
    [
      "recorded edits",
      "edits",
      "tokens",
      "foreseen",
      "taken from drafts",
      "offered in vain",
      "ms an edit without",
      "with",
      "with to without",
    ],
    rows,
  );
  await model.dispose();
}
