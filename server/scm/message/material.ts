import { beginningOf, diffText } from "../../diff/diffText.ts";
import { countChanged, type FileDiff } from "../../diff/parseDiff.ts";
import { type Changes, summaryLine } from "../../diff/readChanges.ts";
import type { Answering } from "../../models/answering.ts";
import { fenced } from "../../prompt/chat.ts";
import { scmInstructions } from "../../prompt/scm.ts";
import { ask, messagesOf, roomOf } from "../ask.ts";

/** The changes as a prompt has them, and what of them is not in it. */
export interface Material {
  text: string;
  notes: string[];
}

interface MaterialOptions {
  model: Answering;
  /** Characters that the text may have. */
  room: number;
  signal: AbortSignal;
  /** Called before a file is read by itself. */
  onFile(path: string, at: number, of: number): void;
}

/** Files that are read by themselves at most, and milliseconds that this may take in all. */
const mostSummaries = 12;
const longestMs = 90_000;
const summaryTokens = 80;
/** Characters of a file that are read for its sentence at most: what stands first tells enough. */
const longestFile = 8_000;
/** Changes so short need no summary: these characters. */
const shortDiff = 400;

/**
 * Fits changes into a prompt: whole where there is room, else the short ones whole, the others in a
 * sentence each that the model writes first, the largest before the smaller ones, and what is left by
 * its name alone.
 */
export async function materialOf(changes: Changes, options: MaterialOptions): Promise<Material> {
  const notes = [...changes.notes];
  const names = changes.named.map(({ file, why }) => summaryLine(file, why));
  if (changes.named.length > 0)
    notes.push(
      `Named, not shown to the model: ${listed(changes.named.map(({ file, why }) => `${file.path} (${why})`))}.`,
    );
  const others = names.length === 0 ? "" : beginningOf(names.join("\n"), options.room / 4).text;
  const room = options.room - others.length;
  const whole = changes.shown.map(diffText).join("\n\n");
  const parts = [
    whole.length <= room ? shownAs(whole) : await shortened(changes.shown, room, notes, options),
  ];
  if (others !== "") parts.push(`Files that changed too:\n${others}`);
  return { text: parts.filter((part) => part !== "").join("\n\n"), notes };
}

async function shortened(
  files: readonly FileDiff[],
  room: number,
  notes: string[],
  { model, signal, onFile }: MaterialOptions,
): Promise<string> {
  const short = files.filter((file) => diffText(file).length <= shortDiff);
  const long = files.filter((file) => !short.includes(file)).sort(bySize);
  const asked = long.slice(0, mostSummaries);
  const within = AbortSignal.any([signal, AbortSignal.timeout(longestMs)]);
  const summaries: string[] = [];
  const unread = long.slice(mostSummaries);
  let cut = 0;
  for (const [index, file] of asked.entries()) {
    if (within.aborted) {
      unread.push(file);
      continue;
    }
    onFile(file.path, index + 1, asked.length);
    const { sentence, whole } = await summaryOf(file, model, within);
    if (sentence === "") unread.push(file);
    else {
      summaries.push(`${summaryLine(file)}: ${sentence}`);
      if (!whole) cut += 1;
    }
  }
  if (summaries.length > 0)
    notes.push(
      `The changes are larger than the model's context: it read ${counted(summaries.length, "file")} one by one${cut > 0 ? `, the beginning alone of ${cut}` : ""}.`,
    );
  if (unread.length > 0) notes.push(`Named alone: ${listed(unread.map(({ path }) => path))}.`);
  const told = beginningOf(
    [...summaries, ...unread.map((file) => summaryLine(file))].join("\n"),
    room * 0.7,
  );
  let left = room - told.text.length;
  const shown: string[] = [];
  for (const text of short.map(diffText)) {
    if (text.length + 2 > left) break;
    left -= text.length + 2;
    shown.push(text);
  }
  if (!told.whole || shown.length < short.length)
    notes.push("Some files did not fit even by name.");
  return [
    told.text === "" ? "" : `What changed, file by file:\n${told.text}`,
    shown.length === 0 ? "" : shownAs(shown.join("\n\n")),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

async function summaryOf(
  file: FileDiff,
  model: Answering,
  signal: AbortSignal,
): Promise<{ sentence: string; whole: boolean }> {
  const system = scmInstructions.summarizeFile;
  const room = Math.min(longestFile, roomOf(model, summaryTokens) - system.length);
  const { text, whole } = beginningOf(diffText(file), room);
  const said = await ask(
    model,
    { messages: messagesOf(system, fenced(text, "diff")), maxTokens: summaryTokens },
    signal,
  );
  const sentence = said.kind === "said" ? (said.text.trim().split("\n")[0] ?? "").trim() : "";
  return { sentence: sentence.slice(0, 300), whole };
}

/** Some names, and how many more there are. */
function listed(names: readonly string[]): string {
  const most = 5;
  const more = names.length - most;
  return `${names.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function shownAs(diff: string): string {
  return diff === "" ? "" : `The changes:\n${fenced(diff, "diff")}`;
}

function bySize(a: FileDiff, b: FileDiff): number {
  const size = (file: FileDiff): number => {
    const { added, removed } = countChanged(file);
    return added + removed;
  };
  return size(b) - size(a);
}
