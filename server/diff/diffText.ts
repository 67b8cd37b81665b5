import type { DiffHunk, FileDiff } from "./parseDiff.ts";
import { type Changes, summaryLine } from "./readChanges.ts";

/** A file's changes as a model reads them: a line that says what they are, then the hunks. */
export function diffText(file: FileDiff): string {
  return [summaryLine(file), ...file.hunks.map(hunkText)].join("\n");
}

/** Changes that a model may see; of files that it need not read, what happened to them alone. */
export function changesText({ shown, named }: Pick<Changes, "shown" | "named">): string {
  return [...shown.map(diffText), ...named.map(({ file, why }) => summaryLine(file, why))].join(
    "\n\n",
  );
}

/** A file's changes with the number of each line of the new text, from one; lines that are gone have none. */
export function numberedText(file: FileDiff, hunks: readonly DiffHunk[] = file.hunks): string {
  const last = Math.max(0, ...hunks.flatMap(({ lines }) => lines.map(({ line }) => line + 1)));
  const width = String(last).length;
  const numbered = (hunk: DiffHunk): string =>
    [
      `@@ ${hunk.heading}`.trimEnd(),
      ...hunk.lines.map(({ sign, text, line }) => {
        const number = sign === "-" ? "" : String(line + 1);
        return `${number.padStart(width)} ${sign} ${text}`.trimEnd();
      }),
    ].join("\n");
  return [summaryLine(file), ...hunks.map(numbered)].join("\n");
}

/** As many of a text's characters as there may be, up to the end of a line, and whether that is all. */
export function beginningOf(text: string, most: number): { text: string; whole: boolean } {
  if (text.length <= most) return { text, whole: true };
  const end = text.lastIndexOf("\n", Math.max(0, most - 1));
  return { text: text.slice(0, Math.max(0, end)), whole: false };
}

function hunkText({ heading, lines }: DiffHunk): string {
  return [
    `@@ ${heading}`.trimEnd(),
    ...lines.map(({ sign, text }) => `${sign}${text}`.trimEnd()),
  ].join("\n");
}
