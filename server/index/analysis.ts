import { createHash } from "node:crypto";
import { join, relative } from "node:path";
import { importsOf } from "../syntax/importRules.ts";
import type { Declaration } from "../syntax/outline.ts";
import { withLf } from "../text/lines.ts";
import { type Chunk, chunksOf, type Part } from "./chunks.ts";
import { sectionsOf } from "./sections.ts";
import { type TextLines, textLines } from "./textLines.ts";

/** A file as it is taken into the index. */
export interface SourceFile {
  /** Relative to `root`, with `/`. */
  path: string;
  /** The workspace folder, absolute. */
  root: string;
  language: string;
  text: string;
  /** The module of the nearest `go.mod`, for a Go file. */
  goModule?: { path: string; folder: string };
}

/** What the index keeps of a file. */
export interface Analysis {
  chunks: AnalysedChunk[];
  symbols: AnalysedSymbol[];
  /** For each import the paths where the file may lie, the likeliest first; as `SourceFile.path`. */
  imports: string[][];
}

export interface AnalysedChunk extends Chunk {
  text: string;
  hash: Uint8Array;
}

/** A declared name; `chunk` is where it is, by its place in `Analysis.chunks`. */
export interface AnalysedSymbol {
  name: string;
  kind: "function" | "type" | "value";
  line: number;
  character: number;
  chunk: number;
}

/** Takes a file apart; `outlineOf` gives its declarations, undefined where no parser reads it. */
export function analyse(
  file: SourceFile,
  outlineOf: (text: string) => Declaration[] | undefined,
): Analysis {
  const text = withLf(file.text);
  const lines = textLines(text);
  const declared = file.language === "markdown" ? undefined : outlineOf(text);
  const parts: readonly Part[] =
    file.language === "markdown" ? sectionsOf(lines) : (declared ?? []);
  const chunks = chunksOf(lines, parts).map((chunk) => withText(chunk, lines));
  return {
    chunks,
    symbols: placed([...flat(declared ?? [])], chunks),
    imports: importPaths(file, text),
  };
}

/** A hash of a text, good for telling whether it is still the same. */
export function hashOf(...texts: readonly string[]): Uint8Array {
  const hash = createHash("sha1");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest().subarray(0, 12);
}

function withText(chunk: Chunk, lines: TextLines): AnalysedChunk {
  const text = lines.between(chunk.firstLine, chunk.lastLine);
  return { ...chunk, text, hash: hashOf(chunk.kind, chunk.name, chunk.scope.join("\n"), text) };
}

function* flat(declared: readonly Declaration[]): Generator<Declaration> {
  for (const each of declared) {
    yield each;
    yield* flat(each.within);
  }
}

/** Both lists are in the order of the text. */
function placed(
  declared: readonly Declaration[],
  chunks: readonly AnalysedChunk[],
): AnalysedSymbol[] {
  let chunk = 0;
  return declared.flatMap(({ name, kind, line, character }) => {
    if (kind === "scope") return [];
    while (chunk > 0 && line < (chunks[chunk]?.firstLine ?? 0)) chunk -= 1;
    while (line > (chunks[chunk]?.lastLine ?? line)) chunk += 1;
    return chunk < chunks.length ? [{ name, kind, line, character, chunk }] : [];
  });
}

function importPaths({ path, root, goModule }: SourceFile, text: string): string[][] {
  const paths = importsOf({ path: join(root, path), root, text, ...(goModule && { goModule }) });
  return paths
    .map((candidates) =>
      candidates
        .map((each) => relative(root, each).replaceAll("\\", "/"))
        .filter((each) => each !== "" && !each.startsWith("../")),
    )
    .filter((candidates) => candidates.length > 0);
}
