/**
 * Measures what a check costs in real projects: `npm run bench:checks -- --repository FOLDER…
 * [--edits N]`. Of each language that a project has and that something on this machine checks, files
 * are taken by chance; each is edited twice, once by a comment more and once by a name that does not
 * exist. Nothing is written. Says how long the first check took, the one of a file that was not
 * looked at before, and the second one of a file; and how many of either kind were told to be worse.
 */
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { Checks, ShadowFile } from "../../server/check/checks.ts";
import { createChecks } from "../../server/check/createChecks.ts";
import { createReaper } from "../../server/process/reaper.ts";
import { languageOf } from "../../server/text/languageOf.ts";
import { quantile } from "./quantile.ts";
import { randomNumbers } from "./random.ts";
import { printTable } from "./table.ts";

const { values } = parseArgs({
  options: {
    repository: { type: "string", multiple: true, default: ["sample"] },
    edits: { type: "string", default: "12" },
  },
});
const edits = Number(values.edits);
const budgetMs = 120_000;
const { signal } = new AbortController();
process.env.PATH = [resolve("node_modules/.bin"), process.env.PATH].join(delimiter);

interface Subject {
  languages: readonly string[];
  comment: string;
  /** The `lib` folder of the TypeScript to be asked. */
  typescript?: string;
}

const typescript = ["typescript", "typescriptreact"];
const subjects: readonly Subject[] = [
  { languages: typescript, comment: "//", typescript: "node_modules/typescript/lib" },
  { languages: typescript, comment: "//", typescript: "node_modules/typescript-5/lib" },
  { languages: ["javascript"], comment: "//", typescript: "node_modules/typescript/lib" },
  { languages: ["python"], comment: "#" },
  { languages: ["go"], comment: "//" },
  { languages: ["rust"], comment: "//" },
];

interface Measured {
  by: string;
  firstMs: number;
  /** Checks of a file that was not looked at before, and of one that was. */
  otherMs: number[];
  warmMs: number[];
  unchecked: number;
  comments: { asked: number; worse: number };
  names: { asked: number; worse: number };
}

const rows: string[][] = [];
for (const repository of values.repository.map((each) => resolve(each))) {
  const files = sourceFiles(repository);
  for (const subject of subjects) {
    const own = files.filter((file) => subject.languages.includes(languageOf(file)));
    if (own.length < 3) continue;
    rows.push(rowOf(repository, own.length, await measure(repository, own, subject)));
    console.log(rows.at(-1)?.join(" · "));
  }
}
console.log();
printTable(
  [
    "project",
    "files",
    "checker",
    "first",
    "other file",
    "warm",
    "warm p95",
    "comment worse",
    "name worse",
    "unchecked",
  ],
  rows,
);
process.exit(0);

async function measure(folder: string, files: string[], subject: Subject): Promise<Measured> {
  const checks = createChecks({
    trusted: () => true,
    folders: () => [folder],
    typescript: () => subject.typescript && resolve(subject.typescript),
    documents: () => [],
    reaper: createReaper("dist/reaper.js"),
    log: () => {},
  });
  const random = randomNumbers(8);
  const taken = [...files].sort(() => random() - 0.5).slice(0, edits);
  const measured: Measured = {
    ...{ by: "nobody", firstMs: Number.NaN, otherMs: [], warmMs: [], unchecked: 0 },
    ...{ comments: { asked: 0, worse: 0 }, names: { asked: 0, worse: 0 } },
  };
  for (const file of taken) {
    const text = readFileSync(file, "utf8");
    const named = withUnknownName(text, { random, comment: subject.comment });
    const ask = asking(checks, { file, text }, measured);
    await ask(withComment(text, subject.comment), "comments");
    if (named) await ask(named, "names");
  }
  await checks.dispose();
  return measured;
}

/** Asks for a check of an edit, and adds what came of it. */
function asking(
  checks: Checks,
  { file, text }: { file: string; text: string },
  measured: Measured,
): (after: string, kind: "comments" | "names") => Promise<void> {
  return async (after, kind) => {
    const shadow: ShadowFile = {
      ...{ uri: pathToFileURL(file).href, languageId: languageOf(file) },
      ...{ before: text, after },
    };
    const begun = performance.now();
    const outcome = await checks.compare([shadow], { budgetMs, signal });
    const ms = performance.now() - begun;
    if (outcome.kind === "unchecked") {
      measured.unchecked += 1;
      if (measured.unchecked === 1) console.log(`  ${outcome.reason}`);
      return;
    }
    measured.by = outcome.by;
    if (Number.isNaN(measured.firstMs)) measured.firstMs = ms;
    else measured[kind === "comments" ? "otherMs" : "warmMs"].push(ms);
    measured[kind].asked += 1;
    if (outcome.worse.some(({ severity }) => severity === "error")) measured[kind].worse += 1;
  };
}

function rowOf(repository: string, count: number, measured: Measured): string[] {
  const { by, firstMs, otherMs, warmMs, unchecked, comments, names } = measured;
  return [
    ...[repository.split(/[\\/]/).at(-1) ?? "", String(count), by, ms(firstMs)],
    ...[ms(quantile(otherMs, 0.5)), ms(quantile(warmMs, 0.5)), ms(quantile(warmMs, 0.95))],
    ...[`${comments.worse} of ${comments.asked}`, `${names.worse} of ${names.asked}`],
    String(unchecked),
  ];
}

function ms(value: number): string {
  return Number.isNaN(value) ? "–" : `${Math.round(value)} ms`;
}

/** A comment more before a line in the middle. */
function withComment(text: string, comment: string): string {
  const lines = text.split("\n");
  const middle = lines.findIndex((line, index) => index >= lines.length / 2 && /^\S/.test(line));
  lines.splice(middle < 0 ? 0 : middle, 0, `${comment} What follows has not changed.`);
  return lines.join("\n");
}

/** The text with one name, of those that are called in it, that does not exist; undefined: none is. */
function withUnknownName(
  text: string,
  { random, comment }: { random(): number; comment: string },
): string | undefined {
  const lines = text.split("\n");
  const calls = lines.flatMap((line, index) => {
    if (line.trimStart().startsWith(comment) || /^\s*[*'"`]/.test(line)) return [];
    const call = /(?:=|return|\() *(?<name>[A-Za-z_]\w{3,})\(/d.exec(line);
    const start = call?.indices?.groups?.name?.[1];
    return start === undefined ? [] : [{ index, start }];
  });
  const chosen = calls[Math.floor(random() * calls.length)];
  if (chosen === undefined) return undefined;
  const line = lines[chosen.index] ?? "";
  lines[chosen.index] = `${line.slice(0, chosen.start)}Unknown${line.slice(chosen.start)}`;
  return lines.join("\n");
}

function sourceFiles(folder: string): string[] {
  const left = ["node_modules", "vendor", "target", "dist", "testdata", "fixtures", "third_party"];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name.startsWith(".") || left.includes(entry.name) ? [] : sourceFiles(path);
    return entry.isFile() && extname(path) !== "" && !path.endsWith(".d.ts") ? [path] : [];
  });
}
