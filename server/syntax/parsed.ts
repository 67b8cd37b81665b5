import { Edit, type Language, Parser, type Tree } from "web-tree-sitter";
import { changeBetween } from "./change.ts";
import type { SyntaxDocument, SyntaxEdit } from "./document.ts";
import { countErrors } from "./errors.ts";
import type { Grammar } from "./languages.ts";

/** Milliseconds of one slice of parsing in the background. */
const slice = 2;
/** UTF-16 units that the parser is given at once: where little changed, it reads little. */
const readAtOnce = 512;

/** The tree of one document, kept from version to version: only what changed is parsed anew. */
export interface Parsed {
  readonly grammar: Grammar;
  /** Whether the last text is being parsed in the background. */
  readonly isParsing: boolean;
  /** The tree of this version, if it is at hand or can be had in `budget` milliseconds. */
  take(document: SyntaxDocument, options: { budget: number }): Tree | undefined;
  /** Errors of this version, or of it with an edit made. */
  errors(
    document: SyntaxDocument,
    edit: SyntaxEdit | undefined,
    budget: number,
  ): number | undefined;
  dispose(): void;
}

/** Creates the tree of a document that is written in one language. */
export function createParsed(grammar: Grammar, language: Language): Parsed {
  const parser = new Parser();
  parser.setLanguage(language);
  /** The last tree, moved to the places of `text`; it is the tree of `text` unless it is stale. */
  let tree: Tree | undefined;
  let text = "";
  let version: number | undefined;
  let stale = true;
  let next: NodeJS.Immediate | undefined;
  let errorsNow: number | undefined;

  function move(document: SyntaxDocument): void {
    if (document.version === version && document.text === text) return;
    const change = changeBetween(text, document.text);
    version = document.version;
    if (!change && tree) return;
    if (change) tree?.edit(new Edit(change));
    text = document.text;
    stale = true;
    errorsNow = undefined;
    parser.reset();
  }

  /** Parses until it is done or the time is over; a parse that was broken off is taken up again. */
  function parse(budget: number): void {
    const parsed = parseWithin(text, tree, budget);
    if (!parsed) return;
    tree?.delete();
    tree = parsed;
    stale = false;
  }

  function parseWithin(input: string, old: Tree | undefined, budget: number): Tree | null {
    const end = performance.now() + budget;
    return parser.parse((index) => input.slice(index, index + readAtOnce), old ?? null, {
      progressCallback: () => performance.now() > end,
    });
  }

  function goOn(): void {
    next ??= setImmediate(() => {
      next = undefined;
      if (!stale) return;
      parse(slice);
      if (stale) goOn();
    });
  }

  function take(document: SyntaxDocument, { budget }: { budget: number }): Tree | undefined {
    move(document);
    if (stale && budget > 0) parse(budget);
    if (!stale) return tree;
    goOn();
    return undefined;
  }

  return {
    grammar,
    get isParsing() {
      return next !== undefined;
    },
    take,
    errors(document, edit, budget) {
      const end = performance.now() + budget;
      const base = take(document, { budget });
      if (!base) return undefined;
      errorsNow ??= countErrors(base.rootNode);
      if (!edit) return errorsNow;
      const edited = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
      const change = changeBetween(text, edited);
      if (!change) return errorsNow;
      const moved = base.copy();
      moved.edit(new Edit(change));
      const trial = parseWithin(edited, moved, end - performance.now());
      moved.delete();
      if (!trial) {
        parser.reset();
        return undefined;
      }
      const errors = countErrors(trial.rootNode);
      trial.delete();
      return errors;
    },
    dispose() {
      clearImmediate(next);
      tree?.delete();
      parser.delete();
    },
  };
}
