import type { IndexResult, WorkspaceIndex } from "../index/workspaceIndex.ts";
import { withLf } from "../text/lines.ts";
import type { Files } from "./files.ts";
import { identifiersIn } from "./identifiers.ts";
import type { Candidate, ContextRequest, ContextSource } from "./source.ts";

const linesNear = 8;
const mostNames = 8;
const mostResults = 12;
/** Lines of a declaration whose name stands near the cursor, and of what is only like it. */
const linesDeclared = 10;
const linesAlike = 16;
/** Just below what language servers and imports are sure of. */
const declaredScore = 0.7;
const alikeScore = 0.4;

/**
 * Asks the index of the workspace for what the names near the cursor stand for, those first that the
 * rest of the file does not have: their declarations, and chunks that use the same names. Silent where
 * `hasRoom` says that the model reads too little for it.
 */
export function createRetrieval({
  index,
  files,
  hasRoom,
}: {
  index: Pick<WorkspaceIndex, "search">;
  files: Pick<Files, "read">;
  hasRoom(): boolean;
}): ContextSource {
  return {
    name: "retrieval",
    async gather(request, signal) {
      const names = hasRoom() ? namesNear(request) : [];
      if (names.length === 0) return [];
      const query = { text: names.join(" "), limit: mostResults, near: request.uri };
      const results = await index.search(query, signal);
      const others = results.filter(({ uri }) => uri !== request.uri);
      const found = await Promise.all(
        others.map((result, rank) => candidateOf(result, { rank, names, files })),
      );
      return signal.aborted ? [] : found.filter((each) => each !== undefined);
    },
  };
}

/** The names in the lines before the cursor, new ones first, the nearest of each kind first. */
function namesNear({ prefix, suffix }: ContextRequest): string[] {
  const lines = prefix.slice(-8_000).split("\n");
  const near = lines.slice(-linesNear).flatMap(identifiersIn).toReversed();
  const known = new Set(identifiersIn(lines.slice(0, -linesNear).join("\n") + suffix));
  const names = [...new Set(near)];
  const isNew = (name: string): boolean => !known.has(name);
  return [...names.filter(isNew), ...names.filter((name) => !isNew(name))].slice(0, mostNames);
}

async function candidateOf(
  { uri, firstLine, lastLine, why }: IndexResult,
  { rank, names, files }: { rank: number; names: readonly string[]; files: Pick<Files, "read"> },
): Promise<Candidate | undefined> {
  const file = await files.read(uri);
  if (!file) return undefined;
  const text = withLf(file.text).split("\n");
  const symbol = why.find((each) => each.by === "symbol")?.symbol;
  const declares = symbol !== undefined && names.includes(symbol.name);
  // The file may have changed since it was taken in.
  if (declares && !text[symbol.line]?.includes(symbol.name)) return undefined;
  const first = declares ? symbol.line : firstLine;
  const end = Math.min(lastLine + 1, first + (declares ? linesDeclared : linesAlike));
  const lines = text.slice(first, end).map((line, at) => ({ number: first + at, text: line }));
  if (lines.length === 0) return undefined;
  return { uri, lines, score: (declares ? declaredScore : alikeScore) * 0.95 ** rank };
}
