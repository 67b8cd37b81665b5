import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Language, Parser } from "web-tree-sitter";
import type { Grammar } from "./languages.ts";

/** The grammars that have been loaded; loading is begun by asking and never waited for. */
export interface Grammars {
  /** The loaded grammar; undefined while it loads, and for ever if it cannot be loaded. */
  get(grammar: Grammar): Language | undefined;
  /** Begins to load a grammar; resolves when it is there or has failed. */
  load(grammar: Grammar): Promise<void>;
}

/** Creates the grammars whose files lie in `folder`, beside tree-sitter's own web-tree-sitter.wasm. */
export function createGrammars(folder: string, log: (line: string) => void): Grammars {
  const loaded = new Map<Grammar, Language>();
  const loading = new Map<Grammar, Promise<void>>();
  let runtime: Promise<void> | undefined;

  async function loadNow(grammar: Grammar): Promise<void> {
    try {
      runtime ??= Parser.init({ locateFile: (name: string) => join(folder, name) });
      await runtime;
      const bytes = await readFile(join(folder, `tree-sitter-${grammar}.wasm`));
      loaded.set(grammar, await Language.load(bytes));
    } catch (error) {
      log(`the grammar ${grammar} could not be loaded; indentation decides instead: ${error}`);
    }
  }

  return {
    get: (grammar) => loaded.get(grammar),
    load(grammar) {
      const begun = loading.get(grammar) ?? loadNow(grammar);
      loading.set(grammar, begun);
      return begun;
    },
  };
}
