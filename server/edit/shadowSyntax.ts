import type { Syntax } from "../syntax/syntax.ts";
import { parsed } from "./parsed.ts";

/** A place that is wrong, and what a person is told of it. */
export interface SyntaxProblem {
  range: { start: Position; end: Position };
  message: string;
}

interface Position {
  line: number;
  character: number;
}

/** The syntax errors of a text that is no document of the user's; undefined where they cannot be known. */
export async function shadowProblems(
  syntax: Syntax,
  { languageId, text }: { languageId: string; text: string },
  signal: AbortSignal,
): Promise<SyntaxProblem[] | undefined> {
  shadows += 1;
  const document = { uri: `ingle-shadow:${shadows}`, languageId, version: 1, text };
  try {
    await parsed(syntax, document, signal);
    return syntax.faults(document, 0)?.map(({ missing, ...range }) => ({
      range,
      message: missing === undefined ? "This is no valid syntax." : `Here "${missing}" is missing.`,
    }));
  } finally {
    syntax.closed(document.uri);
  }
}

let shadows = 0;
