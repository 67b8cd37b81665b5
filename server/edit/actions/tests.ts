import { readdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Files } from "../../context/files.ts";
import type { Guard } from "../../guard/guard.ts";
import { fenced } from "../../prompt/chat.ts";
import { actionPrompt } from "../../prompt/edit/actions.ts";
import { byNearness, isTestFile, testPathOf } from "./testFiles.ts";
import { testFramework, testManifests } from "./testFrameworks.ts";

/** Where the tests of a source go. */
export interface TestPlace {
  uri: string;
  /** Relative to the workspace folder, with `/`. */
  path: string;
  /** What the file says; undefined: there is none yet. */
  text: string | undefined;
  /** What the tests are written with, for a prompt. */
  framework: string;
  /** Another test of the project, whose manner the new ones take. */
  example?: { path: string; text: string };
}

/** A source whose tests are looked for. */
export interface TestedSource {
  uri: string;
  languageId: string;
  text: string;
}

interface TestsOptions {
  files: Pick<Files, "read">;
  guard: Pick<Guard, "mayRead">;
  /** The folder of the workspace that holds an absolute path. */
  folderOf(path: string): string | undefined;
  signal: AbortSignal;
}

/** Entries of folders that are looked through for tests at most, and characters of an example. */
const mostEntries = 30_000;
const longestExample = 4_000;

/**
 * Finds where the tests of a source go, by where the project has others, and how they are written.
 * Undefined where that cannot be said: a source that lies on no disk, a language without a manner.
 */
export async function findTests(
  source: TestedSource,
  options: TestsOptions,
): Promise<TestPlace | undefined> {
  if (!source.uri.startsWith("file:")) return undefined;
  const { files, folderOf, signal } = options;
  const file = fileURLToPath(source.uri);
  const root = folderOf(file) ?? dirname(file);
  const path = slashed(relative(root, file));
  const uriOf = (below: string): string => pathToFileURL(join(root, below)).href;
  const read = async (below: string): Promise<string | undefined> =>
    (await files.read(uriOf(below)))?.text;

  const manifests = await manifestTexts(source.languageId, path, read);
  // Rust has the tests of a module within it.
  if (source.languageId === "rust")
    return {
      ...{ uri: source.uri, path, text: source.text },
      framework: testFramework("rust", {}),
    };
  const tests = await testFilesBelow(root, options);
  const found = testPathOf(path, tests);
  if (!found || signal.aborted) return undefined;
  const text = found.exists ? await read(found.path) : undefined;
  const others = byNearness(found.path, tests).filter((each) => each !== found.path);
  const example = text === undefined ? await firstReadable(others, read) : undefined;
  return {
    ...{ uri: uriOf(found.path), path: found.path, text },
    framework: testFramework(source.languageId, { test: text ?? example?.text, manifests }),
    ...(example ? { example } : {}),
  };
}

/** What the model is asked for. */
export function testsInstruction(
  place: TestPlace,
  tested: { path: string; subject: string; languageId: string; code: string },
): string {
  const { path, text, framework, example } = place;
  const { languageId } = tested;
  const where =
    text === undefined
      ? "The marked part is empty: write the whole new file."
      : path === tested.path
        ? "Add them to the marked part, and keep what it has."
        : "Add them to the tests that the marked part has already, in their manner, and keep those.";
  const manner = example
    ? `Write them in the manner of this one of the project's tests, ${example.path}, but do not repeat it:\n\n${fenced(example.text, languageId)}\n\n`
    : "";
  return actionPrompt("writeTests", {
    ...{ subject: tested.subject, path: tested.path, framework, manner, where },
    ...{ code: fenced(tested.code, languageId), tests: path },
  });
}

/**
 * The lines of a Rust file where its tests go: the module `tests` that it has, else its end. Zero-based,
 * the second one exclusive.
 */
export function rustTestLines(text: string): { firstLine: number; endLine: number } {
  const lines = text.split("\n");
  const count = text.endsWith("\n") ? lines.length - 1 : lines.length;
  const module = lines.findIndex((line) => /^mod tests\b/.test(line));
  if (module < 0) return { firstLine: count, endLine: count };
  const firstLine = /^#\[cfg\(test\)\]/.test(lines[module - 1] ?? "") ? module - 1 : module;
  const close = lines.findIndex((line, at) => at > module && /^}/.test(line));
  return { firstLine, endLine: close < 0 ? count : close + 1 };
}

async function firstReadable(
  paths: readonly string[],
  read: (path: string) => Promise<string | undefined>,
): Promise<{ path: string; text: string } | undefined> {
  for (const path of paths.slice(0, 5)) {
    const text = await read(path);
    if (text !== undefined && text.trim() !== "") return { path, text: beginning(text) };
  }
  return undefined;
}

/** The first whole lines of an example: its imports and its first tests show the manner. */
function beginning(text: string): string {
  if (text.length <= longestExample) return text;
  return text.slice(0, text.lastIndexOf("\n", longestExample) + 1);
}

/** What the manifests beside and above a source say, the innermost first. */
async function manifestTexts(
  languageId: string,
  path: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<string[]> {
  const texts: string[] = [];
  const folders = path.split("/").slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth -= 1)
    for (const name of testManifests(languageId)) {
      const text = await read([...folders.slice(0, depth), name].join("/"));
      if (text !== undefined) texts.push(text);
    }
  return texts;
}

/** The tests below a folder, relative to it; what the guard hides is passed over. */
async function testFilesBelow(
  root: string,
  { guard, signal }: Pick<TestsOptions, "guard" | "signal">,
): Promise<string[]> {
  const found: string[] = [];
  const folders = [root];
  let seen = 0;
  for (let folder = folders.shift(); folder && !signal.aborted; folder = folders.shift()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      seen += 1;
      if (seen > mostEntries) return found;
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const path = join(folder, entry.name);
      const isTest = entry.isFile() && isTestFile(slashed(relative(root, path)));
      if (!isTest && !entry.isDirectory()) continue;
      if (!guard.mayRead({ fsPath: path }).allowed) continue;
      if (isTest) found.push(slashed(relative(root, path)));
      else folders.push(path);
    }
  }
  return found;
}

function slashed(path: string): string {
  return path.split(sep).join("/");
}
