import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { EditCase } from "./case.ts";

interface EditEvalLine {
  task_id: string;
  instruction: string;
  context?: string;
  input: string;
  output: string;
  test: string;
}

interface HumanEvalFixLine {
  task_id: string;
  prompt: string;
  buggy_solution: string;
  canonical_solution: string;
  entry_point: string;
  test: string;
}

/**
 * The cases of a file, one JSON object a line: instruction edits in the form of EditEval, or functions with a
 * bug in the form of HumanEvalPack. Both are Python; the region is the whole document.
 */
export function casesIn(file: string): EditCase[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line, at) => {
      const known = JSON.parse(line) as EditEvalLine | HumanEvalFixLine;
      if ("buggy_solution" in known) return bugFix(known);
      if ("instruction" in known && "output" in known) return instructionEdit(known);
      throw new Error(`${basename(file)}:${at + 1} is neither an instruction edit nor a bug fix.`);
    });
}

function instructionEdit(line: EditEvalLine): EditCase {
  return {
    ...python("instruction edits", line.task_id),
    instruction: [line.instruction, line.context ?? ""]
      .filter((each) => each.trim() !== "")
      .join("\n\n"),
    text: ended(line.input),
    wanted: ended(line.output),
    tests: `${ended(line.test)}check()\n`,
  };
}

function bugFix(line: HumanEvalFixLine): EditCase {
  return {
    ...python("bug fixes", line.task_id),
    instruction: `Fix the bug in ${line.entry_point}.`,
    text: ended(line.prompt + line.buggy_solution),
    wanted: ended(line.prompt + line.canonical_solution),
    tests: ended(line.test),
  };
}

function python(set: string, id: string) {
  const name = id.toLowerCase().replace(/\W+/g, "_");
  return { name, set, languageId: "python", path: `${name}.py`, before: "", after: "" };
}

/** With LF, without white space at line ends, which an answer in a fence loses. */
function ended(text: string): string {
  return `${text.replace(/[ \t\r]+$/gm, "").trimEnd()}\n`;
}
