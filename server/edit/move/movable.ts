import type { ModuleStatement } from "../../syntax/moduleParts.ts";
import { isPython, type MoveFile } from "./moveFile.ts";

/** A declaration that may be moved: all statements that declare its name, in the order of the text. */
export type Movable =
  | { kind: "movable"; name: string; statements: ModuleStatement[] }
  /** Whole sentences. */
  | { kind: "refused"; reason: string; remedy?: string };

/** What would be moved from a place, or why it cannot be. */
export function movableAt(file: MoveFile, offset: number): Movable {
  const { module } = file;
  const own =
    module.statements.find(({ head, end }) => head <= offset && offset < end) ??
    module.statements.find(({ end }) => end === offset);
  const name = own?.imports.length === 0 ? own.declares[0]?.name : undefined;
  if (name === undefined)
    return {
      kind: "refused",
      reason: "There is no declaration at the cursor that can be moved.",
      remedy: "Put the cursor on a function, a class, a type or a constant at the top of the file.",
    };
  return movable(file, name);
}

/** The declaration of a name at the top of a file, or why it cannot be moved. */
export function movable(file: MoveFile, name: string): Movable {
  const { module } = file;
  const statements = module.statements.filter(({ declares }) =>
    declares.some((each) => each.name === name),
  );
  const reason =
    statements.length === 0 ? `${name} is not declared here.` : whyNot(file, name, statements);
  return reason === undefined ? { kind: "movable", name, statements } : { kind: "refused", reason };
}

function whyNot(
  file: MoveFile,
  name: string,
  statements: readonly ModuleStatement[],
): string | undefined {
  const { module } = file;
  if (statements.some(({ conditional }) => conditional))
    return `${name} is declared only under a condition.`;
  if (statements.some(({ declares }) => declares.some((each) => each.name !== name)))
    return `${name} is declared together with other names.`;
  if (statements.some(({ exported }) => exported === "default"))
    return `${name} is the default export of its file.`;
  const renamed = module.statements.some(
    ({ exports }) =>
      exports &&
      !exports.from &&
      exports.names.some((each) => each.name === name && each.as !== name),
  );
  if (renamed) return `${name} is exported under another name, or as the default export.`;
  const rest = module.statements.filter((each) => !statements.includes(each));
  if (rest.some(({ uses }) => uses.some((use) => use.name === name && use.assigned)))
    return `Something is assigned to ${name} elsewhere in the file, which an import does not allow.`;
  if (!isPython(file) && module.statements.some(isCommonJs))
    return "The file exports by module.exports, which Ingle cannot follow.";
  return statements.every((each) => hasOwnLines(file.text, each))
    ? undefined
    : `${name} shares a line with something else.`;
}

function isCommonJs({ uses }: ModuleStatement): boolean {
  return uses.some(
    ({ name, member }) => (name === "module" && member?.name === "exports") || name === "exports",
  );
}

function hasOwnLines(text: string, { head, end }: ModuleStatement): boolean {
  const before = text.slice(text.lastIndexOf("\n", head - 1) + 1, head);
  const lineEnd = text.indexOf("\n", end);
  const after = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  return before.trim() === "" && /^;?\s*(?:\/\/.*|\/\*.*\*\/\s*|#.*)?$/.test(after);
}
