/**
 * Measures how well the workspace's index finds what is asked for, beside a count of words and a plain
 * full-text search: `npm run bench:retrieval -- --repository GIT-FOLDER… [--questions N] [--commits N]
 * [--seed N] [--json FILE] [--list]`. `--questions` is how many of each kind are asked of each repository.
 * Bare repositories will do. `--list` prints the questions and where each was found.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { createSyntax } from "../../server/syntax/syntax.ts";
import { createPlainFullText, createWordCount } from "./retrieval/baselines.ts";
import { stepsOf } from "./retrieval/play.ts";
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
  },
});

const searchers: readonly { name: string; create(): Searcher }[] = [
  { name: "words counted by file", create: createWordCount },
  { name: "plain full text of files", create: createPlainFullText },
];

const ranks = new Map<string, Ranks[]>(searchers.map(({ name }) => [name, []]));
const syntax = createSyntax({ folder: resolve("dist/grammars"), log: console.error });
for (const folder of [...values.repository, ...positionals]) await ask(resolve(folder));
syntax.dispose();
printScores(ranks);
if (values.json) writeFileSync(values.json, `${JSON.stringify([...ranks], null, 2)}\n`);

async function ask(folder: string): Promise<void> {
  const asked = searchers.map(({ name, create }) => ({ name, searcher: create() }));
  const options = {
    most: Number(values.questions),
    commits: Number(values.commits),
    seed: Number(values.seed),
    syntax,
  };
  for await (const step of stepsOf(folder, options)) {
    if (step.kind === "file") {
      for (const { searcher } of asked) searcher.update(step.path, step.text);
      continue;
    }
    for (const { searcher } of asked) await searcher.settle();
    for (const question of step.questions) {
      if (values.list) console.log(`\n${question.kind}: ${question.text}`);
      for (const { name, searcher } of asked) {
        const start = performance.now();
        const found = await searcher.search(question.text, 4 * depth);
        const one = ranksOf(question, { found, ms: performance.now() - start });
        ranks.get(name)?.push(one);
        if (values.list) console.log(`  ${name}: ${one.place ?? "-"} ${one.file ?? "-"}`);
      }
    }
  }
  for (const { searcher } of asked) searcher.dispose();
}
