import type { ModuleStatement } from "../../syntax/moduleParts.ts";
import type { TextEdit } from "../textEdits.ts";
import { editImports } from "./importEditor.ts";
import { renderReexport } from "./importText.ts";
import { hasTypes, isPython, wholeLines } from "./moveFile.ts";
import { isTypeOnly, type Moving } from "./moving.ts";

/** The source without the declaration; `importsBack` where it still uses it when the program runs. */
export function withoutDeclaration(moving: Moving): {
  edits: TextEdit[];
  importsBack?: { atLoad: boolean };
} {
  const { source, target, statements, needs, name, rules } = moving;
  const rest = source.module.statements.filter((each) => !statements.includes(each));
  const imports = editImports(source, rules, [target, ...moving.others]);
  const uses = rest.flatMap((each) => each.uses.filter((use) => use.name === name));
  const isKept = keepsExporting(moving);
  const edits: TextEdit[] = statements.map((each) => ({
    ...cutLines(source.text, each),
    text: "",
  }));

  const typeOnly =
    isTypeOnly(moving, name) || (uses.length > 0 && uses.every(({ isType }) => isType));
  const isListed = isPython(source) && rest.some((each) => isInAll(source.text, each, name));
  if (uses.length > 0 || isListed || (isKept && isPython(source)))
    imports.add({ path: target.path }, { kind: "named", name, local: name, typeOnly });
  for (const local of needs.taken)
    if (!rest.some((each) => isUsedBy(each, local))) imports.remove(local);
  edits.push(...rest.flatMap((each) => clauseEdits(each, moving)));
  for (const each of rest)
    if (each.declares.some((declared) => needs.exported.has(declared.name)))
      edits.push({ start: each.start, end: each.start, text: "export " });
  if (isKept && !isPython(source)) imports.addLine(reexportOf(moving));
  edits.push(...imports.edits());
  const runs = !typeOnly && (uses.length > 0 || isListed || isKept);
  return {
    edits,
    ...(runs && {
      importsBack: { atLoad: uses.some(({ when, isType }) => when === "load" && !isType) },
    }),
  };
}

/** Whether others go on importing it from here: the file stands for its folder. */
export function keepsExporting({ source, statements, name }: Moving): boolean {
  if (!/\/(?:index\.[mc]?[jt]sx?|__init__\.pyi?)$/.test(source.path)) return false;
  return isPython(source) || isExported(source.module.statements, statements, name);
}

/** Whether a name leaves its file. */
export function isExported(
  all: readonly ModuleStatement[],
  statements: readonly ModuleStatement[],
  name: string,
): boolean {
  return (
    statements.some(({ exported }) => exported !== undefined) ||
    all.some(
      ({ exports }) => exports && !exports.from && exports.names.some((each) => each.name === name),
    )
  );
}

/** The lines of a statement, with the blank ones that would be left over. */
function cutLines(text: string, { head, end }: ModuleStatement): { start: number; end: number } {
  const lines = wholeLines(text, { start: head, end });
  const after = /^(?:[ \t]*\n)+/.exec(text.slice(lines.end))?.[0].length ?? 0;
  if (lines.end + after < text.length) return { start: lines.start, end: lines.end + after };
  const before = /(?:\n[ \t]*)+\n$/.exec(text.slice(0, lines.start))?.[0].length ?? 1;
  return { start: Math.max(0, lines.start - before + 1), end: text.length };
}

/** `export { name, other }` loses the name. */
function clauseEdits(
  { exports, start, end }: ModuleStatement,
  { name, source }: Moving,
): TextEdit[] {
  if (!exports || exports.from || !exports.names.some((each) => each.name === name)) return [];
  const left = exports.names.filter((each) => each.name !== name);
  if (left.length === 0) return [{ ...wholeLines(source.text, { start, end }), text: "" }];
  const text = source.text.slice(start, end);
  const list = left.map(
    (each) =>
      (each.typeOnly ? "type " : "") +
      (each.name === each.as ? each.name : `${each.name} as ${each.as}`),
  );
  return [{ start, end, text: text.replace(/\{[^}]*\}/, `{ ${list.join(", ")} }`) }];
}

function isUsedBy({ uses, exports }: ModuleStatement, name: string): boolean {
  return (
    uses.some((use) => use.name === name) ||
    (exports !== undefined && !exports.from && exports.names.some((each) => each.name === name))
  );
}

/** Whether the list of what a Python file offers has the name. */
function isInAll(text: string, { declares, start, end }: ModuleStatement, name: string): boolean {
  return (
    declares.some((each) => each.name === "__all__") &&
    new RegExp(`["']${name}["']`).test(text.slice(start, end))
  );
}

function reexportOf({ source, target, statements, name, rules, others }: Moving): string {
  const typeOnly = hasTypes(source) && isTypeOnly({ statements }, name);
  return renderReexport(
    [{ name, as: name, typeOnly }],
    rules.write(source, target.path, [target, ...others]),
    {
      ...{ quote: quoteOf(source.text), semicolon: /;\s*$/m.test(source.text) },
    },
  );
}

function quoteOf(text: string): string {
  return /\bfrom\s+'/.test(text) ? "'" : '"';
}
