/**
 * Measures what a project's own text says of how a line goes on, in time order over the histories of git
 * repositories: `npm run bench:echo -- [--repository GIT-FOLDER…] [--cases N] [--commits N] [--seed N]
 * [--json FILE] [--svg FILE]`. `--cases` counts cursors over all repositories; `--commits` is how many
 * of each repository's newest commits they are taken from. Bare repositories will do.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { stepsOf } from "./echo/cases.ts";
import { completers } from "./echo/completers.ts";
import { type Played, play } from "./echo/play.ts";
import { drawCurves, figuresOf, printQuality, printTimes } from "./echo/report.ts";

const { values } = parseArgs({
  options: {
    repository: { type: "string", multiple: true, default: ["."] },
    cases: { type: "string", default: "1000" },
    commits: { type: "string", default: "1500" },
    seed: { type: "string", default: "1" },
    json: { type: "string" },
    svg: { type: "string", default: "docs/echo.svg" },
  },
});

const played = new Map<string, Played>();
for (const folder of values.repository.map((each) => resolve(each))) {
  const steps = stepsOf(folder, {
    most: Math.ceil(Number(values.cases) / values.repository.length),
    commits: Number(values.commits),
    seed: Number(values.seed),
    lineStarts: 0.2,
  });
  const named = completers.map(({ name, create }) => ({ name, completer: create() }));
  for (const [name, one] of await play(steps, named)) {
    add(name, one);
    const exact = one.outcomes.filter((outcome) => outcome.exact).length;
    console.log(
      `${one.outcomes[0]?.repository}: ${name}, ${exact} of ${one.outcomes.length} exact`,
    );
  }
}
const outcomes = new Map([...played].map(([name, one]) => [name, one.outcomes]));
printQuality(outcomes);
console.log();
printTimes(played);
if (values.json) write(values.json, `${JSON.stringify(figuresOf(outcomes), null, 2)}\n`);
write(values.svg, drawCurves(outcomes));

function add(name: string, { outcomes, commitMs, typingMs }: Played): void {
  const before = played.get(name) ?? { outcomes: [], commitMs: [], typingMs: [] };
  played.set(name, {
    outcomes: [...before.outcomes, ...outcomes],
    commitMs: [...before.commitMs, ...commitMs],
    typingMs: [...before.typingMs, ...typingMs],
  });
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
