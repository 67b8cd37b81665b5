import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type ImportingFile, importsOf } from "../syntax/importRules.ts";
import { extensionOf } from "../text/languageOf.ts";
import type { Files } from "./files.ts";
import { identifiersIn } from "./identifiers.ts";
import { type Declaration, outline } from "./outline.ts";
import type { Candidate, ContextRequest, ContextSource } from "./source.ts";

/** Files of a folder that are looked at, and files in all. */
const mostInFolder = 6;
const mostFiles = 24;
/** Characters around the cursor whose names count as used. */
const near = { before: 3000, after: 800 };
/** Declarations of a file that are shown though nothing near the cursor uses them. */
const mostUnused = 6;
const mostLines = 40;

/**
 * Shows what the files that the cursor's file imports declare for others: in full measure what is
 * used near the cursor, and a little of the rest. Imports are followed one step, on this disk.
 */
export function createImportedFiles({
  files,
  rootOf,
}: {
  files: Files;
  /** The workspace folder that holds a path; undefined where none does. */
  rootOf(path: string): string | undefined;
}): ContextSource {
  const outlines = new Map<string, { stamp: string; declarations: Declaration[] }>();

  async function declarationsIn(uri: string): Promise<Declaration[]> {
    const file = await files.read(uri);
    if (!file) return [];
    const known = outlines.get(uri);
    if (known?.stamp === file.stamp) return known.declarations;
    const declarations = outline(file.text, extensionOf(uri));
    if (outlines.size >= mostOutlines) outlines.clear();
    outlines.set(uri, { stamp: file.stamp, declarations });
    return declarations;
  }

  return {
    name: "imports",
    async gather(request, signal) {
      if (!request.uri.startsWith("file:")) return [];
      const path = fileURLToPath(request.uri);
      const root = rootOf(path) ?? dirname(path);
      const text = request.prefix + request.suffix;
      const goModule = extensionOf(path) === "go" ? await goModuleOf(path, root, files) : undefined;
      const file: ImportingFile = { path, root, text, ...(goModule ? { goModule } : {}) };
      const used = new Set(identifiersIn(nearText(request)));
      const candidates: Candidate[] = [];
      let read = 0;
      for (const paths of importsOf(file)) {
        for (const uri of await firstThatExists(paths, files)) {
          if (signal.aborted || read >= mostFiles) return candidates;
          if (uri === request.uri) continue;
          read += 1;
          candidates.push(...candidatesIn(uri, await declarationsIn(uri), used));
        }
      }
      return candidates;
    },
  };
}

const mostOutlines = 300;

function nearText({ prefix, suffix }: ContextRequest): string {
  return prefix.slice(-near.before) + suffix.slice(0, near.after);
}

/** One candidate of what is used, one of the rest. */
function candidatesIn(
  uri: string,
  declarations: readonly Declaration[],
  used: ReadonlySet<string>,
): Candidate[] {
  const isUsed = ({ name }: Declaration): boolean => used.has(name);
  const lines = (of: readonly Declaration[]) =>
    of.flatMap((each) => each.lines).toSorted((a, b) => a.number - b.number);
  const needed = declarations.filter(isUsed);
  const rest = declarations.filter((each) => !isUsed(each)).slice(0, mostUnused);
  return [
    { uri, lines: lines(needed).slice(0, mostLines), score: 0.8 },
    { uri, lines: lines(rest).slice(0, mostLines), score: 0.2 },
  ].filter((candidate) => candidate.lines.length > 0);
}

async function firstThatExists(paths: readonly string[], files: Files): Promise<string[]> {
  for (const path of paths) {
    const found = await files.at(path);
    const sources = found.filter((uri) => uri.endsWith(".go") && !uri.endsWith("_test.go"));
    if (found.length === 1 && found[0] === pathToFileURL(path).href) return found;
    if (sources.length > 0) return sources.slice(0, mostInFolder);
  }
  return [];
}

async function goModuleOf(
  path: string,
  root: string,
  files: Files,
): Promise<ImportingFile["goModule"]> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const file = await files.read(pathToFileURL(join(folder, "go.mod")).href);
    const module = file && /^module\s+(\S+)/m.exec(file.text)?.[1];
    if (module) return { path: module, folder };
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}
