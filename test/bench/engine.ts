/**
 * Measures the engine on this machine, with the scripted fixture, the model that comes with Ingle and
 * any GGUF given: `npm run bench -- [MODEL.gguf…] [--large] [--gpu] [--json FILE]`. `--large` adds the
 * shape of a 0.5B model with a vocabulary of 152 000. Figures, not assertions.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Engine, Segment } from "../../server/engine/engine.ts";
import { createEngineProcess } from "../../server/engine/process.ts";
import { readGguf } from "../../server/models/gguf.ts";
import { cheapVocabulary } from "../../server/openedModel.ts";
import { charactersPerToken, divideContext } from "../../server/prompt/budget.ts";
import { buildPrompt } from "../../server/prompt/build.ts";
import type { FimFormat } from "../../server/prompt/formats.ts";
import { formatFor } from "../../server/promptFormat.ts";
import { largeModel } from "../helpers/gguf/largeModel.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { type DraftFigures, draftFigures } from "./drafts.ts";
import { abortCost, startedEngine } from "./engineRuns.ts";
import { type Memory, memoryOfServer } from "./memory.ts";
import { quantile } from "./quantile.ts";
import { printTable } from "./table.ts";

/** What was measured of one model; times in milliseconds, memory in MB, speeds in tokens a second. */
interface Figures extends Memory {
  model: string;
  device: string;
  threads: number;
  startMs: number;
  promptTokens: number;
  promptTokensPerSecond: number;
  generatedTokensPerSecond: number;
  coldFirstPieceMs: number;
  typedFirstPieceMs: { p50: number; p95: number };
  reusedShare: number;
  draftRight: DraftFigures;
  draftWrong: DraftFigures;
  abortWhileReadingMs: number;
  abortWhileGeneratingMs: number;
}

