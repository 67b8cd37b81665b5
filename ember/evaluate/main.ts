/**
 * Measures completions through Ingle's own server, as an editor would ask for them:
 *
 *     npm run ember:evaluate -- --cases FILE [--model FILE.gguf] [--limit N] [--write FILE]
 *     npm run ember:evaluate -- --cases FILE --answers FILE
 *
 * With --write the cases and what was answered are kept, for --answers or `npm run bench:quality`.
 * With --answers nothing is asked; the answers of another way (the n-gram baseline) are scored.
 * Cases with tests are run by Python; never give it cases that you would not run.
 */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { ask } from "./ask.ts";
import { readAnswers, readCases } from "./cases.ts";
import { passes } from "./execute.ts";
import { report } from "./report.ts";

const { values } = parseArgs({
  options: {
    cases: { type: "string" },
    model: { type: "string" },
    answers: { type: "string" },
    limit: { type: "string" },
    write: { type: "string" },
  },
});
if (values.cases === undefined) {
  console.error("Give the cases: npm run ember:evaluate -- --cases FILE.jsonl");
  process.exit(2);
}
const cases = readCases(values.cases).slice(0, Number(values.limit ?? Number.POSITIVE_INFINITY));
const answers = values.answers
  ? readAnswers(values.answers)
  : await ask(cases, {
      model: values.model,
      onAnswer: (answered) => {
        if (answered % 50 === 0) console.error(`${answered} of ${cases.length} answered`);
      },
    });
if (values.write) {
  const byId = new Map(cases.map((each) => [each.id, each]));
  const rows = answers.map((answer) => JSON.stringify({ ...byId.get(answer.id), ...answer }));
  writeFileSync(values.write, rows.map((row) => `${row}\n`).join(""));
}

const passed = new Map<string, boolean>();
for (const each of cases) {
  const answer = answers.find((candidate) => candidate.id === each.id);
  if (each.tests !== undefined && answer) passed.set(each.id, await passes(each, answer.text));
}
console.log(report(cases, answers, passed));
