import type { EditAction, EditParams } from "../../protocol/edit.ts";

/** What a model is asked for, and what a person sees of it. */
export interface Wanted {
  instruction: string;
  /** A few words. */
  title: string;
}

/** What an edit asks for: an action's own words, a person's, or both. */
export function wantedBy({ action, instruction, diagnostic }: EditParams): Wanted | undefined {
  const own = instruction?.trim() ?? "";
  if (action === undefined)
    return own === "" ? undefined : { instruction: own, title: shortened(own) };
  const mends = diagnostic ? ` The problem is: ${diagnostic.message}` : "";
  return {
    instruction: [`${sentences[action]}${mends}`, own].filter((each) => each !== "").join("\n\n"),
    title: action,
  };
}

const longestTitle = 60;

function shortened(text: string): string {
  const [line = ""] = text.split("\n");
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1).trimEnd()}…`;
}

const sentences: Record<EditAction, string> = {
  fix: "Fix the problem, and change nothing else.",
  document: "Document this code in the way that is usual for its language. Change no code.",
  addTypes: "Add types to this code. Change nothing that it does.",
  writeTests: "Write tests for this code.",
  simplify: "Make this code simpler without changing what it does.",
  extractFunction:
    "Move a part of this code that stands for itself into a function with a good name.",
  extractVariable: "Give the most complicated expression a name of its own as a variable.",
  split: "Split this function into smaller ones.",
  convertToAsync: "Use async and await instead of callbacks.",
  convertToFunction: "Make a function of this class.",
  convertToComprehension: "Use a comprehension instead of the loop.",
  translateComments: "Translate the comments into English. Change no code.",
};
