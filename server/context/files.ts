import { readdir, readFile, stat } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Guard } from "../guard/guard.ts";
import { hugeText, type SeenTexts } from "./seenTexts.ts";

/** Files as context reads them: what the editor has open first, then the disk; guarded, never huge. */
export interface Files {
  /**
   * The text of a file by its URI, with a stamp that is another one whenever the text is; undefined
   * where there is no such file, where it may not be read, is huge, or no text.
   */
  read(uri: string): Promise<{ text: string; stamp: string } | undefined>;
  /** The URIs of a path: its own, those of its files where it is a folder, none where it is not. */
  at(path: string): Promise<string[]>;
}

const mostKept = 200;

/** Creates the reader; texts from the disk are kept until a file's time or size changes. */
export function createFiles({
  texts,
  guard,
}: {
  texts: Pick<SeenTexts, "get">;
  guard: Pick<Guard, "mayRead">;
}): Files {
  const kept = new Map<string, { stamp: string; text: string }>();
  return {
    async read(uri) {
      if (!guard.mayRead({ uri }).allowed) return undefined;
      const seen = texts.get(uri);
      if (seen) return { text: seen.text, stamp: `seen ${seen.version}` };
      if (!uri.startsWith("file:")) return undefined;
      try {
        const path = fileURLToPath(uri);
        const { mtimeMs, size, isFile } = await facts(path);
        if (!isFile || size > hugeText) return undefined;
        const stamp = `disk ${mtimeMs} ${size}`;
        const known = kept.get(uri);
        if (known?.stamp === stamp) return known;
        const text = await readFile(path, "utf8");
        if (text.includes("\0")) return undefined;
        const file = { stamp, text };
        kept.delete(uri);
        kept.set(uri, file);
        for (const oldest of kept.keys()) {
          if (kept.size <= mostKept) break;
          kept.delete(oldest);
        }
        return file;
      } catch {
        // Gone, or not to be read by this user: as if it were not there.
        return undefined;
      }
    },
    async at(path) {
      try {
        const { isFile, isFolder } = await facts(path);
        if (isFile) return [pathToFileURL(path).href];
        if (!isFolder) return [];
        const names = (await readdir(path)).sort();
        return names.map((name) => pathToFileURL(`${path}/${name}`).href);
      } catch {
        return [];
      }
    },
  };
}

async function facts(
  path: string,
): Promise<{ mtimeMs: number; size: number; isFile: boolean; isFolder: boolean }> {
  const found = await stat(path);
  return {
    mtimeMs: found.mtimeMs,
    size: found.size,
    isFile: found.isFile(),
    isFolder: found.isDirectory(),
  };
}
