/**
 * Measures the index of the workspace: `npm run bench:index -- --files 1000,10000 --kilobytes 10
 * --repository FOLDER…`. Workspaces of so many files are generated; repositories are read where they
 * lie. Side by side: ripgrep, and a plain FTS5 table of the same files. The index takes the machine
 * behind all others: where others work, read its processor time rather than its seconds.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { generateWorkspace } from "./index/generate.ts";
import { editTimes, firstIndex, queryTimes, reopened } from "./index/measure.ts";
import { type Peer, plainFts, ripgrep } from "./index/peers.ts";
import { quantile } from "./quantile.ts";
import { randomNumbers } from "./random.ts";
import { printTable } from "./table.ts";

const { values } = parseArgs({
  options: {
    files: { type: "string", default: "10000" },
    kilobytes: { type: "string", default: "10" },
    repository: { type: "string", multiple: true, default: [] },
    queries: { type: "string", default: "200" },
  },
});

interface Workspace {
  name: string;
  folder: string;
  bytes: number;
}

const top = mkdtempSync(join(tmpdir(), "ingle-bench-index-"));
const rows: string[][] = [];
const finding: string[][] = [];
try {
  for (const files of values.files.split(",").map(Number).filter(Boolean)) {
    const folder = join(top, `generated-${files}`);
    const { bytes } = generateWorkspace(folder, {
      files,
      fileBytes: Number(values.kilobytes) * 1000,
    });
    await measure({ name: `generated, ${files} files`, folder, bytes });
    rmSync(folder, { recursive: true });
  }
  for (const given of values.repository) {
    const folder = resolve(given);
    await measure({ name: basename(folder), folder, bytes: bytesBelow(folder) });
  }
} finally {
  rmSync(top, { recursive: true, force: true });
}

console.log(`\nNode ${process.versions.node}, ${availableParallelism()} cores\n`);
printTable(
  [
    ...["workspace", "MB", "indexed", "chunks", "seconds", "CPU s", "server MB", "index MB"],
    ...["database / source", "again, s", "edit p50 ms", "p95"],
  ],
  rows,
);
console.log();
printTable(["words found by", "ready, s", "MB kept", "p50 ms", "p95 ms"], finding);

async function measure({ name, folder, bytes }: Workspace): Promise<void> {
  const storage = join(top, "storage");
  rmSync(storage, { recursive: true, force: true });
  const first = await firstIndex(folder, storage);
  const { index, seconds } = await reopened(folder, storage);
  const questions = questionsFrom(folder, Number(values.queries));
  await queryTimes(index, questions.slice(0, 5));
  const queries = await queryTimes(index, questions);
  const script =
    filesBelow(folder).find((file) => /\.[jt]sx?$|\.py$|\.go$|\.java$|\.rs$/.test(file)) ?? "";
  const edits = await editTimes(index, script, readFileSync(script, "utf8"), 20);
  await index.dispose();
  rows.push([
    name,
    mega(bytes),
    String(first.state.files),
    String(first.state.chunks),
    first.seconds.toFixed(1),
    first.index.cpuSeconds.toFixed(1),
    first.server.peakMb.toFixed(0),
    first.index.peakMb.toFixed(0),
    (first.databaseBytes / bytes).toFixed(2),
    seconds.toFixed(1),
    quantile(edits, 0.5).toFixed(0),
    quantile(edits, 0.95).toFixed(0),
  ]);
  finding.push([
    `the index, ${name}`,
    first.seconds.toFixed(1),
    mega(first.databaseBytes),
    quantile(queries, 0.5).toFixed(1),
    quantile(queries, 0.95).toFixed(1),
  ]);
  for (const peer of [plainFts(folder, join(top, "plain.db")), ripgrep(folder)])
    if (peer) finding.push(peerRow(peer, questions));
  for (const ending of ["", "-wal", "-shm"])
    rmSync(join(top, `plain.db${ending}`), { force: true });
}

function peerRow(peer: Peer, questions: readonly (readonly string[])[]): string[] {
  const times = questions.slice(0, peer.bytes === 0 ? 30 : questions.length).map((words) => {
    const began = performance.now();
    peer.find(words);
    return performance.now() - began;
  });
  peer.close();
  return [
    peer.name,
    peer.readySeconds.toFixed(1),
    mega(peer.bytes),
    quantile(times, 0.5).toFixed(1),
    quantile(times, 0.95).toFixed(1),
  ];
}

/** One to three words that stand near each other in a file: names, and words of comments. */
function questionsFrom(folder: string, count: number): string[][] {
  const random = randomNumbers(11);
  const files = filesBelow(folder);
  const questions: string[][] = [];
  while (questions.length < count) {
    const file = files[Math.floor(random() * files.length)] ?? "";
    const words = (statSync(file).size < 1e6 ? readFileSync(file, "utf8") : "").match(
      /[A-Za-z_][A-Za-z0-9_]{2,}/g,
    );
    if (!words) continue;
    const at = Math.floor(random() * words.length);
    questions.push(words.slice(at, at + 1 + Math.floor(random() * 3)));
  }
  return questions;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && /\.(?:ts|js|py|go|java|rs|cpp|cc|h|cs|md)$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !/[\\/](?:\.git|node_modules|third_party|vendor)[\\/]/.test(file));
}

function bytesBelow(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}

function mega(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
