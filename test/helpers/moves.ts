import assert from "node:assert/strict";
import { aliasesIn } from "../../server/edit/move/aliases.ts";
import { importRules } from "../../server/edit/move/importRules.ts";
import { importsIn, type MoveFile } from "../../server/edit/move/moveFile.ts";
import { type MovePlan, planMove } from "../../server/edit/move/plan.ts";
import type { Syntax } from "../../server/syntax/syntax.ts";
import { languageOf } from "../../server/text/languageOf.ts";

/** A small project: texts by their paths. */
export type Project = Readonly<Record<string, string>>;

/** Plans a move in a project of texts, with every file that imports the source. */
export function moveIn(
  project: Project,
  { name, from, to }: { name: string; from: string; to: string },
  syntax: Syntax,
): MovePlan {
  const absolute = (path: string): string => `/project/${path}`;
  const { "tsconfig.json": config = "", ...sources } = project;
  const aliases = aliasesIn("/project", config);
  const files = new Map(
    Object.entries(sources).map(([path, text]) => [
      absolute(path),
      fileOf(absolute(path), text, syntax),
    ]),
  );
  const rules = importRules({
    root: "/project",
    exists: (path) => files.has(path),
    aliasesOf: () => aliases,
  });
  const source = files.get(absolute(from));
  assert.ok(source, from);
  const target = files.get(absolute(to)) ?? fileOf(absolute(to), "", syntax);
  const others = [...files.values()].filter(
    (file) => file !== source && file !== target && mayImport(file),
  );
  return planMove({ name, source, target, others, rules });

  /** Whoever imports anything, or exports it: that it is the source is for the plan to find. */
  function mayImport(file: MoveFile): boolean {
    return (
      importsIn(file).length > 0 || file.module.statements.some(({ exports }) => exports?.from)
    );
  }
}

function fileOf(path: string, text: string, syntax: Syntax): MoveFile {
  const languageId = languageOf(path);
  const module = syntax.module({ uri: path, languageId, version: 1, text }, 1_000);
  syntax.closed(path);
  assert.ok(module, path);
  return { path, languageId, text, module };
}
