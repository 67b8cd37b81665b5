import type { Cursor } from "../cursor.ts";

/**
 * One judgement of a suggestion: returns what is left of the text, or an empty string to be silent.
 * Pure, and named: the trace tells which filter cut what.
 */
export interface Filter {
  readonly name: string;
  apply(text: string, cursor: Cursor): string;
}
