import type { Candidate, Line, SourceName } from "./source.ts";

/** A candidate with the source that found it, and its path as the prompt will show it. */
export interface Found extends Candidate {
  readonly source: SourceName;
  readonly path: string;
}

/** A piece of a file as it stands in a prompt, and where it came from. */
export interface ContextSnippet {
  readonly uri: string;
  readonly path: string;
  readonly text: string;
  /** The first of its lines and the last, zero-based. */
  readonly first: number;
  readonly last: number;
  readonly source: SourceName;
  readonly score: number;
}

/** Lines of the cursor's file that the prompt holds anyway; `end` is exclusive. */
export interface Visible {
  uri: string;
  start: number;
  end: number;
}

/**
 * Makes snippets of candidates: what the prompt shows anyway is cut off, candidates of one file
 * that overlap or touch become one with the best one's score and source, and a text that comes
 * twice is kept once. Ordered by score, equal ones by path and line.
 */
export function snippetsOf(candidates: readonly Found[], visible: Visible): ContextSnippet[] {
  const pieces = candidates
    .map((candidate) => ({ ...candidate, lines: trimmed(hidden(candidate, visible)) }))
    .filter(({ lines }) => lines.length > 0)
    .sort(byScore);
  const merged: Found[] = [];
  for (const piece of pieces) {
    const at = merged.findIndex((other) => touch(piece, other));
    const other = merged[at];
    if (other) merged[at] = { ...other, lines: union(other.lines, piece.lines) };
    else merged.push(piece);
  }
  const texts = new Set<string>();
  return merged.flatMap(({ uri, path, source, score, lines }) => {
    const text = lines.map((line) => line.text).join("\n");
    if (texts.has(text)) return [];
    texts.add(text);
    const first = lines[0]?.number ?? 0;
    const last = lines.at(-1)?.number ?? first;
    return [{ uri, path, text, first, last, source, score }];
  });
}

/** What a snippet takes of the room in a prompt, in characters. */
export function lengthOf({ path, text }: Pick<ContextSnippet, "path" | "text">): number {
  return path.length + text.length + 2;
}

function byScore(a: Found, b: Found): number {
  return b.score - a.score || compare(a.path, b.path) || firstLine(a) - firstLine(b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function firstLine({ lines }: Candidate): number {
  return lines[0]?.number ?? 0;
}

/** What the prompt does not show: all lines of another file; of the cursor's, those on one side. */
function hidden({ uri, lines }: Candidate, visible: Visible): readonly Line[] {
  if (uri !== visible.uri) return lines;
  const above = lines.filter(({ number }) => number < visible.start);
  const below = lines.filter(({ number }) => number >= visible.end);
  return above.length >= below.length ? above : below;
}

function trimmed(lines: readonly Line[]): readonly Line[] {
  const start = lines.findIndex(({ text }) => text.trim() !== "");
  const end = lines.findLastIndex(({ text }) => text.trim() !== "");
  return start < 0 ? [] : lines.slice(start, end + 1);
}

function touch(one: Candidate, other: Candidate): boolean {
  if (one.uri !== other.uri) return false;
  const numbers = new Set(other.lines.map(({ number }) => number));
  return one.lines.some(
    ({ number }) => numbers.has(number - 1) || numbers.has(number) || numbers.has(number + 1),
  );
}

/** The lines of both in order; of a line that both have, the first one's text. */
function union(one: readonly Line[], other: readonly Line[]): Line[] {
  const numbers = new Set(one.map(({ number }) => number));
  return [...one, ...other.filter(({ number }) => !numbers.has(number))].sort(
    (a, b) => a.number - b.number,
  );
}
