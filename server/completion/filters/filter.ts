import type { Cursor } from "../cursor.ts";

/** What is suggested: the text, and how many characters after the cursor it takes the place of. */
export interface Suggestion {
  readonly text: string;
  readonly replaces: number;
}

/** What a filter may look at besides the suggestion. */
export interface Judging {
  readonly cursor: Cursor;
  /** What the model wrote, before any filter. */
  readonly raw: string;
  /**
   * Syntax errors of the document with a suggestion made in it, or as it is; undefined where no tree
   * can be had in time.
   */
  errors(suggestion?: Suggestion): number | undefined;
}

/**
 * One judgement of a suggestion: returns what is left of it; a blank text is silence. Pure, and its
 * name completes the sentence "The suggestion …": the trace tells which filter cut what.
 */
export interface Filter {
  readonly name: string;
  apply(suggestion: Suggestion, judging: Judging): Suggestion;
}

/** A filter that looks at the text alone, and leaves the replaced range as it is. */
export function textFilter(
  name: string,
  apply: (text: string, judging: Judging) => string,
): Filter {
  return {
    name,
    apply: (suggestion, judging) => ({ ...suggestion, text: apply(suggestion.text, judging) }),
  };
}
