import { quantile } from "../quantile.ts";
import { randomNumbers } from "../random.ts";
import type { Completer } from "./completer.ts";
import { openRepository } from "./git.ts";
import { processorMs } from "./processor.ts";
import { sourceLanguage, sourceText } from "./sources.ts";

/** What a completer takes for a project of some size; milliseconds are of processor time. */
export interface Footprint {
  files: number;
  megabytes: number;
  buildMs: number;
  /** Growth of resident memory in megabytes: at the end, and at most while it was built. */
  memory: number;
  peak: number;
  question: { p50: number; p95: number };
  /** The search for the longest matches alone. */
  match: { p50: number; p95: number };
  edit: { p50: number; p95: number };
}

interface SourceFile {
  path: string;
  languageId: string;
  text: string;
}

/** One of so many files is asked about. */
const kept = 20;
const mostQuestions = 600;
/** Half of the questions go before, unmeasured: code that runs for the first time is slow once a day. */
const warmUp = 0.5;
/** A slow completer is asked less often. */
const mostMs = 5_000;

/**
 * Gives a completer the newest files of repositories, up to so many megabytes of source, then asks it
 * and types into it at random places. Memory is told well only in a process of its own, run with
 * `--expose-gc`.
 */
export async function footprintOf(
  completer: Completer,
  { folders, megabytes }: { folders: readonly string[]; megabytes: number },
): Promise<Footprint> {
  const files: SourceFile[] = [];
  let characters = 0;
  let count = 0;
  const before = memoryNow();
  let peak = before;
  let began = processorMs();
  let buildMs = 0;
  for await (const file of filesOf(folders)) {
    if (characters > megabytes * 1e6) break;
    characters += file.text.length;
    count += 1;
    // The completer alone shall decide what text stays in memory.
    if (count % kept === 0) files.push(file);
    began = processorMs();
    completer.update(file.path, file.languageId, file.text);
    buildMs += processorMs() - began;
    peak = Math.max(peak, process.memoryUsage.rss());
  }
  began = processorMs();
  completer.settle?.();
  buildMs += processorMs() - began;
  peak = Math.max(peak, process.memoryUsage.rss());
  const after = memoryNow();
  const times = timesOf(completer, files);
  return {
    files: count,
    megabytes: characters / 1e6,
    buildMs,
    memory: (after - before) / 1e6,
    peak: (peak - before) / 1e6,
    ...times,
  };
}

async function* filesOf(folders: readonly string[]): AsyncGenerator<SourceFile> {
  for (const [index, folder] of folders.entries()) {
    const repository = openRepository(folder);
    try {
      const paths = repository
        .run("ls-tree", "-r", "-z", "--name-only", "HEAD")
        .split("\0")
        .filter(sourceLanguage);
      for (const path of paths) {
        const [content] = await repository.read([`HEAD:${path}`]);
        const text = content === undefined ? undefined : sourceText(content);
        const languageId = sourceLanguage(path);
        if (text !== undefined && languageId) yield { path: `${index}/${path}`, languageId, text };
      }
    } finally {
      repository.close();
    }
  }
}

function timesOf(
  completer: Completer,
  files: readonly SourceFile[],
): Pick<Footprint, "question" | "match" | "edit"> {
  const random = randomNumbers(1);
  const questions: number[] = [];
  const matches: number[] = [];
  const edits: number[] = [];
  const began = processorMs();
  while (questions.length < mostQuestions && processorMs() - began < mostMs) {
    const { path, languageId, text } = files[Math.floor(random() * files.length)]!;
    const at = Math.floor(random() * text.length);
    const lineEnd = text.indexOf("\n", at);
    const prefix = text.slice(0, at);
    const suffix = lineEnd < 0 ? "" : text.slice(lineEnd);
    const edited = processorMs();
    completer.update(path, languageId, prefix + suffix);
    completer.settle?.();
    const asked = processorMs();
    completer.answer({ path, languageId, prefix, suffix });
    questions.push(processorMs() - asked);
    // Another place, so that the answer has left nothing behind for it.
    const matched = processorMs();
    completer.match?.({ path, languageId, prefix: prefix.slice(0, -1), suffix });
    matches.push(processorMs() - matched);
    edits.push(asked - edited);
    completer.update(path, languageId, text);
    completer.settle?.();
  }
  const spread = (all: readonly number[]) => ({
    p50: quantile(all, 0.5),
    p95: quantile(all, 0.95),
  });
  const warm = (all: readonly number[]) => all.slice(Math.floor(warmUp * all.length));
  return {
    question: spread(warm(questions)),
    match: spread(warm(matches)),
    edit: spread(warm(edits)),
  };
}

function memoryNow(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage.rss();
}
