import { hasComprehensions, hasTypesToAdd } from "../../prompt/edit/conventions.ts";
import { translationOf } from "../../prompt/edit/translation.ts";
import type { EditAction } from "../../protocol/edit.ts";
import { type ActionPlace, subjectOf } from "./place.ts";
import { isTestFile } from "./testFiles.ts";
import { hasTestFramework } from "./testFrameworks.ts";

/** An action as data: what it is called, where it applies, and what of the document it changes. */
export interface ActionRow {
  /** What it does, as a title. */
  title(place: ActionPlace): string;
  /** The kind of a code action in the Language Server Protocol. */
  kind: "quickfix" | "refactor.extract" | "refactor.rewrite";
  /** Looks at syntax alone: it is asked at every move of the cursor. */
  applies(place: ActionPlace): boolean;
  /** Where it does not apply: a sentence that says what it is for. */
  otherwise: string;
  /**
   * What may be changed: the selected lines, or where nothing is selected the declaration; the
   * function around what is selected, because something goes beside it; or another file.
   */
  changes: "selection" | "function" | "tests";
}

/** Functions of so many lines are offered to be split. */
const longFunction = 20;

const scripts = new Set(["typescript", "typescriptreact", "javascript", "javascriptreact"]);
const withClasses = new Set([...scripts, "python"]);

/** What Ingle does by itself, in the order in which it is offered. */
export const actionTable: Readonly<Record<EditAction, ActionRow>> = {
  fix: {
    title: () => "Fix",
    kind: "quickfix",
    // It is offered for what the editor reports, not for a place.
    applies: () => false,
    otherwise: "Nothing is reported here that could be fixed.",
    changes: "function",
  },
  document: {
    title: () => "Document",
    kind: "refactor.rewrite",
    applies: (place) => subjectOf(place) !== undefined || isUnreadSelection(place),
    otherwise: "Put the cursor into what is to be documented, or select it.",
    changes: "selection",
  },
  addTypes: {
    title: () => "Add Types",
    kind: "refactor.rewrite",
    applies: (place) =>
      hasTypesToAdd(place.languageId) &&
      place.structure?.untyped === true &&
      subjectOf(place) !== undefined,
    otherwise: "No function without types is here, or the language has none to add.",
    changes: "selection",
  },
  writeTests: {
    title: () => "Write Tests",
    kind: "refactor.rewrite",
    applies: (place) =>
      hasTestFramework(place.languageId) &&
      !isTestFile(place.path) &&
      (subjectOf(place) !== undefined || isUnreadSelection(place)),
    otherwise: "Put the cursor into the function or the class that is to be tested.",
    changes: "tests",
  },
  simplify: {
    title: () => "Simplify",
    kind: "refactor.rewrite",
    applies: (place) => place.isSelection || subjectOf(place)?.kind === "function",
    otherwise: "Put the cursor into a function, or select what is to be simplified.",
    changes: "selection",
  },
  extractFunction: {
    title: () => "Extract Function",
    kind: "refactor.extract",
    applies: ({ structure }) =>
      structure?.covers === "statements" || structure?.covers === "expression",
    otherwise: "Select the statements or the expression that become a function.",
    changes: "function",
  },
  extractVariable: {
    title: () => "Extract Variable",
    kind: "refactor.extract",
    applies: ({ structure }) => structure?.covers === "expression",
    otherwise: "Select the expression that gets a name.",
    changes: "function",
  },
  split: {
    title: () => "Split into Functions",
    kind: "refactor.rewrite",
    applies(place) {
      const subject = subjectOf(place);
      return (
        subject?.kind === "function" && subject.lastLine - subject.firstLine + 1 >= longFunction
      );
    },
    otherwise: "Put the cursor into a long function.",
    changes: "selection",
  },
  convertToAsync: {
    title: () => "Convert Callbacks to async",
    kind: "refactor.rewrite",
    applies: (place) =>
      scripts.has(place.languageId) &&
      place.structure?.callback === true &&
      (place.isSelection || subjectOf(place)?.kind === "function"),
    otherwise: "No callback that could become an await is here.",
    changes: "function",
  },
  convertToFunction: {
    title: () => "Convert Class to Functions",
    kind: "refactor.rewrite",
    applies: (place) => withClasses.has(place.languageId) && subjectOf(place)?.isClass === true,
    otherwise: "Put the cursor on the name of a class.",
    changes: "selection",
  },
  convertToComprehension: {
    title: ({ languageId }) =>
      languageId === "python" ? "Convert Loop to Comprehension" : "Convert Loop to Expression",
    kind: "refactor.rewrite",
    applies: ({ languageId, structure }) =>
      hasComprehensions(languageId) && structure?.loop === true,
    otherwise: "Put the cursor on the first line of a loop.",
    changes: "function",
  },
  translateComments: {
    title: (place) => `Translate Comments into ${translation(place)?.into ?? "English"}`,
    kind: "refactor.rewrite",
    applies(place) {
      const found = translation(place);
      return found !== undefined && (found.isForeign || place.isSelection || place.isAsked);
    },
    otherwise: "No comment that could be translated is here.",
    changes: "selection",
  },
};

function translation({ structure, locale }: ActionPlace) {
  return structure && translationOf(structure.comments, locale);
}

/** Something is selected in a language that Ingle cannot parse. */
function isUnreadSelection({ isSelection, structure }: ActionPlace): boolean {
  return isSelection && structure === undefined;
}
