import type { Found, Surroundings } from "./find/found.ts";
import { findGopls } from "./find/gopls.ts";
import { findPyright } from "./find/pyright.ts";
import { findRustAnalyzer } from "./find/rustAnalyzer.ts";
import { findTypescript } from "./find/typescript.ts";

/** How the files of a language are checked. */
export interface CheckedLanguage {
  /** As people call it. */
  name: string;
  /** Language ids, as editors name them. */
  ids: readonly string[];
  /** Files that stand in the top folder of a project; none: the workspace's folder is the project. */
  markers: readonly string[];
  find(at: Surroundings): Found;
}

/** The languages that can be checked. */
export const checkedLanguages: readonly CheckedLanguage[] = [
  {
    name: "TypeScript",
    ids: ["typescript", "typescriptreact", "javascript", "javascriptreact"],
    // One process knows all projects below its folder, and what they have of each other.
    markers: [],
    find: findTypescript,
  },
  {
    name: "Python",
    ids: ["python"],
    markers: ["pyrightconfig.json", "pyproject.toml", "setup.py", "setup.cfg", "requirements.txt"],
    find: findPyright,
  },
  { name: "Go", ids: ["go"], markers: ["go.work", "go.mod"], find: findGopls },
  { name: "Rust", ids: ["rust"], markers: ["Cargo.lock", "Cargo.toml"], find: findRustAnalyzer },
];
