import type { Declared, Structure } from "../../syntax/structure.ts";

/** Where actions are offered. */
export interface ActionPlace {
  languageId: string;
  /** Relative to its workspace folder, with `/`. */
  path: string;
  /** Something is selected, more than white space. */
  isSelection: boolean;
  /** The line where the selection begins, or the cursor stands. */
  line: number;
  /** A person has asked what there is; else the cursor has only moved here. */
  isAsked: boolean;
  /** Undefined where the language has no grammar, or the tree is not at hand. */
  structure: Structure | undefined;
  /** The language of the editor, as BCP 47 has it. */
  locale: string;
}

/**
 * The declaration that is meant: the one that is selected, or the innermost around the cursor; a cursor
 * that only moves means it where it stands on the declaration's head.
 */
export function subjectOf(place: ActionPlace): Declared | undefined {
  const { structure, isSelection, isAsked, line } = place;
  if (!structure) return undefined;
  if (isSelection) return structure.within[0];
  const [innermost] = structure.around;
  const onHead = innermost && innermost.firstLine <= line && line <= innermost.headLine;
  return isAsked || onHead ? innermost : undefined;
}
