import { posix } from "node:path";

/** How the test files of a language are named, and where they are where nothing shows a manner. */
interface Manner {
  extensions: readonly string[];
  /** Names of the test file of a source, `*` its stem and `$` its extension; the usual one first. */
  names: readonly string[];
  /** Where the first test of a project goes: beside the source, or into a folder of the project. */
  home: "beside" | "tests" | "spec";
}

const manners: readonly Manner[] = [
  {
    extensions: ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"],
    names: ["*.test.$", "*.spec.$", "*-test.$", "*_test.$"],
    home: "beside",
  },
  { extensions: ["py"], names: ["test_*.$", "*_test.$"], home: "tests" },
  { extensions: ["go"], names: ["*_test.$"], home: "beside" },
  {
    extensions: ["java", "kt", "scala", "groovy"],
    names: ["*Test.$", "*Tests.$", "*Spec.$"],
    home: "beside",
  },
  { extensions: ["cs"], names: ["*Tests.$", "*Test.$"], home: "beside" },
  { extensions: ["rb"], names: ["*_spec.$", "*_test.$", "test_*.$"], home: "spec" },
  { extensions: ["php"], names: ["*Test.$"], home: "tests" },
  {
    extensions: ["cpp", "cc", "cxx", "c"],
    names: ["*_test.$", "*_unittest.$", "test_*.$", "*Test.$"],
    home: "tests",
  },
  { extensions: ["swift"], names: ["*Tests.$"], home: "tests" },
  { extensions: ["dart"], names: ["*_test.$"], home: "tests" },
];

/** Folders that hold tests, and folders of sources whose tests lie in a tree of their own. */
const testFolder = /^(?:tests?|specs?|__tests__|unit)$/i;
const sourceFolders = new Set(["src", "lib", "app", "source", "sources"]);

/** Whether a path is that of a test. */
export function isTestFile(path: string): boolean {
  const manner = mannerOf(path);
  if (!manner) return /(?:^|\/)tests\/[^/]*\.rs$/.test(path);
  const name = posix.basename(path);
  if (path.split("/").includes("__tests__")) return true;
  return manner.names.some((template) => stemIn(name, template) !== undefined);
}

/**
 * Where the tests of a source are, or would be: beside it, in `__tests__`, or in a tree of tests, as the
 * nearest tests of the project show it. All paths are relative to one folder, with `/`.
 */
export function testPathOf(
  source: string,
  tests: readonly string[],
): { path: string; exists: boolean } | undefined {
  const manner = mannerOf(source);
  if (!manner) return undefined;
  const own = tests.filter((path) => mannerOf(path) === manner);
  const wanted = new Set(manner.names.map((template) => nameOf(source, template)));
  const there = own.filter((path) => wanted.has(posix.basename(path)) || isInnerOf(source, path));
  const nearest = byNearness(source, there)[0];
  if (nearest !== undefined) return { path: nearest, exists: true };

  const shown = nearTo(source, own);
  const template = usualTemplate(manner, shown);
  const name = nameOf(source, template);
  return { path: posix.join(folderFor(source, shown, manner), name), exists: false };
}

/** The paths with the nearest to a source first. */
export function byNearness(source: string, paths: readonly string[]): string[] {
  const folders = segmentsOf(source).filter((each) => !isPlace(each));
  const shared = (path: string): number =>
    segmentsOf(path).filter((each) => !isPlace(each) && folders.includes(each)).length;
  return [...paths].sort((a, b) => shared(b) - shared(a) || a.length - b.length);
}

function mannerOf(path: string): Manner | undefined {
  const extension = posix.extname(path).slice(1);
  return manners.find(({ extensions }) => extensions.includes(extension));
}

function stemIn(name: string, template: string): string | undefined {
  const bare = name.slice(0, -posix.extname(name).length);
  const [before = "", after = ""] = template.replace(/\.\$$/, "").split("*");
  return bare.startsWith(before) &&
    bare.endsWith(after) &&
    bare.length > before.length + after.length
    ? bare.slice(before.length, bare.length - after.length)
    : undefined;
}

function nameOf(source: string, template: string): string {
  const extension = posix.extname(source);
  const bare = posix.basename(source, extension);
  // The file that stands for a Python package has the package's name.
  const stem = bare === "__init__" ? posix.basename(posix.dirname(source)) : bare;
  return template.replace("*", () => stem).replace("$", () => extension.slice(1));
}

function isInnerOf(source: string, path: string): boolean {
  return path === posix.join(posix.dirname(source), "__tests__", posix.basename(source));
}

/** The tests of the innermost folder around a source that has any. */
function nearTo(source: string, tests: readonly string[]): readonly string[] {
  for (let folder = posix.dirname(source); ; folder = posix.dirname(folder)) {
    if (folder === ".") return tests;
    const inside = tests.filter((path) => path.startsWith(`${folder}/`));
    if (inside.length > 0) return inside;
  }
}

function usualTemplate({ names }: Manner, tests: readonly string[]): string {
  const count = (template: string): number =>
    tests.filter((path) => stemIn(posix.basename(path), template) !== undefined).length;
  return names.reduce((best, each) => (count(each) > count(best) ? each : best), names[0] ?? "*");
}

function folderFor(source: string, tests: readonly string[], { home }: Manner): string {
  const folder = posix.dirname(source);
  // Maven and Gradle have a place for tests whatever else there is.
  const jvm = folder.replace(/(^|\/)src\/main\//, "$1src/test/");
  if (jvm !== folder) return jvm;
  if (tests.length === 0) return home === "beside" ? folder : home;
  const roots = tests.map(rootOf);
  const usual = mostFrequent(roots);
  if (usual === undefined) return folder;
  if (usual.endsWith("__tests__")) return posix.join(folder, "__tests__");
  return treePlace(
    folder,
    usual,
    tests.filter((path) => path.startsWith(`${usual}/`)),
  );
}

/** The folder of a tree of tests that a test lies in; undefined where it lies beside its source. */
function rootOf(test: string): string | undefined {
  const segments = segmentsOf(test);
  const at = segments.findIndex((each) => testFolder.test(each));
  if (at < 0) return undefined;
  return segments[at] === "__tests__" ? "__tests__" : segments.slice(0, at + 1).join("/");
}

/** Where in a tree of tests those of a folder go: as the others do, with the same folders or without. */
function treePlace(folder: string, root: string, tests: readonly string[]): string {
  const below = tests.map((path) => segmentsOf(path.slice(root.length + 1)));
  if (below.every((each) => each.length === 0)) return root;
  const project = posix.dirname(root);
  const own = folder === "." ? [] : posix.relative(project, folder).split("/");
  for (let dropped = 0; dropped < own.length; dropped += 1)
    if (below.some(([first]) => first === own[dropped]))
      return posix.join(root, ...own.slice(dropped));
  return posix.join(root, ...(sourceFolders.has(own[0] ?? "") ? own.slice(1) : own));
}

function mostFrequent(roots: readonly (string | undefined)[]): string | undefined {
  const counts = new Map<string | undefined, number>();
  for (const root of roots) counts.set(root, (counts.get(root) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}

function segmentsOf(path: string): string[] {
  return path.split("/").slice(0, -1);
}

function isPlace(segment: string): boolean {
  return testFolder.test(segment) || sourceFolders.has(segment) || segment === "main";
}
