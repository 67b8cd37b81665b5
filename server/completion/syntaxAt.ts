import type { Surroundings } from "../syntax/surroundings.ts";
import type { Syntax } from "../syntax/syntax.ts";
import type { Cursor } from "./cursor.ts";
import type { Suggestion } from "./filters/filter.ts";

/** Milliseconds that a completion waits for the tree; past that, indentation decides. */
const usualBudget = 8;
/** Milliseconds that one question about syntax may keep everything else waiting. */
const blockMs = 2;

/** Counts the errors with a suggestion made, or as it is; undefined if it takes too long. */
export type ErrorCounter = (suggestion?: Suggestion) => number | undefined;

/** The syntax of one version of a document, as one completion in it may ask for it. */
export interface SyntaxAtCursor {
  /** Waits a little until the tree of this version is there; other work is done meanwhile. */
  settle(signal: AbortSignal): Promise<void>;
  surroundings(): Surroundings | undefined;
  /** A counter for the judging of one suggestion, with a time budget of its own. */
  errorCounter(): ErrorCounter;
}

/** For a document of which no syntax is known. */
export const noSyntax: SyntaxAtCursor = {
  settle: async () => {},
  surroundings: () => undefined,
  errorCounter: () => () => undefined,
};

/** Binds the syntax to a cursor and the whole text of its document. */
export function syntaxAt(
  syntax: Syntax,
  cursor: Cursor,
  text: string,
  { budget = blockMs }: { budget?: number } = {},
): SyntaxAtCursor {
  const { uri, languageId, version, offset } = cursor;
  const document = { uri, languageId, version, text };
  return {
    async settle(signal) {
      const end = performance.now() + usualBudget;
      while (syntax.isParsing(uri) && !signal.aborted && performance.now() < end)
        await new Promise((resolve) => setImmediate(resolve));
    },
    surroundings: () => syntax.surroundings(document, offset, budget),
    errorCounter() {
      let left = budget;
      return (suggestion) => {
        if (left <= 0) return undefined;
        const from = performance.now();
        const edit = suggestion && {
          start: offset,
          end: offset + suggestion.replaces,
          text: suggestion.text,
        };
        const errors = syntax.errors(document, edit, left);
        left -= performance.now() - from;
        return errors;
      };
    },
  };
}
