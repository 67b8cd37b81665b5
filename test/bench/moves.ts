import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { posix, resolve } from "node:path";
import { parseArgs } from "node:util";
import { harmfulCircle } from "../../server/edit/move/cycles.ts";
import { importRules } from "../../server/edit/move/importRules.ts";
import type { MoveFile } from "../../server/edit/move/moveFile.ts";
import { planMove } from "../../server/edit/move/plan.ts";
import { createSyntax, type Syntax } from "../../server/syntax/syntax.ts";
import { languageOf } from "../../server/text/languageOf.ts";
import { randomNumbers } from "./random.ts";
import { printTable } from "./table.ts";

const { join, dirname } = posix;

/**
 * Moves declarations of this project, chosen at random, to other files of it, half of them new, and has
 * TypeScript check the project after each: what is refused, what still compiles, and what does not.
 * `npm run bench:moves -- [--count N] [--seed N]`
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      count: { type: "string", default: "50" },
      seed: { type: "string", default: "1" },
    },
  });
  const root = copyOfProject();
  const syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  try {
    await syntax.ready("typescript");
    await moveAtRandom(root, syntax, { count: Number(values.count), seed: Number(values.seed) });
  } finally {
    syntax.dispose();
    rmSync(root, { recursive: true, force: true });
  }
}

async function moveAtRandom(
  root: string,
  syntax: Syntax,
  { count, seed }: { count: number; seed: number },
): Promise<void> {
  const files = sourcesIn(root).map((path) => readFile(path, syntax));
  const declared = files.flatMap((file) =>
    file.module.statements.flatMap(({ declares }) => declares.map(({ name }) => ({ file, name }))),
  );
  const random = randomNumbers(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const rules = importRules({ root, exists: isFile });
  const counts = { compiles: 0, "does not compile": 0, refused: 0, "refused: a circle": 0 };
  const planMs: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const { file: source, name } = one(declared);
    const other = one(files);
    const target = random() < 0.5 ? other : newFile(join(dirname(other.path), `moved${done}.ts`));
    const others = files.filter(({ path }) => path !== source.path && path !== target.path);
    const begun = performance.now();
    const plan = planMove({ name, source, target, others, rules });
    planMs.push(performance.now() - begun);
    if (plan.kind === "refused") {
      counts.refused += 1;
      continue;
    }
    for (const { path, after } of plan.files) writeFileSync(path, after);
    const read = async (path: string) => readFile(path, syntax);
    const circle = await harmfulCircle(plan.imports, { rules, read });
    const errors = circle ? "" : compilerErrors(root);
    if (circle) counts["refused: a circle"] += 1;
    else counts[errors === "" ? "compiles" : "does not compile"] += 1;
    if (errors !== "") console.log(`${name} to ${target.path.slice(root.length)}:\n${errors}`);
    for (const { path, before } of plan.files)
      if (path === target.path && before === "") rmSync(path);
      else writeFileSync(path, before);
  }
  planMs.sort((a, b) => a - b);
  printTable(
    ["outcome", "moves"],
    Object.entries(counts).map(([outcome, moves]) => [outcome, String(moves)]),
  );
  const half = planMs[Math.floor(planMs.length / 2)] ?? 0;
  console.log(
    `\n${declared.length} declarations in ${files.length} files; a plan takes ${half.toFixed(1)} ms (median).`,
  );
}

function copyOfProject(): string {
  const root = mkdtempSync(`${tmpdir()}/ingle-moves-`);
  for (const name of ["server", "src"]) cpSync(name, join(root, name), { recursive: true });
  const config = JSON.parse(readFileSync("tsconfig.json", "utf8"));
  writeFileSync(
    join(root, "tsconfig.json"),
    JSON.stringify({ ...config, include: ["server", "src"] }),
  );
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  return root;
}

function sourcesIn(root: string): string[] {
  return (readdirSync(root, { recursive: true }) as string[])
    .filter((path) => /^(?:server|src)\/.*(?<!\.d)\.ts$/.test(path))
    .map((path) => join(root, path));
}

function readFile(path: string, syntax: Syntax): MoveFile {
  const [text, languageId] = [readFileSync(path, "utf8"), languageOf(path)];
  const module = syntax.module({ uri: path, languageId, version: 1, text }, 5_000);
  syntax.closed(path);
  if (!module) throw new Error(`${path} could not be read`);
  return { path, languageId, text, module };
}

function newFile(path: string): MoveFile {
  return { path, languageId: "typescript", text: "", module: { statements: [] } };
}

/** The first lines of what TypeScript says; empty where all is well. */
function compilerErrors(root: string): string {
  const { status, stdout } = spawnSync("node_modules/.bin/tsc", ["--noEmit", "-p", root], {
    encoding: "utf8",
  });
  return status === 0 ? "" : stdout.split("\n").slice(0, 5).join("\n");
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

await main();
