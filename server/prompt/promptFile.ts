/** A prompt that is kept in a file of its own: its text, and what its head says of it. */
export interface PromptFile {
  text: string;
  description: string;
  /** What is attached by itself, in Ingle's own. */
  wants: readonly ("selection" | "problems" | "diff")[];
}

/**
 * Reads a prompt file: Markdown, with or without a head between two lines `---`. Of the head, which is
 * YAML, only plain `name: value` lines are read; prompt files of other tools have more, which is left.
 */
export function parsePromptFile(content: string): PromptFile {
  const plain = content.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const [, head = "", body = plain] =
    /^---\n([\s\S]*?)\n---[ \t]*(?:\n([\s\S]*))?$/.exec(plain) ?? [];
  const fields = new Map(
    head.split("\n").flatMap((line) => {
      const [, name, value] = /^([\w-]+):\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, unquoted(value)] as const];
    }),
  );
  return {
    text: body.trim(),
    description: fields.get("description") ?? "",
    wants: (fields.get("wants") ?? "").split(/\s+/).filter(isWanted),
  };
}

function unquoted(value: string): string {
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? value;
}

function isWanted(word: string): word is PromptFile["wants"][number] {
  return word === "selection" || word === "problems" || word === "diff";
}
