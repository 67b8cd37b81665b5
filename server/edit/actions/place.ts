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

interface Range {
  start: { line: number; character: number };
  end: { line: number; character: number };
}

/**
 * The part of a document that an edit may change, as a range whose lines are meant, or as a place in the
 * declaration that is. `changes` is the action's; without one, what is selected is meant as it is.
 */
export function meantRange(
  range: Range,
  changes: "selection" | "function" | "tests" | undefined,
  { structure, isSelection }: Pick<ActionPlace, "structure" | "isSelection">,
): Range {
  if (changes === undefined || !structure) return range;
  const at = (line: number): Range => ({
    start: { line, character: 0 },
    end: { line, character: 0 },
  });
  if (changes === "function") {
    const around = structure.around.find(({ kind }) => kind === "function") ?? structure.around[0];
    return at(around?.line ?? range.start.line);
  }
  if (!isSelection) return at(structure.around[0]?.line ?? range.start.line);
  // A declaration of which only the beginning is selected is meant whole.
  const last = Math.max(-1, ...structure.within.map(({ lastLine }) => lastLine));
  return last >= range.end.line
    ? { start: range.start, end: { line: last + 1, character: 0 } }
    : range;
}
