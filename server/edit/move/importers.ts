import { posix } from "node:path";
import { pathToFileURL } from "node:url";
import type { Files } from "../../context/files.ts";
import type { Guard } from "../../guard/guard.ts";
import { walk } from "../../index/walk.ts";
import { extensionOf } from "../../text/languageOf.ts";
import { isPython, type MoveFile } from "./moveFile.ts";

/** Files that may import another, by their URIs. */
export interface Importers {
  uris: string[];
  /** There were too many files to look at all of them. */
  incomplete: boolean;
}

const most = 30_000;
const longestMs = 10_000;
const restEvery = 64;
const scripts = new Set(["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"]);
const python = new Set(["py", "pyi"]);

/**
 * Looks through the files of a workspace folder for those whose text may import the source: they name
 * it. Every file is read as it is now, which no index can promise.
 */
export async function findImporters(
  source: MoveFile,
  {
    root,
    guard,
    files,
  }: { root: string; guard: Pick<Guard, "mayRead">; files: Pick<Files, "read"> },
  signal: AbortSignal,
): Promise<Importers> {
  const endings = isPython(source) ? python : scripts;
  const names = namesOf(source);
  const until = performance.now() + longestMs;
  const uris: string[] = [];
  let seen = 0;
  let incomplete = false;
  for (const entry of walk({ root, guard, isExcluded: () => false, skipsBuilds: true })) {
    seen += 1;
    if (seen % restEvery === 0) await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) break;
    if (seen > most || performance.now() > until) {
      incomplete = true;
      break;
    }
    if (entry.kind !== "file" || !endings.has(extensionOf(entry.path))) continue;
    const uri = pathToFileURL(posix.join(root.replaceAll("\\", "/"), entry.path)).href;
    const file = await files.read(uri);
    if (file && names.test(file.text)) uris.push(uri);
  }
  return { uris, incomplete };
}

/** What an import of the file has in it: its name, or that of its folder. */
function namesOf({ path }: MoveFile): RegExp {
  const stem = posix.basename(path).replace(/(?:\.d)?\.\w+$/, "");
  const escaped = (text: string): string => text.replaceAll(/[^\p{L}\p{N}_]/gu, "\\$&");
  if (stem !== "index" && stem !== "__init__") return new RegExp(escaped(stem), "u");
  const folder = escaped(posix.basename(posix.dirname(path)));
  return new RegExp(`${stem}|${folder}|["']\\.{1,2}(?:/\\.\\.)*/?["']|from\\s+\\.+\\s`, "u");
}