const never = new AbortController().signal;
const typed = "const measured = engines.map((engine) => engine.state);";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    large: { type: "boolean", default: false },
    gpu: { type: "boolean", default: false },
    json: { type: "string" },
  },
});
const folder = mkdtempSync(join(tmpdir(), "ingle-bench-"));
try {
  const script = {
    rules: [{ after: "engines", text: " and so on it goes. ", ending: "repeat" }],
  } as const;
  const fixture = written("scripted.gguf", scriptedModel(script));
  const own = resolve("dist/models/ember.gguf");
  const models = [
    fixture,
    ...(existsSync(own) ? [own] : []),
    ...(values.large
      ? [written("large.gguf", largeModel({ ...script, name: "0.5B, 152 k", unused: 151_600 }))]
      : []),
    ...positionals.map((path) => resolve(path)),
  ];
  const figures: Figures[] = [];
  for (const model of models) figures.push(await measure(model));
  print(figures);
  if (values.json) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function written(name: string, model: Buffer): string {
  const file = join(folder, name);
  writeFileSync(file, model);
  return file;
}

async function measure(modelPath: string): Promise<Figures> {
  const file = await readGguf(modelPath);
  if (file.kind === "problem") throw new Error(`${file.reason} ${file.remedy}`);
  const choice = formatFor(file.header, undefined);
  if (choice.kind === "problem") throw new Error(choice.reason);
  const prompts = promptsFor(choice.format, {
    contextTokens: Math.min(file.header.contextLength, 4096),
    charactersPerToken: charactersPerToken(file.header.vocabularySize),
  });
  const engine = createEngineProcess({
    entry: resolve("dist/engine/engine.mjs"),
    modelPath,
    gpu: values.gpu ? "auto" : "off",
    contextSize: 4096,
    idleMs: 600_000,
    log: () => {},
  });
  try {
    const { ready } = await startedEngine(engine);
    const cold = await ask(engine, prompts(0), 1);
    const keys: Asked[] = [];
    for (let key = 1; key <= typed.length; key += 1) keys.push(await ask(engine, prompts(key), 1));
    const goesOn = prompts(typed.indexOf("engines") + "engines".length);
    const written = await ask(engine, goesOn, 128);
    const confidence = file.header.vocabularySize <= cheapVocabulary;
    const some = Array.from({ length: typed.length }, (_, key) => prompts(typed.length - key));
    const [draftRight, draftWrong] = await draftFigures(engine, {
      prompts: [goesOn, ...some],
      confidence,
    });
    const times = keys.map((each) => each.firstPieceMs);
    const promptTokens = keys.reduce((sum, each) => sum + each.promptTokens, 0);
    return {
      model: file.header.name ?? basename(modelPath),
      device: ready.device.kind === "gpu" ? `${ready.device.name} (${ready.device.api})` : "CPU",
      threads: ready.threads ?? 0,
      startMs: ready.loadMs,
      promptTokens: cold.promptTokens,
      promptTokensPerSecond: (1000 * cold.promptTokens) / cold.evaluateMs,
      generatedTokensPerSecond: written.tokensPerSecond,
      coldFirstPieceMs: cold.firstPieceMs,
      typedFirstPieceMs: { p50: quantile(times, 0.5), p95: quantile(times, 0.95) },
      draftRight,
      draftWrong,
      reusedShare: keys.reduce((sum, each) => sum + each.reusedTokens, 0) / promptTokens,
      abortWhileReadingMs: await abortCost(engine, {
        during: "reading",
        prompt: (round) => prompts(0, `// round ${round}\n`),
      }),
      abortWhileGeneratingMs: await abortCost(engine, {
        during: "generating",
        prompt: () => prompts(10),
      }),
      ...(await memoryOfServer(modelPath)),
    };
  } finally {
    await engine.dispose();
  }
}

type Prompts = (typedCharacters: number, variant?: string) => readonly Segment[];

/** Prompts in this project's own source, with so many characters typed on the cursor's line. */
function promptsFor(
  format: FimFormat,
  context: { contextTokens: number; charactersPerToken: number },
): Prompts {
  const text = readFileSync("server/engine/process.ts", "utf8");
  const cut = text.lastIndexOf("\n", text.length / 2) + 1;
  const budget = divideContext({ ...context, answerTokens: 224, mostTokens: 1536 });
  return (typedCharacters, variant = "") =>
    buildPrompt({
      format,
      path: "server/engine/process.ts",
      prefix: `${variant}${text.slice(0, cut)}${typed.slice(0, typedCharacters)}`,
      suffix: `\n${text.slice(cut)}`,
      budget,
    });
}

interface Asked {
  promptTokens: number;
  reusedTokens: number;
  evaluateMs: number;
  firstPieceMs: number;
  tokensPerSecond: number;
}

/** Asks for so many tokens. Where the model has nothing to say, its end counts as the first piece. */
async function ask(engine: Engine, prompt: readonly Segment[], maxTokens: number): Promise<Asked> {
  const began = performance.now();
  const asked: Asked = {
    ...{ promptTokens: 0, reusedTokens: 0, evaluateMs: 0 },
    ...{ firstPieceMs: 0, tokensPerSecond: Number.NaN },
  };
  let pieces = 0;
  let firstAt = 0;
  for await (const event of engine.generate({ lane: "completion", prompt, maxTokens }, never)) {
    const now = performance.now();
    if (event.kind === "prompt") Object.assign(asked, event);
    else {
      if (firstAt === 0) firstAt = now;
      if (event.kind === "piece") pieces += 1;
      if (pieces > 8) asked.tokensPerSecond = (1000 * (pieces - 1)) / (now - firstAt);
    }
  }
  asked.firstPieceMs = firstAt - began;
  return asked;
}

function print(all: readonly Figures[]): void {
  const whole = (value: number): string => (Number.isFinite(value) ? value.toFixed(0) : "–");
  const fine = (value: number): string => value.toFixed(1);
  const drafted = ({ ratio, offered, taken }: DraftFigures): string =>
    `${whole(100 * ratio)} %, ${taken} of ${offered} taken`;
  const rows: [label: string, show: (figures: Figures) => string][] = [
    ["device, threads", ({ device, threads }) => `${device}, ${threads}`],
    ["engine start, ms", ({ startMs }) => whole(startMs)],
    ["prompt, tokens", ({ promptTokens }) => whole(promptTokens)],
    ["prompt evaluation, tokens/s", (each) => whole(each.promptTokensPerSecond)],
    ["generation, tokens/s", (each) => whole(each.generatedTokensPerSecond)],
    ["first piece, cold, ms", ({ coldFirstPieceMs }) => fine(coldFirstPieceMs)],
    ["first piece after a typed character, p50, ms", (each) => fine(each.typedFirstPieceMs.p50)],
    ["first piece after a typed character, p95, ms", (each) => fine(each.typedFirstPieceMs.p95)],
    ["time with a draft that is right, of that without", (each) => drafted(each.draftRight)],
    ["with one that is wrong", (each) => drafted(each.draftWrong)],
    ["prompt tokens reused", ({ reusedShare }) => `${fine(100 * reusedShare)} %`],
    ["abort while reading costs, ms", (each) => fine(each.abortWhileReadingMs)],
    ["abort while generating costs, ms", (each) => fine(each.abortWhileGeneratingMs)],
    ["memory of the engine process, MB", ({ engineMb }) => whole(engineMb)],
    ["memory of the server process, MB", ({ serverMb }) => whole(serverMb)],
  ];
  printTable(
    ["", ...all.map(({ model }) => model)],
    rows.map(([label, show]) => [label, ...all.map(show)]),
  );
}
