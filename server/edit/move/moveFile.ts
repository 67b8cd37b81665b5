import type { Module, ModuleImport, ModuleStatement } from "../../syntax/moduleParts.ts";

/** A file that a move may touch; the text has LF ends. */
export interface MoveFile {
  /** Absolute, with `/`. */
  path: string;
  languageId: string;
  text: string;
  module: Module;
}

/** Where imports lead, and how they are written. */
export interface ImportRules {
  /** The file that an import of `file` leads to; undefined: none of this workspace. */
  resolve(file: MoveFile, source: string): string | undefined;
  /**
   * How `from` writes an import of `to`; `like` are files whose manner it follows, the first first, and
   * `instead` is what it has written in this place.
   */
  write(from: MoveFile, to: string, like: readonly MoveFile[], instead?: string): string;
}

/** Whether a file is written in Python; otherwise it is a script. */
export function isPython({ languageId }: Pick<MoveFile, "languageId">): boolean {
  return languageId === "python";
}

/** Whether names of types are told from others in imports. */
export function hasTypes({ languageId }: Pick<MoveFile, "languageId">): boolean {
  return languageId === "typescript" || languageId === "typescriptreact";
}

/** Every import of a file, with the statement that it stands in. */
export function importsIn({
  module,
}: Pick<MoveFile, "module">): { statement: ModuleStatement; imported: ModuleImport }[] {
  return module.statements.flatMap((statement) =>
    statement.imports.map((imported) => ({ statement, imported })),
  );
}

/** The names that a file binds for itself, by what binds them. */
export function boundIn(file: Pick<MoveFile, "module">): Map<string, ModuleStatement> {
  const bound = new Map<string, ModuleStatement>();
  for (const statement of file.module.statements) {
    for (const { name } of statement.declares) bound.set(name, statement);
    for (const each of statement.imports)
      for (const name of localsOf(each)) bound.set(name, statement);
  }
  return bound;
}

/** The names that an import binds. */
export function localsOf({ defaultName, namespace, named }: ModuleImport): string[] {
  return [
    ...(defaultName === undefined ? [] : [defaultName]),
    ...(namespace === undefined ? [] : [namespace.replace(/\..*/, "")]),
    ...named.map(({ local }) => local),
  ];
}

/** The whole lines of a range, with the last one's end. */
export function wholeLines(
  text: string,
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  const first = text.lastIndexOf("\n", start - 1) + 1;
  const last = text.indexOf("\n", end);
  return { start: start === 0 ? 0 : first, end: last < 0 ? text.length : last + 1 };
}
