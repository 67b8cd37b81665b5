import type { Tree } from "web-tree-sitter";
import type { Grammar } from "./languages.ts";
import type { Module } from "./moduleParts.ts";
import { pythonModule } from "./pythonModule.ts";
import { scriptModule } from "./scriptModule.ts";

/** Reads a tree as a module; undefined where Ingle knows no modules of its language. */
export function moduleOf(tree: Tree, grammar: Grammar): Module | undefined {
  if (grammar === "python") return pythonModule(tree);
  return grammar === "typescript" || grammar === "tsx" || grammar === "javascript"
    ? scriptModule(tree)
    : undefined;
}
