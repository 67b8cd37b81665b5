import { commonEnds } from "../text/commonEnds.ts";
import { withLf } from "../text/lines.ts";
import type { SeenTexts } from "./seenTexts.ts";
import type { Candidate, ContextSource, Line } from "./source.ts";

/** A document at the moment before a change; `TextDocument` is one. */
export interface ChangingDocument {
  readonly uri: string;
  readonly lineCount: number;
  getText(range?: Range): string;
}

/** A change as the protocol has it: without a range, `text` is the whole new text. */
export interface Change {
  readonly range?: Range;
  readonly text: string;
}

/** An edit as it was made; lines are zero-based, `end` is exclusive and of the present document. */
export interface Hunk {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** What stood there before the first change of the hunk. */
  readonly before: string;
}

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

/** What was edited lately, and the context source that shows it. */
export interface RecentEdits extends ContextSource {
  /** The hunks, the newest last. */
  readonly hunks: readonly Hunk[];
  /** Takes note of one change before it is applied. */
  changing(document: ChangingDocument, change: Change): void;
}

const mostHunks = 24;
/** A change of more lines than this is a paste, a formatter or a checkout, not an edit. */
const longestEdit = 40;
const longestShown = 16;
const surrounding = 2;

/**
 * Creates the memory of edits. Changes that touch or lie next to each other become one hunk. Shown is what
 * stands there now, with two lines around it: models that fill in the middle have read files, not
 * differences. What was undone is not shown, nor what holds the cursor.
 */
export function createRecentEdits(texts: Pick<SeenTexts, "get">): RecentEdits {
  let hunks: readonly Hunk[] = [];
  return {
    name: "recent edits",
    get hunks() {
      return hunks;
    },
    changing(document, change) {
      hunks = withChange(hunks, document, change).slice(-mostHunks);
    },
    gather({ uri, position }) {
      const candidates: Candidate[] = [];
      for (const hunk of hunks.toReversed()) {
        if (hunk.uri === uri && hunk.start <= position.line && position.line < hunk.end) continue;
        const lines = linesOf(hunk, texts.get(hunk.uri)?.text);
        if (lines)
          candidates.push({ uri: hunk.uri, lines, score: 0.7 * 0.88 ** candidates.length });
      }
      return candidates;
    },
  };
}

function linesOf(hunk: Hunk, text: string | undefined): Line[] | undefined {
  if (text === undefined) return undefined;
  const all = withLf(text).split("\n");
  const now = all.slice(hunk.start, hunk.end).join("\n");
  if (now.trim() === "" || now.trim() === hunk.before.trim()) return undefined;
  const from = Math.max(0, hunk.start - surrounding);
  const to = Math.min(hunk.end + surrounding, from + longestShown);
  return all.slice(from, to).map((line, index) => ({ number: from + index, text: line }));
}

function withChange(hunks: readonly Hunk[], document: ChangingDocument, change: Change): Hunk[] {
  const { start, removed, added } = linesChanged(document, change);
  const end = start + removed + 1;
  const growth = added - removed;
  const touches = (hunk: Hunk): boolean =>
    hunk.uri === document.uri && hunk.start <= end && start <= hunk.end;
  const others = hunks
    .filter((hunk) => !touches(hunk))
    .map((hunk) =>
      hunk.uri === document.uri && hunk.start >= end
        ? { ...hunk, start: hunk.start + growth, end: hunk.end + growth }
        : hunk,
    );
  if (removed > longestEdit || added > longestEdit) return others;
  const touched = hunks.filter(touches).sort((a, b) => a.start - b.start);
  const from = Math.min(start, ...touched.map((hunk) => hunk.start));
  const to = Math.max(end, ...touched.map((hunk) => hunk.end));
  if (to + growth - from > 2 * longestEdit) return others;
  const before: string[] = [];
  let line = from;
  for (const hunk of touched) {
    if (hunk.start > line) before.push(textOf(document, line, hunk.start));
    before.push(hunk.before);
    line = hunk.end;
  }
  if (to > line) before.push(textOf(document, line, to));
  const hunk = { uri: document.uri, start: from, end: to + growth, before: before.join("\n") };
  return [...others, hunk];
}

function linesChanged(
  document: ChangingDocument,
  { range, text }: Change,
): { start: number; removed: number; added: number } {
  if (range) {
    const [first, last] = [range.start.line, range.end.line].sort((a, b) => a - b);
    const bound = (line: number): number => Math.min(line, document.lineCount - 1);
    const start = bound(first ?? 0);
    return { start, removed: bound(last ?? 0) - start, added: breaksIn(text) };
  }
  const old = document.getText();
  const { start: same, end: tail } = commonEnds(old, text);
  return {
    start: breaksIn(old.slice(0, same)),
    removed: breaksIn(old.slice(same, old.length - tail)),
    added: breaksIn(text.slice(same, text.length - tail)),
  };
}

function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks += 1;
  return breaks;
}

/** The lines from `start` up to but not with `end`, LF, without the last line end. */
function textOf(document: ChangingDocument, start: number, end: number): string {
  const text = document.getText({
    start: { line: start, character: 0 },
    end: { line: end, character: 0 },
  });
  return withLf(text).replace(/\n$/, "");
}
