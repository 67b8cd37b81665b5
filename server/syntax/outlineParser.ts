import { Parser } from "web-tree-sitter";
import { createGrammars } from "./grammars.ts";
import { type Grammar, grammarFor } from "./languages.ts";
import { type Declaration, outlineOf } from "./outline.ts";

/** Reads what texts declare, one after the other. */
export interface OutlineParser {
  /** Loads what a language needs; nothing where Ingle has no grammar for it. */
  load(language: string): Promise<void>;
  /** Undefined where there is no grammar, or the text is too long or too hard to read. */
  outline(text: string, language: string): Declaration[] | undefined;
}

/** UTF-16 code units of the longest text that is parsed: the parser keeps the memory that it took. */
const longestText = 300_000;
/** Milliseconds that one text may take: some make a parser try for ever. */
const mostMs = 3_000;
/** Its chunks are as good by blank lines. */
const unparsed: ReadonlySet<Grammar> = new Set(["css"]);

/** Creates the parser, with the grammars that lie in `folder`. */
export function createOutlineParser(folder: string, log: (line: string) => void): OutlineParser {
  const grammars = createGrammars(folder, log);
  const parsers = new Map<Grammar, Parser>();

  function wanted(language: string): Grammar | undefined {
    const grammar = grammarFor(language);
    return grammar && !unparsed.has(grammar) ? grammar : undefined;
  }

  return {
    async load(language) {
      const grammar = wanted(language);
      if (!grammar || parsers.has(grammar)) return;
      await grammars.load(grammar);
      const loaded = grammars.get(grammar);
      if (loaded) parsers.set(grammar, new Parser().setLanguage(loaded));
    },
    outline(text, language) {
      const grammar = wanted(language);
      const parser = grammar && parsers.get(grammar);
      if (!parser || text.length > longestText) return undefined;
      const end = performance.now() + mostMs;
      const tree = parser.parse(text, null, { progressCallback: () => performance.now() > end });
      if (!tree) {
        parser.reset();
        return undefined;
      }
      try {
        return outlineOf(tree);
      } finally {
        tree.delete();
      }
    },
  };
}
