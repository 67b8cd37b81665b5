import { withLf } from "../text/lines.ts";
import type { Files } from "./files.ts";
import { identifiersIn } from "./identifiers.ts";
import type { Candidate, ContextRequest, ContextSource, Line } from "./source.ts";

/** A place in a document: zero-based line, and UTF-16 units in it. */
export interface Spot {
  readonly line: number;
  readonly character: number;
}

/** Where something is declared; lines are zero-based, `last` where the declaration is known to end. */
export interface DeclaredAt {
  readonly uri: string;
  readonly first: number;
  readonly last?: number;
}

/**
 * What a workspace's language servers know, as the editor passes it on. Every question is answered:
 * with nothing where the editor cannot, or not in time.
 */
export interface LanguageKnowledge {
  readonly answers: {
    readonly definition: boolean;
    readonly hover: boolean;
    readonly symbols: boolean;
  };
  definition(uri: string, at: Spot, signal: AbortSignal): Promise<readonly DeclaredAt[]>;
  /** What the editor shows of a name, in Markdown. */
  hover(uri: string, at: Spot, signal: AbortSignal): Promise<string | undefined>;
  /** The declarations of a file, those inside others too. */
  symbols(uri: string, signal: AbortSignal): Promise<readonly DeclaredAt[]>;
}

const mostNames = 6;
const linesNear = 8;
const longestShown = 14;

/**
 * Shows the declarations of the names near the cursor, as the workspace's language servers find
 * them: a function by its signature where hover gives one, anything else by its first lines. An
 * editor that answers no definitions gives none, and is not asked.
 */
export function createDeclarations({
  knowledge,
  files,
}: {
  knowledge: LanguageKnowledge;
  files: Files;
}): ContextSource {
  async function declarationOf(
    { uri }: ContextRequest,
    spot: Spot,
    signal: AbortSignal,
  ): Promise<Omit<Candidate, "score"> | undefined> {
    const [place] = await knowledge.definition(uri, spot, signal);
    if (!place || signal.aborted) return undefined;
    // Asked before hover: what a language server says of a file that may not be read is not shown.
    const file = await files.read(place.uri);
    if (!file) return undefined;
    const text = withLf(file.text).split("\n");
    const first = text[place.first];
    if (first === undefined) return undefined;
    if (/[(]/.test(first) && knowledge.answers.hover) {
      const signature = signatureIn(await knowledge.hover(uri, spot, signal));
      if (signature !== undefined)
        return { uri: place.uri, lines: [{ number: place.first, text: signature }] };
    }
    const last = place.last ?? (await lastLineOf(place, signal)) ?? blockEnd(text, place.first);
    const end = Math.min(last + 1, place.first + longestShown);
    return { uri: place.uri, lines: linesFrom(text, place.first, end) };
  }

  async function lastLineOf(place: DeclaredAt, signal: AbortSignal): Promise<number | undefined> {
    if (!knowledge.answers.symbols) return undefined;
    const symbols = await knowledge.symbols(place.uri, signal);
    return symbols
      .filter(({ first, last }) => first <= place.first && place.first <= (last ?? first))
      .toSorted((a, b) => (a.last ?? a.first) - a.first - ((b.last ?? b.first) - b.first))[0]?.last;
  }

  return {
    name: "declarations",
    async gather(request, signal) {
      if (!knowledge.answers.definition) return [];
      const spots = namesNear(request);
      const found = await Promise.all(spots.map((spot) => declarationOf(request, spot, signal)));
      return found.flatMap((each, rank) => (each ? [{ ...each, score: 0.9 * 0.94 ** rank }] : []));
    },
  };
}

/** The last place of each name in the lines before the cursor, the nearest name first. */
function namesNear({ prefix, position }: ContextRequest): Spot[] {
  const lines = prefix.slice(-8000).split("\n").slice(-linesNear);
  const top = position.line - lines.length + 1;
  const spots = new Map<string, Spot>();
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index] ?? "";
    const names = identifiersIn(line);
    for (const name of names.toReversed()) {
      if (spots.has(name)) continue;
      spots.set(name, { line: top + index, character: line.lastIndexOf(name) });
      if (spots.size === mostNames) return [...spots.values()];
    }
  }
  return [...spots.values()];
}

const longestSignature = 400;

/** The code of a hover text where it is one signature; undefined where it says something else. */
function signatureIn(hover: string | undefined): string | undefined {
  const code = hover === undefined ? undefined : /```[^\n]*\n([\s\S]*?)\n?```/.exec(hover)?.[1];
  // TypeScript writes what kind of thing it is before it: "(method) ".
  const signature = code?.trim().replace(/^\([a-z ]+\)\s+/, "");
  if (signature === undefined || !signature.includes("(")) return undefined;
  return signature.length > longestSignature ? undefined : signature;
}

/** Where the lines end that are indented deeper than this one, with the bracket that closes them. */
function blockEnd(lines: readonly string[], start: number): number {
  const indentation = indentationOf(lines[start] ?? "");
  for (let at = start + 1; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || indentationOf(line) > indentation) continue;
    return /^\s*[})\]]/.test(line) ? at : at - 1;
  }
  return lines.length - 1;
}

function linesFrom(lines: readonly string[], start: number, end: number): Line[] {
  return lines.slice(start, end).map((text, index) => ({ number: start + index, text }));
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}
