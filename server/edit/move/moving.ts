import type { ModuleStatement } from "../../syntax/moduleParts.ts";
import type { NewImport } from "./importEditor.ts";
import type { ImportRules, MoveFile } from "./moveFile.ts";

/** A declaration that is to go from one file to another. */
export interface MoveTask {
  name: string;
  source: MoveFile;
  /** With an empty text where it is not there yet. */
  target: MoveFile;
  /** Files that import the source, without source and target. */
  others: readonly MoveFile[];
  rules: ImportRules;
}

/** The same with the statements that declare it, and what they need. */
export interface Moving extends MoveTask {
  statements: readonly ModuleStatement[];
  needs: Needs;
}

/** What a declaration needs where it goes. */
export interface Needs {
  kind: "needs";
  /** What the target has to import. */
  imports: { from: { path: string } | { source: string }; name: NewImport }[];
  /** Names of the source's imports that go along. */
  taken: ReadonlySet<string>;
  /** Names of the source's own that have to be exported there. */
  exported: ReadonlySet<string>;
  /** Files that the target will import for something else than types. */
  edges: { to: string; atLoad: boolean }[];
}

/** A file that will import another for something else than types. */
export interface NewEdge {
  from: string;
  to: string;
  /** What it imports is needed as soon as the file is loaded. */
  atLoad: boolean;
}

/** Whole sentences. */
export interface Refused {
  kind: "refused";
  reason: string;
  remedy?: string;
}

/** Says in sentences why something is not done. */
export function refused(reason: string, remedy?: string): Refused {
  return { kind: "refused", reason, ...(remedy === undefined ? {} : { remedy }) };
}

/** Whether a name stands only for a type, so that nothing of it is left when the program runs. */
export function isTypeOnly({ statements }: Pick<Moving, "statements">, name: string): boolean {
  const kinds = statements.flatMap(({ declares }) =>
    declares.filter((each) => each.name === name).map(({ kind }) => kind),
  );
  return kinds.length > 0 && kinds.every((kind) => kind === "type");
}
