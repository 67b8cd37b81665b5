import type { Guard } from "../guard/guard.ts";
import { familyOf } from "../text/families.ts";
import { withLf } from "../text/lines.ts";
import { identifiersIn } from "./identifiers.ts";
import type { SeenText, SeenTexts } from "./seenTexts.ts";
import type { Candidate, ContextRequest, ContextSource } from "./source.ts";

/** Lines of a window, and how far the next one begins from it. */
const windowLines = 16;
const step = 8;
/** Lines around the cursor that a window is compared with. */
const linesBefore = 20;
const linesAfter = 6;
const leastSimilarity = 0.08;
const mostInFile = 2;
const most = 8;
/** Below the signatures of what is used at the cursor, which are short and surely needed. */
const highestScore = 0.75;
/** Milliseconds of work after which others get their turn. */
const sliceMs = 2;

/**
 * Finds the windows of open and recently seen files, the cursor's own included, whose names are
 * most like those around the cursor: the share of names in both among the names in either (Jaccard
 * index). What was computed of a text is kept until it changes, and then of each line that stays.
 */
export function createSimilarFiles({
  texts,
  guard,
  now = () => performance.now(),
  pause = () => new Promise((resolve) => setImmediate(resolve)),
}: {
  texts: Pick<SeenTexts, "all">;
  guard: Pick<Guard, "mayRead">;
  now?(): number;
  /** Lets other work go first. */
  pause?(): Promise<unknown>;
}): ContextSource {
  const names = new Map<string, number>();
  const known = new Map<string, WindowedText>();

  const idsIn = (line: string): number[] =>
    identifiersIn(line).map((name) => {
      const id = names.get(name) ?? names.size;
      if (id === names.size) names.set(name, id);
      return id;
    });

  return {
    name: "similar",
    async gather(request, signal) {
      if (names.size > mostNames) {
        names.clear();
        known.clear();
      }
      let sliceStart = now();
      const breathe = async (): Promise<void> => {
        if (now() - sliceStart < sliceMs) return;
        await pause();
        sliceStart = now();
      };
      const wanted = new Set(idsIn(surroundings(request)));
      const found: Candidate[] = [];
      const seen = texts.all();
      for (const text of seen) {
        await breathe();
        if (signal.aborted) return [];
        if (!guard.mayRead({ uri: text.uri }).allowed) continue;
        const before = known.get(text.uri);
        const current =
          before?.version === text.version ? before : await windowed(text, before, idsIn, breathe);
        known.set(text.uri, current);
        const weight = kinship(text.languageId, request.languageId);
        found.push(...mostSimilar({ uri: text.uri, text: current, wanted }, weight));
      }
      const present = new Set(seen.map(({ uri }) => uri));
      for (const uri of known.keys()) if (!present.has(uri)) known.delete(uri);
      return found.sort((a, b) => b.score - a.score).slice(0, most);
    },
  };
}

const mostNames = 300_000;

interface WindowedText {
  version: number;
  languageId: string;
  lines: readonly string[];
  idsOfLine: ReadonlyMap<string, readonly number[]>;
  /** The distinct names of each window, by number; the window begins at `step` times its index. */
  windows: readonly Uint32Array[];
}

async function windowed(
  { version, languageId, text }: SeenText,
  before: WindowedText | undefined,
  idsIn: (line: string) => number[],
  breathe: () => Promise<void>,
): Promise<WindowedText> {
  const lines = withLf(text).split("\n");
  const idsOfLine = new Map<string, readonly number[]>();
  const windows: Uint32Array[] = [];
  for (let start = 0; start < lines.length; start += step) {
    const ids = new Set<number>();
    for (const line of lines.slice(start, start + windowLines)) {
      const known = idsOfLine.get(line) ?? before?.idsOfLine.get(line) ?? idsIn(line);
      idsOfLine.set(line, known);
      for (const id of known) ids.add(id);
    }
    windows.push(Uint32Array.from(ids));
    if (start + windowLines >= lines.length) break;
    await breathe();
  }
  return { version, languageId, lines, idsOfLine, windows };
}

function surroundings({ prefix, suffix }: ContextRequest): string {
  const before = prefix.slice(-8000).split("\n").slice(-linesBefore);
  return [...before, ...suffix.slice(0, 3000).split("\n").slice(0, linesAfter)].join("\n");
}

function mostSimilar(
  { uri, text, wanted }: { uri: string; text: WindowedText; wanted: ReadonlySet<number> },
  weight: number,
): Candidate[] {
  const found = text.windows
    .map((ids, index) => ({ start: index * step, similarity: jaccard(ids, wanted) }))
    .filter(({ similarity }) => similarity >= leastSimilarity)
    .sort((a, b) => b.similarity - a.similarity || a.start - b.start);
  const chosen: typeof found = [];
  for (const window of found) {
    if (chosen.length === mostInFile) break;
    if (chosen.every(({ start }) => Math.abs(start - window.start) >= windowLines))
      chosen.push(window);
  }
  return chosen.map(({ start, similarity }) => ({
    uri,
    lines: text.lines
      .slice(start, start + windowLines)
      .map((line, index) => ({ number: start + index, text: line })),
    score: highestScore * Math.min(1, 2 * similarity) * weight,
  }));
}

function jaccard(ids: Uint32Array, wanted: ReadonlySet<number>): number {
  let both = 0;
  for (const id of ids) if (wanted.has(id)) both += 1;
  const either = ids.length + wanted.size - both;
  return either === 0 ? 0 : both / either;
}

/** What code in one language is worth to code in another. */
function kinship(one: string, other: string): number {
  return familyOf(one) === familyOf(other) ? 1 : 0.4;
}
