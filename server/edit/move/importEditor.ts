import type { ImportedName, ModuleImport, ModuleStatement } from "../../syntax/moduleParts.ts";
import type { TextEdit } from "../textEdits.ts";
import { type Rendering, renderImport } from "./importText.ts";
import {
  hasTypes,
  type ImportRules,
  importsIn,
  isPython,
  type MoveFile,
  wholeLines,
} from "./moveFile.ts";

/** The imports of a file while they are changed. */
export interface ImportEditor {
  /** Takes a name out, by the name that it has in the file. */
  remove(local: string): void;
  /** Imports a name from a file of the workspace, or from what `source` says. */
  add(from: { path: string; instead?: string } | { source: string }, name: NewImport): void;
  /** Has a line stand with what is imported anew. */
  addLine(line: string): void;
  /** What is to be done with the text. */
  edits(): TextEdit[];
}

/** What is imported: a name, the default export, or the module itself. */
export type NewImport =
  | ({ kind: "named" } & ImportedName)
  | { kind: "default" | "namespace"; local: string; typeOnly: boolean };

interface Entry {
  statement: ModuleStatement;
  imported: ModuleImport;
  changed: boolean;
}

interface Addition extends ModuleImport {
  key: string;
}

/** Begins to change the imports of a file; `like` are files whose manner it follows after its own. */
export function editImports(
  file: MoveFile,
  rules: ImportRules,
  like: readonly MoveFile[] = [],
): ImportEditor {
  const entries: Entry[] = importsIn(file)
    .filter(({ statement }) => statement.imports.length === 1)
    .map(({ statement, imported }) => ({ statement, imported, changed: false }));
  const additions: Addition[] = [];
  const lines: string[] = [];
  const plain = !hasTypes(file);

  function change(entry: Entry, imported: Partial<ModuleImport>): void {
    entry.imported = { ...entry.imported, ...imported };
    entry.changed = true;
  }

  function addTo(holder: { imported: ModuleImport }, name: ImportedName): ImportedName[] {
    const { named } = holder.imported;
    return named.some(({ local }) => local === name.local) ? named : inOrder([...named], name);
  }

  return {
    remove(local) {
      for (const entry of entries) {
        const { named, defaultName, namespace, ...rest } = entry.imported;
        if (defaultName === local) {
          entry.imported = { ...rest, named, ...(namespace === undefined ? {} : { namespace }) };
          entry.changed = true;
        } else if (namespace === local) {
          entry.imported = {
            ...rest,
            named,
            ...(defaultName === undefined ? {} : { defaultName }),
          };
          entry.changed = true;
        } else if (named.some((each) => each.local === local))
          change(entry, { named: named.filter((each) => each.local !== local) });
      }
    },
    add(from, name) {
      const typeOnly = name.typeOnly && !plain;
      const known = entries.find(
        ({ imported }) =>
          name.kind === "named" &&
          imported.namespace === undefined &&
          !imported.all &&
          (!imported.typeOnly || typeOnly) &&
          ("source" in from
            ? imported.source === from.source
            : rules.resolve(file, imported.source) === from.path) &&
          (imported.named.length > 0 || !isPython(file)),
      );
      if (known && name.kind === "named") {
        const { kind: _, ...plainName } = name;
        change(known, {
          named: addTo(known, { ...plainName, typeOnly: typeOnly && !known.imported.typeOnly }),
        });
        return;
      }
      const source =
        "source" in from ? from.source : rules.write(file, from.path, like, from.instead);
      const key = `${name.kind === "named" ? "named" : name.local} ${source}`;
      const base = { source, sourceStart: 0, sourceEnd: 0, named: [], key };
      switch (name.kind) {
        case "default":
          additions.push({ ...base, typeOnly, defaultName: name.local });
          return;
        case "namespace":
          additions.push({ ...base, typeOnly, namespace: name.local });
          return;
        case "named": {
          const { kind: _, ...plainName } = name;
          const own = additions.find((each) => each.key === key);
          if (own) own.named = addTo({ imported: own }, { ...plainName, typeOnly });
          else additions.push({ ...base, typeOnly: false, named: [{ ...plainName, typeOnly }] });
        }
      }
    },
    addLine(line) {
      lines.push(line);
    },
    edits() {
      const edits: TextEdit[] = [];
      const rendering = renderingOf(file, like);
      const added = additions.map((each) => renderImport(file, withTypeWord(each), rendering));
      const fresh = [...added, ...lines];
      for (const { statement, imported, changed } of entries) {
        if (!changed) continue;
        const own = file.text.slice(statement.start, statement.end);
        if (!isEmpty(imported)) {
          const tail = isPython(file)
            ? ""
            : file.text.slice(imported.sourceEnd + 1, statement.end).replace(/;$/, "");
          const text = renderImport(file, imported, {
            ...renderingOf({ ...file, module: { statements: [statement] } }, [file]),
            ...{ multiline: own.includes("\n"), tail },
          });
          edits.push({ start: statement.start, end: statement.end, text });
        } else if (fresh.length > 0) {
          const text = fresh.splice(0).join("\n");
          edits.push({ start: statement.start, end: statement.end, text });
        } else edits.push({ ...cutLines(file.text, statement), text: "" });
      }
      if (fresh.length > 0) edits.push(inserted(file, fresh.join("\n")));
      return edits;
    },
  };
}

