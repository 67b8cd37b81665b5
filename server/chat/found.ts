import type { Files } from "../context/files.ts";
import type { IndexResult } from "../index/workspaceIndex.ts";
import { snippetText } from "../prompt/chat.ts";
import type { ChatSource } from "../protocol/chat.ts";
import { withLf } from "../text/lines.ts";

/** A part of the project that a search found, as the model reads it. */
export interface FoundPart {
  source: ChatSource;
  text: string;
  /** Its first line that says something. */
  line: string;
}

/** Lines of a part that are shown: a class or a chapter may be long. */
const mostLines = 60;

/** Reads what was found, as it is now, the best first; what cannot be read any more is left out. */
export async function readFound(
  results: readonly IndexResult[],
  files: Pick<Files, "read">,
): Promise<FoundPart[]> {
  const parts = await Promise.all(
    results.map(async ({ uri, path, language, name, scope, firstLine, lastLine }) => {
      const file = await files.read(uri);
      if (!file) return undefined;
      const last = Math.min(lastLine, firstLine + mostLines - 1);
      const lines = withLf(file.text)
        .split("\n")
        .slice(firstLine, last + 1);
      const line = lines.find((each) => /\w/.test(each))?.trim();
      if (line === undefined) return undefined;
      const full = [...scope, name].filter((each) => each !== "").join(".");
      return {
        source: { uri, path, firstLine, lastLine: firstLine + lines.length - 1, name: full },
        text: snippetText({ path, line: firstLine + 1, language, text: lines.join("\n") }),
        line,
      };
    }),
  );
  return parts.filter((part) => part !== undefined);
}
