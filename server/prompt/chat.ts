import commit from "./chat/commit.md";
import doc from "./chat/doc.md";
import explain from "./chat/explain.md";
import fix from "./chat/fix.md";
import instructions from "./chat/instructions.md";
import review from "./chat/review.md";
import summarize from "./chat/summarize.md";
import tests from "./chat/tests.md";
import { type PromptFile, parsePromptFile } from "./promptFile.ts";

/** What every conversation begins with. */
export const chatInstructions = instructions.trim();

/** Asks the model to shorten what was said so far. */
export const summaryInstruction = summarize.trim();

/** Ingle's own commands, by the name that stands behind the slash. */
export const chatCommands: ReadonlyMap<string, PromptFile> = new Map(
  Object.entries({ explain, fix, tests, doc, review, commit }).map(([name, text]) => [
    name,
    parsePromptFile(text),
  ]),
);

/** A part of the project as a model is shown it; the line is that of its first one, from one. */
export function snippetText({
  path,
  line,
  language,
  text,
}: {
  path: string;
  line: number;
  language: string;
  text: string;
}): string {
  return `${path}:${line}\n${fenced(text, language)}`;
}

/** A text as a code block, whatever fences it holds itself. */
export function fenced(text: string, language = ""): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** The longest run of backticks: a fence has to be longer. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