/** An import that goes takes the blank lines along that would begin the file. */
function cutLines(text: string, statement: ModuleStatement): { start: number; end: number } {
  const { start, end } = wholeLines(text, statement);
  const blank = start === 0 ? (/^(?:[ \t]*\n)+/.exec(text.slice(end))?.[0].length ?? 0) : 0;
  return { start, end: end + blank };
}

/** Where all of it is types, one word says so. */
function withTypeWord(imported: ModuleImport): ModuleImport {
  const { named, defaultName, namespace, typeOnly } = imported;
  if (typeOnly || defaultName !== undefined || namespace !== undefined) return imported;
  if (named.length === 0 || !named.every((each) => each.typeOnly)) return imported;
  return {
    ...imported,
    typeOnly: true,
    named: named.map((each) => ({ ...each, typeOnly: false })),
  };
}

function isEmpty({ named, defaultName, namespace, all }: ModuleImport): boolean {
  return named.length === 0 && defaultName === undefined && namespace === undefined && !all;
}

/** A list that is sorted stays so. */
function inOrder(names: ImportedName[], name: ImportedName): ImportedName[] {
  const key = (each: ImportedName): string => each.name.toLowerCase();
  const sorted = names.every((each, at) => {
    const before = names[at - 1];
    return !before || key(before) <= key(each);
  });
  const at = sorted ? names.findIndex((each) => key(each) > key(name)) : -1;
  names.splice(at < 0 ? names.length : at, 0, name);
  return names;
}

/** Behind the last import; before the first statement where there is none. */
function inserted({ text, module, languageId }: MoveFile, lines: string): TextEdit {
  const isImport = (each: ModuleStatement): boolean => each.imports.length > 0;
  const last = module.statements.findLast(isImport);
  if (last) {
    const at = wholeLines(text, last).end;
    const open = at > 0 && !text.slice(0, at).endsWith("\n");
    return { start: at, end: at, text: `${open ? "\n" : ""}${lines}\n` };
  }
  const first = module.statements.find((each) => !isPreamble(text, each, languageId));
  if (!first) return { start: text.length, end: text.length, text: `${lines}\n` };
  const isDefinition = /^(?:def|class|async|@)/.test(text.slice(first.start));
  const gap = languageId === "python" && isDefinition ? "\n\n" : "\n";
  return { start: first.head, end: first.head, text: `${lines}\n${gap}` };
}

/** A docstring, or `"use strict"`. */
function isPreamble(text: string, { start, declares }: ModuleStatement, language: string): boolean {
  return declares.length === 0 && /^["']/.test(text.slice(start)) && language !== "";
}

function renderingOf(file: MoveFile, like: readonly MoveFile[]): Rendering {
  for (const each of [file, ...like]) {
    const known = importsIn(each)[0];
    if (!known || isPython(each)) continue;
    const { statement, imported } = known;
    const quote = each.text.charAt(imported.sourceStart - 1);
    return { quote, semicolon: each.text.charAt(statement.end - 1) === ";" };
  }
  const ends = [file, ...like].flatMap(({ text, module }) =>
    module.statements
      .map(({ end }) => text.charAt(end - 1))
      .filter((character) => character !== "}"),
  );
  return { quote: '"', semicolon: ends.length === 0 || ends.includes(";") };
}
