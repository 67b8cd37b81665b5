import type { TextLines } from "./textLines.ts";
import type { ChunkKind } from "./workspaceIndex.ts";

/** A part of a file: lines are zero-based, both inclusive. */
export interface Chunk {
  kind: ChunkKind;
  /** Empty where it is no declaration and no section. */
  name: string;
  /** The names around it, the outermost first. */
  scope: readonly string[];
  firstLine: number;
  lastLine: number;
}

/** What a text is made of: its declarations or its sections, in its order. */
export interface Part {
  name: string;
  kind: "function" | "type" | "value" | "scope" | "section";
  firstLine: number;
  lastLine: number;
  within: readonly Part[];
}

/** UTF-16 code units of a chunk at most, where its lines allow it: some 450 tokens. */
export const longestChunk = 1_800;
/** What is shorter stays with its neighbours, in UTF-16 code units: a value sooner than others. */
const tiny = { function: 160, type: 160, scope: 160, section: 160, value: 600 };

/**
 * Cuts a text into chunks, which hold all that has a letter or a digit: each function, each type that
 * is not too long, each section has its own; what is tiny is together with what stands beside it. A
 * type that is too long is cut into its members, a function between its statements.
 */
export function chunksOf(lines: TextLines, parts: readonly Part[]): Chunk[] {
  const file: Container = { name: "", kind: "text", scope: [] };
  const chunks: Chunk[] = [];
  divide({ lines, chunks }, file, { firstLine: 0, lastLine: lines.count - 1 }, parts);
  return chunks;
}

interface Cutting {
  lines: TextLines;
  chunks: Chunk[];
}

/** What the loose lines between the parts belong to. */
interface Container {
  name: string;
  kind: ChunkKind;
  /** The names around what stands in it. */
  scope: readonly string[];
}

interface Lines {
  firstLine: number;
  lastLine: number;
}

function divide(
  cutting: Cutting,
  container: Container,
  { firstLine, lastLine }: Lines,
  parts: readonly Part[],
): void {
  const { lines } = cutting;
  let loose: (Lines & { parts: Part[] }) | undefined;
  let at = firstLine;

  function flush(): void {
    if (loose) emitLoose(cutting, container, loose);
    loose = undefined;
  }

  function add(first: number, last: number, part?: Part): void {
    if (last < first) return;
    if (loose && lines.size(loose.firstLine, last) > longestChunk) flush();
    loose ??= { firstLine: first, lastLine: last, parts: [] };
    loose.lastLine = last;
    if (part) loose.parts.push(part);
  }

  for (const part of parts) {
    // Two declarations may share a line; it belongs to the first.
    if (part.lastLine < at || part.lastLine > lastLine) continue;
    const from = leadOf(lines, Math.max(at, part.firstLine), at);
    add(at, from - 1);
    if (lines.size(from, part.lastLine) < tiny[part.kind]) add(from, part.lastLine, part);
    else {
      flush();
      emitPart(cutting, container, part, { firstLine: from, lastLine: part.lastLine });
    }
    at = part.lastLine + 1;
  }
  add(at, lastLine);
  flush();
}

function emitPart(cutting: Cutting, { scope }: Container, part: Part, range: Lines): void {
  const { name, kind, within } = part;
  const size = cutting.lines.size(range.firstLine, range.lastLine);
  const large = within.filter(
    (each) => cutting.lines.size(each.firstLine, each.lastLine) >= tiny[each.kind],
  );
  if (size > longestChunk || kind === "scope") {
    if (large.length > 0) {
      const inner = { name, kind: chunkKinds[kind], scope: [...scope, name] };
      divide(cutting, inner, range, within);
      return;
    }
  }
  for (const piece of pieces(cutting.lines, range))
    emit(cutting, { kind: chunkKinds[kind], name, scope, ...piece });
}

const chunkKinds: Readonly<Record<Part["kind"], ChunkKind>> = {
  function: "function",
  type: "type",
  scope: "type",
  value: "text",
  section: "section",
};

/** Loose lines have the name of what they are in, or that of the only part among them. */
function emitLoose(
  cutting: Cutting,
  { name, kind, scope }: Container,
  { parts, ...range }: Lines & { parts: readonly Part[] },
): void {
  const [only, ...others] = parts;
  for (const piece of pieces(cutting.lines, range)) {
    if (name === "" && only && others.length === 0)
      emit(cutting, { kind: chunkKinds[only.kind], name: only.name, scope, ...piece });
    else emit(cutting, { kind, name, scope: scope.slice(0, -1), ...piece });
  }
}

function emit({ lines, chunks }: Cutting, chunk: Chunk): void {
  let { firstLine, lastLine } = chunk;
  while (firstLine <= lastLine && lines.isBlank(firstLine)) firstLine += 1;
  while (lastLine >= firstLine && lines.isBlank(lastLine)) lastLine -= 1;
  if (firstLine > lastLine || !wordy.test(lines.between(firstLine, lastLine))) return;
  chunks.push({ ...chunk, firstLine, lastLine });
}

const wordy = /[\p{L}\p{N}]/u;

/** Where the comments and decorators begin that stand directly above a line, not before `least`. */
function leadOf(lines: TextLines, line: number, least: number): number {
  let first = line;
  while (first > least && leading.test(lines.line(first - 1))) first -= 1;
  return first;
}

const leading =
  /^\s*(?:\/\/|\/?\*|#(?!\s*(?:include|import|if|endif|else|define))|@|\[\w|--|template\s*<|<!--)/;

/** Cuts lines where they are indented least, after a blank line if there is one, into pieces. */
function* pieces(lines: TextLines, { firstLine, lastLine }: Lines): Generator<Lines> {
  let from = firstLine;
  while (lines.size(from, lastLine) > longestChunk) {
    const cut = bestCut(lines, from, lastLine);
    if (cut > lastLine) break;
    yield { firstLine: from, lastLine: cut - 1 };
    from = cut;
  }
  yield { firstLine: from, lastLine };
}

/** The line before which to cut: in the second half of what a chunk may hold. */
function bestCut(lines: TextLines, from: number, lastLine: number): number {
  let best: { line: number; cost: number } | undefined;
  for (let line = from + 1; line <= lastLine; line += 1) {
    const size = lines.size(from, line - 1);
    if (size > longestChunk) return best?.line ?? line;
    if (size * 2 < longestChunk) continue;
    // What closes a block is indented as little as what opens the next.
    const closes = /^\s*[\])}]/.test(lines.line(line)) ? 0.9 : 0;
    const cost = lines.indentation(line) + closes - (lines.isBlank(line - 1) ? 0.5 : 0);
    if (best === undefined || cost <= best.cost) best = { line, cost };
  }
  return best?.line ?? lastLine + 1;
}
