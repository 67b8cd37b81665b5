import type { ModuleStatement } from "../../syntax/moduleParts.ts";
import { type TextEdit, withEdits } from "../textEdits.ts";
import { editImports } from "./importEditor.ts";
import { isPython, type MoveFile, wholeLines } from "./moveFile.ts";
import { type Moving, type Refused, refused } from "./moving.ts";
import { qualifiedUses } from "./qualified.ts";

/** The target with the declaration and what that needs. */
export function withDeclaration(moving: Moving): { text: string } | Refused {
  const { source, target, needs, name, rules } = moving;
  const imports = editImports(target, rules, [source, ...moving.others]);
  const edits: TextEdit[] = [];
  for (const { statement, imported } of importsFrom(moving)) {
    const own = imported.named.filter((each) => each.name === name);
    if (own.some(({ local }) => local !== name))
      return refused(`The file that it would go to knows ${name} under another name.`);
    if (own.length > 0 && statement.imports.length > 1)
      return refused(`Ingle cannot take ${name} out of an import of several modules.`);
    for (const { local } of own) imports.remove(local);
    if (imported.namespace === undefined) continue;
    for (const use of qualifiedUses(target, imported.namespace, name))
      edits.push({ ...use, text: name });
  }
  for (const { from, name: wanted } of needs.imports) imports.add(from, wanted);
  const place = placeIn(moving);
  if ("kind" in place) return place;
  const added = imports.edits();
  const block = blockOf(moving);
  const gap = isPython(target) ? "\n\n\n" : "\n\n";
  if (place.before) {
    const edit = { start: place.at, end: place.at, text: `${block}${gap}` };
    return { text: withEdits(target.text, [...edits, ...added, edit]) };
  }
  const text = withEdits(target.text, [...edits, ...added]).trimEnd();
  const isImports = target.module.statements.every((each) => each.imports.length > 0);
  const between = isImports && isPython(target) && text !== "" ? "\n\n\n" : gap;
  return { text: text === "" ? `${block}\n` : `${text}${between}${block}\n` };
}

function importsFrom({ target, source, rules }: Moving) {
  return target.module.statements.flatMap((statement) =>
    statement.imports
      .filter((imported) => rules.resolve(target, imported.source) === source.path)
      .map((imported) => ({ statement, imported })),
  );
}

/** The declaration's lines as they were, exported. */
function blockOf({ source, statements }: Moving): string {
  return statements
    .map((each, at) => {
      const { end } = wholeLines(source.text, { start: each.end, end: each.end });
      const lead = source.text.slice(each.head, each.start);
      const word = isPython(source) || each.exported !== undefined ? "" : "export ";
      const own = `${lead}${word}${source.text.slice(each.start, end).trimEnd()}`;
      const before = statements[at - 1];
      if (!before) return own;
      // Overloads stand without a blank line between them.
      const isBeside = !source.text.slice(before.end, each.head).includes("\n\n");
      return `${isBeside ? "\n" : "\n\n"}${own}`;
    })
    .join("");
}

/** At the end, unless something there needs it before: then right above that. */
function placeIn({ target, name, statements }: Moving): { at: number; before: boolean } | Refused {
  const others = target.module.statements;
  const main = others.findLast((each) => isMain(target, each));
  const hoisted = !isPython(target) && statements.every(isHoisted);
  const user = hoisted ? undefined : others.find((each) => usesAtLoad(each, name));
  const first = user ?? main;
  if (!first) return { at: target.text.length, before: false };
  const needed = new Set(
    statements.flatMap(({ uses }) => uses.filter(isAtLoad).map((use) => use.name)),
  );
  const late = others
    .slice(others.indexOf(first))
    .flatMap(({ declares }) => declares)
    .find((declared) => needed.has(declared.name));
  return late
    ? refused(
        `${name} needs ${late.name} when its file is loaded, which comes after what needs ${name}.`,
      )
    : { at: first.head, before: true };
}

function isMain({ text, languageId }: MoveFile, { start }: ModuleStatement): boolean {
  return languageId === "python" && /^if\s+__name__\s*==/.test(text.slice(start, start + 40));
}

function isHoisted({ declares }: ModuleStatement): boolean {
  return declares.every(({ kind }) => kind === "function" || kind === "type");
}

function usesAtLoad({ uses }: ModuleStatement, name: string): boolean {
  return uses.some((use) => use.name === name && isAtLoad(use));
}

function isAtLoad({ when, isType }: { when: string; isType: boolean }): boolean {
  return when === "load" && !isType;
}
