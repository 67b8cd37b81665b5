import { readFileSync } from "node:fs";

/** A text, and what it was rewritten to. */
export interface Edit {
  original: string;
  rewritten: string;
}

/**
 * Reads recorded edits, one JSON object a line: with `input` and `output` as EditEval has them, or with
 * `declaration`, `buggy_solution` and `canonical_solution` as HumanEvalPack does.
 */
export function readEdits(file: string): Edit[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.filter((line) => line.trim() !== "").map((line) => editOf(JSON.parse(line)));
}

function editOf(row: Record<string, string>): Edit {
  const {
    input,
    output,
    declaration = "",
    buggy_solution: buggy,
    canonical_solution: mended,
  } = row;
  if (input !== undefined && output !== undefined) return { original: input, rewritten: output };
  if (buggy === undefined || mended === undefined)
    throw new Error(`This is no recorded edit: it has the fields ${Object.keys(row).join(", ")}.`);
  return { original: declaration + buggy, rewritten: declaration + mended };
}

/** The answer of a model that writes the whole text anew. */
export function answerOf({ rewritten }: Edit): string {
  return `\`\`\`\n${rewritten.trimEnd()}\n\`\`\``;
}
