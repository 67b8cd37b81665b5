/**
 * Measures what a project's own text says of how a line goes on, in time order over the histories of git
 * repositories: `npm run bench:echo -- [--repository GIT-FOLDER…] [--cases N] [--commits N] [--seed N]
 * [--model GGUF] [--gpu] [--json FILE] [--svg FILE]`. `--cases` counts cursors over all repositories;
 * `--commits` is how many of each repository's newest commits they are taken from. Bare repositories
 * will do. With `--model` the model is asked too, alone and together with the echo; that takes three
 * repositories. With `--sizes MB…` what is measured instead is memory and time for projects of so many
 * megabytes of source, made of the newest files of the repositories.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { stepsOf } from "./echo/cases.ts";
import { completers } from "./echo/completers.ts";
import { footprintOf } from "./echo/footprint.ts";
import { askModel } from "./echo/model.ts";
import type { Outcome } from "./echo/outcome.ts";
import { printPair, printTimePerSuggestion, together } from "./echo/pair.ts";
import { type Played, play } from "./echo/play.ts";
import { drawCurves, figuresOf, printQuality, printTimes } from "./echo/report.ts";
import { printSizes } from "./echo/sizes.ts";

const { values } = parseArgs({
  options: {
    repository: { type: "string", multiple: true, default: ["."] },
    cases: { type: "string", default: "1000" },
    commits: { type: "string", default: "1500" },
    seed: { type: "string", default: "1" },
    model: { type: "string" },
    gpu: { type: "boolean", default: false },
    json: { type: "string" },
    svg: { type: "string", default: "docs/echo.svg" },
    sizes: { type: "string", multiple: true, default: [] },
    footprint: { type: "string" },
  },
});
const folders = values.repository.map((each) => resolve(each));

if (values.footprint) await footprint(values.footprint);
else if (values.sizes.length > 0) writeJson({ sizes: printSizes(values.sizes, folders) });
else await histories();

async function histories(): Promise<void> {
  const played = await playAll();
  const outcomes = new Map([...played].map(([name, one]) => [name, one.outcomes]));
  if (values.model) await addModel(outcomes, resolve(values.model));
  printQuality(outcomes);
  console.log();
  printTimes(played);
  writeJson(figuresOf(outcomes));
  write(values.svg, drawCurves(outcomes));
}

async function playAll(): Promise<Map<string, Played>> {
  const played = new Map<string, Played>();
  for (const folder of folders) {
    const steps = stepsOf(folder, {
      most: Math.ceil(Number(values.cases) / folders.length),
      commits: Number(values.commits),
      seed: Number(values.seed),
      lineStarts: 0.2,
    });
    const named = completers.map(({ name, create }) => ({ name, completer: create() }));
    for (const [name, one] of await play(steps, named)) {
      const { outcomes, commitMs, typingMs } = played.get(name) ?? one;
      if (played.has(name)) {
        outcomes.push(...one.outcomes);
        commitMs.push(...one.commitMs);
        typingMs.push(...one.typingMs);
      } else played.set(name, one);
      const exact = one.outcomes.filter((outcome) => outcome.exact).length;
      const repository = one.outcomes[0]?.given.repository;
      console.log(`${repository}: ${name}, ${exact} of ${one.outcomes.length} exact`);
    }
  }
  return played;
}

/** Adds the model's outcomes, and those of model and echo together. */
async function addModel(outcomes: Map<string, Outcome[]>, path: string): Promise<void> {
  const echoes = outcomes.get("echo") ?? [];
  const questions = echoes.map(({ given, answer }) => ({ given, echo: answer }));
  const answers = await askModel(path, questions, { gpu: values.gpu, drafts: true });
  const all = echoes.map(({ given, answer, ms }, index) => ({
    ...{ given, echo: answer, echoMs: ms },
    model: answers[index]!,
  }));
  const { model, pair } = together(all);
  outcomes.set("model", model);
  outcomes.set("model with echo", pair);
  printPair([
    ["echo", echoes],
    ["model", model],
    ["model with echo", pair],
  ]);
  printTimePerSuggestion(all);
}

async function footprint(name: string): Promise<void> {
  const { create } = completers.find((each) => each.name === name) ?? {};
  if (!create) throw new Error(`There is no completer ${name}.`);
  const megabytes = Number(values.sizes[0]);
  process.stdout.write(JSON.stringify(await footprintOf(create(), { folders, megabytes })));
}

function writeJson(figures: object): void {
  if (values.json) write(values.json, `${JSON.stringify(figures, null, 2)}\n`);
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
