import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
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
      const load = (): Promise<Language> => Language.load(bytes);
      loaded.set(grammar, await (vast.has(grammar) ? withoutOptimizing(load) : load()));
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

/**
 * Grammars with a function so vast that V8 takes hundreds of megabytes to optimize it (13.6 takes 580
 * for Bash, 330 for C++). Unoptimized they parse hardly slower.
 */
const vast: ReadonlySet<Grammar> = new Set(["bash", "cpp", "c-sharp", "ruby"]);

const optimizing = ["wasm-dynamic-tiering", "wasm-tier-up", "wasm-lazy-compilation"];

/** What is compiled meanwhile stays as it is: V8 looks at its flags once for each module. */
async function withoutOptimizing<T>(load: () => Promise<T>): Promise<T> {
  for (const flag of optimizing) setFlagsFromString(`--no-${flag}`);
  // Node does not wait for V8's own threads where there is nothing else to wait for.
  const awake = setInterval(() => {}, 60_000);
  try {
    return await load();
  } finally {
    clearInterval(awake);
    for (const flag of optimizing) setFlagsFromString(`--${flag}`);
  }
}
