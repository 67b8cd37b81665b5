import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Files } from "../context/files.ts";
import { markdownIn } from "../context/projectRules.ts";
import { chatCommands } from "../prompt/chat.ts";
import { type PromptFile, parsePromptFile } from "../prompt/promptFile.ts";
import type { ChatCommand } from "../protocol/chat.ts";

/** A command with the prompt that it stands for. */
export interface KnownCommand extends ChatCommand {
  text: string;
}

/** Where projects keep prompts of their own, and how such a file's name ends. */
const places = [
  { folder: ".ingle/prompts", ending: ".md" },
  { folder: ".github/prompts", ending: ".prompt.md" },
];

/**
 * What may stand behind a slash: Ingle's own, then those of the workspace's prompt files by their
 * names. A name that is taken by one before is not taken again.
 */
export async function knownCommands(
  folders: readonly string[],
  files: Pick<Files, "read">,
): Promise<KnownCommand[]> {
  const commands = new Map<string, KnownCommand>();
  const add = (name: string, prompt: PromptFile, uri?: string): void => {
    if (prompt.text === "" || commands.has(name)) return;
    const { text, description, wants } = prompt;
    commands.set(name, { name, text, description, wants, ...(uri === undefined ? {} : { uri }) });
  };
  for (const [name, prompt] of chatCommands) add(name, prompt);
  for (const folder of folders)
    for (const { folder: below, ending } of places)
      for (const path of await markdownIn(join(folder, below))) {
        if (!path.endsWith(ending)) continue;
        const uri = pathToFileURL(path).href;
        const file = await files.read(uri);
        // A slash is followed by one word.
        const name = basename(path, ending).replaceAll(/\s+/g, "-");
        if (file) add(name, { ...parsePromptFile(file.text), wants: [] }, uri);
      }
  return [...commands.values()];
}
