/**
 * Measures how well the workspace's index finds what is asked for, beside a count of words and a plain
 * full-text search: `npm run bench:retrieval -- [--repository] GIT-FOLDER… [--questions N] [--commits N]
 * [--seed N] [--json FILE] [--list] [--ranking JSON]`. `--questions` is how many of each kind are asked of
 * each repository. Bare repositories will do. `--list` prints the questions and where each was found;
 * `--ranking` adds a ranking to those that are compared, for fitting: `{"k 20": {"k": 20}}`.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Ranking } from "../../server/index/search/ranking.ts";
import { createOutlineParser } from "../../server/syntax/outlineParser.ts";
import { createPlainFullText, createWordCount } from "./retrieval/baselines.ts";
import { type Step, stepsOf } from "./retrieval/play.ts";
import { createProject } from "./retrieval/project.ts";
import type { Question } from "./retrieval/question.ts";
import { printScores } from "./retrieval/report.ts";
import { depth, type Ranks, ranksOf } from "./retrieval/score.ts";
import type { Searcher } from "./retrieval/searcher.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    repository: { type: "string", multiple: true, default: [] },
    questions: { type: "string", default: "40" },
    commits: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
    json: { type: "string" },
    list: { type: "boolean", default: false },
    ranking: { type: "string", default: "{}" },
  },
});

/** The whole, each part alone, and the whole without each part. */
const rankings: Readonly<Record<string, Partial<Ranking>>> = {
  "text alone": { symbol: 0, alone: 0, file: 0, near: 0 },
  "symbols alone": { text: 0, file: 0, near: 0 },
  fused: {},
  "without text": { text: 0 },
  "without files": { file: 0 },
  "without symbols": { symbol: 0, alone: 0 },
  "without closeness": { near: 0 },
  "code as any text": { beside: 1 },
  ...(JSON.parse(values.ranking) as Record<string, Partial<Ranking>>),
};

const ranks = new Map<string, Ranks[]>();
const parser = createOutlineParser(resolve("dist/grammars"), console.error);
const folders = [...values.repository, ...positionals];
for (const folder of folders.length > 0 ? folders : ["."]) await ask(resolve(folder));
printScores(ranks);
if (values.json) writeFileSync(values.json, `${JSON.stringify([...ranks], null, 2)}\n`);

async function ask(folder: string): Promise<void> {
  const project = createProject(parser);
  const searchers: readonly (readonly [name: string, searcher: Searcher])[] = [
    ["words counted by file", createWordCount()],
    ["plain full text of files", createPlainFullText()],
    ...Object.entries(rankings).map(
      ([name, changed]) => [name, project.searcher(changed)] as const,
    ),
  ];
  const options = {
    most: Number(values.questions),
    commits: Number(values.commits),
    seed: Number(values.seed),
    parser,
  };
  for await (const step of stepsOf(folder, options)) await take(step, project, searchers);
  for (const [, searcher] of searchers) searcher.dispose();
  project.dispose();
}

async function take(
  step: Step,
  project: ReturnType<typeof createProject>,
  searchers: readonly (readonly [name: string, searcher: Searcher])[],
): Promise<void> {
  if (step.kind === "file") {
    project.update(step.path, step.text);
    for (const [, searcher] of searchers) searcher.update(step.path, step.text);
    return;
  }
  await project.settle();
  for (const question of step.questions) {
    if (values.list) console.log(`\n${question.kind}: ${question.text}`);
    for (const [name, searcher] of searchers) {
      const one = await answer(question, searcher);
      ranks.set(name, [...(ranks.get(name) ?? []), one]);
      if (values.list) console.log(`  ${name}: ${one.place ?? "-"}, file ${one.file ?? "-"}`);
    }
  }
}

async function answer(question: Question, searcher: Searcher): Promise<Ranks> {
  const start = performance.now();
  const found = await searcher.search(question, 4 * depth);
  const ms = performance.now() - start;
  // What is open need not be found.
  return ranksOf(question, { found: found.filter(({ path }) => path !== question.near), ms });
}
