import type { SyntaxDocument, SyntaxEdit } from "./document.ts";
import { faultsBelow, type SyntaxFault } from "./errors.ts";
import { createGrammars } from "./grammars.ts";
import { grammarFor } from "./languages.ts";
import { moduleOf } from "./module.ts";
import type { Module } from "./moduleParts.ts";
import { type Declaration, outlineOf } from "./outline.ts";
import { createParsed, type Parsed } from "./parsed.ts";
import { type Call, callAt, type Signature, signatureAt } from "./signature.ts";
import { type Structure, structureOf } from "./structure.ts";
import { type Surroundings, surroundingsAt } from "./surroundings.ts";
import { type NamedSymbol, symbolAt } from "./symbol.ts";

/**
 * The syntax trees of the open documents. Every answer is a plain value, and undefined where the
 * language has no grammar, the grammar is still being loaded, the document is too large, or the tree
 * could not be had within the budget (milliseconds): the caller then does without.
 */
export interface Syntax {
  /** Takes note of a document's text; it is parsed in the background, a slice at a time. */
  changed(document: SyntaxDocument): void;
  closed(uri: string): void;
  /** Whether the last text of a document is being parsed in the background. */
  isParsing(uri: string): boolean;
  surroundings(document: SyntaxDocument, offset: number, budget: number): Surroundings | undefined;
  /** How many errors the document has, or would have with the edit made. */
  errors(
    document: SyntaxDocument,
    edit: SyntaxEdit | undefined,
    budget: number,
  ): number | undefined;
  /** The errors of a document, by their places. */
  faults(document: SyntaxDocument, budget: number): SyntaxFault[] | undefined;
  /** What the document declares, in the order of the text. */
  outline(document: SyntaxDocument, budget: number): Declaration[] | undefined;
  /** The symbol whose name stands at an offset, and what the document says of it. */
  symbol(document: SyntaxDocument, offset: number, budget: number): NamedSymbol | undefined;
  /** The function around an offset as it looks from outside. */
  signature(document: SyntaxDocument, offset: number, budget: number): Signature | undefined;
  /** The call whose function is named at an offset. */
  call(document: SyntaxDocument, offset: number, budget: number): Call | undefined;
  /** What the document declares, imports and uses; undefined too where Ingle knows no modules of it. */
  module(document: SyntaxDocument, budget: number): Module | undefined;
  /** What a part of the document is made of, between two offsets. */
  structure(
    document: SyntaxDocument,
    range: readonly [from: number, to: number],
    budget: number,
  ): Structure | undefined;
  /** Resolves when the language's grammar is loaded or has failed: for tests and for measuring. */
  ready(languageId: string): Promise<void>;
  dispose(): void;
}

/** Characters of the longest document that is parsed: 70 000 take about a third of a second. */
const longestDocument = 300_000;

/** Creates the trees, with the grammars that lie in `folder`; nothing is loaded until it is needed. */
export function createSyntax({
  folder,
  log,
}: {
  folder: string;
  log: (line: string) => void;
}): Syntax {
  const grammars = createGrammars(folder, log);
  const documents = new Map<string, Parsed>();

  function parsed({ uri, languageId, text }: SyntaxDocument): Parsed | undefined {
    const grammar = grammarFor(languageId);
    if (grammar === undefined || text.length > longestDocument) return undefined;
    const language = grammars.get(grammar);
    if (!language) {
      void grammars.load(grammar);
      return undefined;
    }
    const known = documents.get(uri);
    if (known?.grammar === grammar) return known;
    known?.dispose();
    const made = createParsed(grammar, language);
    documents.set(uri, made);
    return made;
  }

  return {
    changed(document) {
      parsed(document)?.take(document, { budget: 0 });
    },
    closed(uri) {
      documents.get(uri)?.dispose();
      documents.delete(uri);
    },
    isParsing: (uri) => documents.get(uri)?.isParsing ?? false,
    surroundings(document, offset, budget) {
      const tree = parsed(document)?.take(document, { budget });
      return tree && surroundingsAt(tree.rootNode, document.text, offset);
    },
    errors(document, edit, budget) {
      return parsed(document)?.errors(document, edit, budget);
    },
    faults(document, budget) {
      const tree = parsed(document)?.take(document, { budget });
      return tree && faultsBelow(tree.rootNode);
    },
    outline(document, budget) {
      const tree = parsed(document)?.take(document, { budget });
      return tree && outlineOf(tree);
    },
    symbol(document, offset, budget) {
      const tree = parsed(document)?.take(document, { budget });
      return tree && symbolAt(tree, offset);
    },
    signature(document, offset, budget) {
      const tree = parsed(document)?.take(document, { budget });
      return tree && signatureAt(tree, offset);
    },
    call(document, offset, budget) {
      const tree = parsed(document)?.take(document, { budget });
      return tree && callAt(tree, offset);
    },
    module(document, budget) {
      const known = parsed(document);
      const tree = known?.take(document, { budget });
      return known && tree && moduleOf(tree, known.grammar);
    },
    structure(document, [from, to], budget) {
      const tree = parsed(document)?.take(document, { budget });
      return tree && structureOf(tree.rootNode, document.text, [from, to]);
    },
    async ready(languageId) {
      const grammar = grammarFor(languageId);
      if (grammar !== undefined) await grammars.load(grammar);
    },
    dispose() {
      for (const each of documents.values()) each.dispose();
      documents.clear();
    },
  };
}
