import type { Dirent } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { canonical } from "./canonical.ts";

/** So many files are read at most, and so many of them named. */
const mostRead = 500;
const mostNamed = 20;

const scripts = new Set([".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts"]);
const left = new Set(["node_modules", "bower_components", "dist", "out", "build", "coverage"]);

/**
 * Scripts below a folder that import a file by its name, the nearest to the top first: what a server
 * cannot tell where no tsconfig.json or jsconfig.json says which files belong together.
 */
export async function importersOf(
  file: string,
  { top, signal }: { top: string; signal: AbortSignal },
): Promise<string[]> {
  const stem = basename(file, extname(file)).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const imports = new RegExp(`['"]\\.{1,2}/(?:[^'"\\n]*/)?${stem}(?:\\.[cm]?[jt]sx?)?['"]`);
  const found: string[] = [];
  const folders = [top];
  let read = 0;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    for (const entry of await entriesOf(folder)) {
      if (signal.aborted || read >= mostRead || found.length >= mostNamed) return found;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !entry.name.startsWith(".") && !left.has(entry.name))
        folders.push(path);
      if (!entry.isFile() || !scripts.has(extname(path)) || path === file) continue;
      read += 1;
      const text = await readFile(path, "utf8").catch(() => "");
      if (imports.test(text)) found.push(canonical(pathToFileURL(path).href));
    }
  }
  return found;
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
