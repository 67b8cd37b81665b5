import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Files } from "./files.ts";

/** Where projects keep rules for assistants, relative to a workspace folder. */
const ruleFiles = ["AGENTS.md", ".github/copilot-instructions.md", ".ingle/rules.md"];
const ruleFolder = ".ingle/rules";

/**
 * The project's rules for assistants, by file: those of each workspace folder, read anew each time, in
 * an order that stays the same. A file that may not be read, or is empty, is none.
 */
export async function projectRules(
  folders: readonly string[],
  files: Pick<Files, "read">,
): Promise<{ path: string; text: string }[]> {
  const paths = await Promise.all(
    folders.map(async (folder) => [
      ...ruleFiles.map((name) => join(folder, name)),
      ...(await markdownIn(join(folder, ruleFolder))),
    ]),
  );
  const read = await Promise.all(
    paths.flat().map(async (path) => {
      const file = await files.read(pathToFileURL(path).href);
      return { path, text: file?.text.trim() ?? "" };
    }),
  );
  return read.filter(({ text }) => text !== "");
}

/** The Markdown files of a folder by name; none where there is no such folder. */
export async function markdownIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.endsWith(".md"))
    .sort()
    .map((name) => join(folder, name));
}
