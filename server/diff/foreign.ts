import { buildFolders, dependencyFolders } from "../guard/foreignFolders.ts";
import type { FileDiff } from "./parseDiff.ts";

/**
 * Why nobody reads the changes of a file line by line, as a few words ("a lock file"), or undefined:
 * then they are somebody's own words.
 */
export function whyForeign({ path, kind, hunks }: FileDiff): string | undefined {
  if (kind === "binary") return "binary";
  if (kind === "submodule") return "a submodule";
  const segments = path.toLowerCase().split("/");
  const name = segments.pop() ?? "";
  if (lockFiles.has(name) || name.endsWith(".lock")) return "a lock file";
  if (segments.some((segment) => dependencyFolders.has(segment))) return "others' code";
  if (generatedNames.test(name) || segments.some((segment) => generatedFolders.has(segment)))
    return "generated";
  const lines = hunks.flatMap((hunk) => hunk.lines);
  if (segments.some((segment) => buildFolders.has(segment)) && lines.some(isLong))
    return "generated";
  if (lines.slice(0, 20).some(({ text }) => generatedMark.test(text))) return "generated";
  if (lines.length > 0 && lines.filter(isLong).length > lines.length / 2) return "minified";
  return undefined;
}

const lockFiles = new Set([
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "bun.lockb",
  "go.sum",
  "go.work.sum",
  "packages.lock.json",
  "gradle.lockfile",
  ".terraform.lock.hcl",
  "cartfile.resolved",
  "package.resolved",
]);

const generatedFolders = new Set(["__snapshots__", "__generated__", "generated"]);

const generatedNames =
  /\.(?:min\.(?:js|css|mjs)|map|snap|svg|pb\.go|pb\.cc|pb\.h|g\.dart|freezed\.dart|designer\.cs)$|_pb2(?:_grpc)?\.pyi?$|\.generated\.\w+$/;

/** What generators write at the top of their files; Go's form is specified. */
const generatedMark = /@generated\b|code generated .* do not edit|auto-?generated.*do not edit/i;

const longLine = 1_000;

function isLong({ text }: { text: string }): boolean {
  return text.length > longLine;
}
