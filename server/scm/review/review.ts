import { numberedText } from "../../diff/diffText.ts";
import type { DiffHunk, FileDiff } from "../../diff/parseDiff.ts";
import { type ChangesOptions, readChanges } from "../../diff/readChanges.ts";
import type { Answering } from "../../models/answering.ts";
import { fenced } from "../../prompt/chat.ts";
import { scmInstructions } from "../../prompt/scm.ts";
import type { Finding, ReviewOutcome, ReviewParams } from "../../protocol/scm.ts";
import { ask, messagesOf, modelFailed, noModel, nothingToSee, roomOf } from "../ask.ts";
import { parseFindings } from "./parseFindings.ts";
import { placeFinding } from "./placeFinding.ts";

/** What reviewing needs. */
export interface ReviewOptions extends ChangesOptions {
  answering(): Promise<Answering | undefined>;
  /** Called before a part is read, and with each finding as soon as it is there. */
  onFile(path: string, at: number, of: number): void;
  onFinding(finding: Finding): void;
}

/** Tokens that the findings of one part may have; parts that are read at most; lines of one that is no hunk. */
const longestAnswer = 500;
const mostParts = 60;
const longestHunk = 120;

/** What is asked at once: hunks of one file that fit into the model's context together. */
interface Part {
  file: FileDiff;
  hunks: DiffHunk[];
}

/**
 * Reviews the new text of a diff, part by part: a small model that sees one file at a time, with its
 * lines numbered, names lines that there are. Findings that name others are moved to the nearest changed
 * line or dropped.
 */
export async function review(
  params: ReviewParams,
  options: ReviewOptions,
  signal: AbortSignal,
): Promise<ReviewOutcome> {
  const changes = await readChanges(params, options);
  if (changes.shown.length + changes.named.length === 0) return nothingToSee(changes.notes);
  const model = await options.answering();
  if (!model) return noModel();
  const notes = [...changes.notes];
  const readable = changes.shown.filter(hasNewText);
  const unread = changes.named.map(({ file, why }) => `${file.path} (${why})`);
  if (unread.length > 0) notes.push(`Not reviewed: ${unread.join(", ")}.`);

  const room = roomOf(model, longestAnswer) - scmInstructions.review.length - 400;
  const parts = readable.flatMap((file) => partsOf(file, room));
  const findings: Finding[] = [];
  let dropped = 0;
  let failures = 0;
  let lastFailure = "";
  for (const [index, part] of parts.slice(0, mostParts).entries()) {
    options.onFile(part.file.path, index + 1, Math.min(parts.length, mostParts));
    const said = await ask(
      model,
      { messages: questionFor(part), maxTokens: longestAnswer },
      signal,
    );
    if (said.kind === "cancelled" || signal.aborted) return { kind: "cancelled" };
    if (said.kind !== "said") {
      failures += 1;
      lastFailure = said.kind === "failed" ? said.reason : "A part is too long for this model.";
      continue;
    }
    for (const { line, severity, text } of parseFindings(said.text)) {
      const placed = placeFinding(line, part.hunks);
      if (placed === undefined) {
        dropped += 1;
        continue;
      }
      const finding: Finding = { path: part.file.path, line: placed, severity, text };
      findings.push(finding);
      options.onFinding(finding);
    }
  }
  if (failures > 0 && failures === parts.length) return modelFailed(lastFailure);
  if (failures > 0)
    notes.push(`${failures} of ${parts.length} parts could not be reviewed. ${lastFailure}`);
  if (parts.length > mostParts)
    notes.push(`Only the first ${mostParts} of ${parts.length} parts were reviewed.`);
  if (dropped > 0)
    notes.push(
      dropped === 1
        ? "A finding named no line of the changes, and was dropped."
        : `${dropped} findings named no line of the changes, and were dropped.`,
    );
  return { kind: "review", findings, files: readable.length, notes };
}

function questionFor({ file, hunks }: Part) {
  const question = `${fenced(numberedText(file, hunks))}\n\nWhat is wrong in the new lines?`;
  return messagesOf(scmInstructions.review, question);
}

/** Hunks of a file in parts that fit; a hunk that does not fit by itself is cut into several. */
function partsOf(file: FileDiff, room: number): Part[] {
  const parts: Part[] = [];
  let hunks: DiffHunk[] = [];
  const end = (): void => {
    if (hunks.some(hasNewLines)) parts.push({ file, hunks });
    hunks = [];
  };
  for (const hunk of file.hunks.flatMap((each) => piecesOf(each, file, room))) {
    if (hunks.length > 0 && numberedText(file, [...hunks, hunk]).length > room) end();
    hunks.push(hunk);
  }
  end();
  return parts;
}

function piecesOf(hunk: DiffHunk, file: FileDiff, room: number): DiffHunk[] {
  if (numberedText(file, [hunk]).length <= room && hunk.lines.length <= longestHunk) return [hunk];
  if (hunk.lines.length < 2) {
    const most = Math.max(80, Math.floor(room / 2));
    return [
      { ...hunk, lines: hunk.lines.map((line) => ({ ...line, text: line.text.slice(0, most) })) },
    ];
  }
  const middle = Math.ceil(hunk.lines.length / 2);
  return [hunk.lines.slice(0, middle), hunk.lines.slice(middle)].flatMap((lines) =>
    piecesOf({ ...hunk, lines }, file, room),
  );
}

function hasNewText(file: FileDiff): boolean {
  return file.change !== "deleted" && file.hunks.some(hasNewLines);
}

/** A part from which lines were only taken can break something too. */
function hasNewLines({ lines }: DiffHunk): boolean {
  return lines.some(({ sign }) => sign !== " ");
}
