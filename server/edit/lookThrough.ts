import { posix } from "node:path";
import { pathToFileURL } from "node:url";
import type { Files } from "../context/files.ts";
import type { Guard } from "../guard/guard.ts";
import { walk } from "../index/walk.ts";
import { extensionOf } from "../text/languageOf.ts";

const most = 30_000;
const longestMs = 10_000;
const restEvery = 64;

/**
 * The files of a workspace folder whose names end so and whose text passes a test, by their URIs. Every
 * file is read as it is now, which no index can promise; `incomplete` where there were too many.
 */
export async function lookThrough(
  { root, endings, test }: { root: string; endings: ReadonlySet<string>; test: RegExp },
  { guard, files }: { guard: Pick<Guard, "mayRead">; files: Pick<Files, "read"> },
  signal: AbortSignal,
): Promise<{ uris: string[]; incomplete: boolean }> {
  const until = performance.now() + longestMs;
  const uris: string[] = [];
  let seen = 0;
  for (const entry of walk({ root, guard, isExcluded: () => false, skipsBuilds: true })) {
    seen += 1;
    if (seen % restEvery === 0) await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) break;
    if (seen > most || performance.now() > until) return { uris, incomplete: true };
    if (entry.kind !== "file" || !endings.has(extensionOf(entry.path))) continue;
    const uri = pathToFileURL(posix.join(root.replaceAll("\\", "/"), entry.path)).href;
    const file = await files.read(uri);
    if (file && test.test(file.text)) uris.push(uri);
  }
  return { uris, incomplete: false };
}

const scripts = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"];
const families: readonly (readonly string[])[] = [
  scripts,
  ["py", "pyi"],
  ["c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx"],
  ["java", "kt"],
];

/** The endings of files whose code may use that of a file. */
export function endingsLike(path: string): ReadonlySet<string> {
  const own = extensionOf(path);
  return new Set(families.find((each) => each.includes(own)) ?? [own]);
}
