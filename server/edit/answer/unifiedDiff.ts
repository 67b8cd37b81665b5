import type { Change } from "./change.ts";
import { fencesIn } from "./fences.ts";
import { isBlank, linesIn } from "./textLines.ts";

/**
 * The changes of a unified diff, read in each of the ways in which models write one: as it should be,
 * without the blank in front of lines that stay, with a blank behind each sign. Line numbers are not
 * looked at. Empty where the answer is no diff.
 */
export function diffReadings(
  answer: string,
  { region, languageId }: { region: string; languageId: string },
): Change[][] {
  const lines = diffLines(answer, { region, languageId });
  if (!lines) return [];
  const hunks = hunksIn(lines);
  if (!hunks.some((hunk) => hunk.some(isSigned))) return [];
  return readings.map((read) =>
    hunks.filter((hunk) => hunk.some(isSigned)).map((hunk) => changeOf(hunk.map(read))),
  );
}

interface DiffLine {
  sign: "+" | "-" | " ";
  text: string;
}

const readings: readonly ((line: string) => DiffLine)[] = [
  (line) =>
    isSigned(line)
      ? { sign: line[0] === "+" ? "+" : "-", text: line.slice(1) }
      : { sign: " ", text: line.replace(/^ /, "") },
  (line) =>
    isSigned(line)
      ? { sign: line[0] === "+" ? "+" : "-", text: line.slice(1) }
      : { sign: " ", text: line },
  (line) =>
    isSigned(line)
      ? { sign: line[0] === "+" ? "+" : "-", text: line.slice(1).replace(/^ /, "") }
      : { sign: " ", text: line.replace(/^ {1,2}/, "") },
];

function changeOf(lines: readonly DiffLine[]): Change {
  const of = (sign: string): string[] =>
    lines.filter((line) => line.sign === " " || line.sign === sign).map(({ text }) => text);
  return { search: of("-"), replace: of("+") };
}

/** The lines of an answer that are a diff. */
function diffLines(
  answer: string,
  { region, languageId }: { region: string; languageId: string },
): string[] | undefined {
  if (languageId === "diff") return undefined;
  const lines = linesIn(answer);
  const fences = fencesIn(lines, { nested: false });
  const fenced = fences.find(({ info }) => /^(?:diff|patch|udiff)\b/i.test(info));
  if (fenced) return fenced.lines;
  const candidates = fences.length > 0 ? fences.map((each) => each.lines) : [lines];
  return candidates.find((each) => hasHeader(each) || isAllSigned(each, { region, languageId }));
}

function hasHeader(lines: readonly string[]): boolean {
  const at = lines.findIndex((line) => /^@@.*@@|^--- \S/.test(line));
  if (at < 0) return false;
  return lines[at]?.startsWith("@@") || /^\+\+\+ \S/.test(lines[at + 1] ?? "");
}

/** A block of code in which every line has a sign or a blank before it, and some have a sign. */
function isAllSigned(
  lines: readonly string[],
  { region, languageId }: { region: string; languageId: string },
): boolean {
  if (["markdown", "yaml", "plaintext"].includes(languageId)) return false;
  const told = lines.filter((line) => !isBlank(line));
  const removed = told.some((line) => line.startsWith("-"));
  const added = told.some((line) => line.startsWith("+"));
  if (!removed || !added || /^[-+]/m.test(region)) return false;
  return told.every((line) => /^[-+ \t]/.test(line));
}

/** The stretches between headers and between lines of dots. */
function hunksIn(lines: readonly string[]): string[][] {
  const hunks: string[][] = [[]];
  for (const [at, line] of lines.entries()) {
    const header =
      /^(?:@@|diff --git|index [0-9a-f]+\.\.|\\ No newline|(?:new|deleted) file mode)/.test(line) ||
      (/^--- /.test(line) && /^\+\+\+ /.test(lines[at + 1] ?? "")) ||
      (/^\+\+\+ /.test(line) && /^--- /.test(lines[at - 1] ?? ""));
    if (header || /^\s*(?:\.{3}|…)\s*$/.test(line)) hunks.push([]);
    else hunks.at(-1)?.push(line);
  }
  return hunks;
}

function isSigned(line: string): boolean {
  return /^[-+]/.test(line);
}
