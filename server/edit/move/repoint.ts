import type { ModuleImport, ModuleStatement } from "../../syntax/moduleParts.ts";
import type { TextEdit } from "../textEdits.ts";
import { editImports } from "./importEditor.ts";
import { renderReexport } from "./importText.ts";
import { boundIn, hasTypes, isPython, type MoveFile, wholeLines } from "./moveFile.ts";
import { isTypeOnly, type Moving, type NewEdge, type Refused, refused } from "./moving.ts";
import { qualifiedUses } from "./qualified.ts";
import { keepsExporting } from "./sourceFile.ts";

/** A file that imports the source, with the name from its new place. */
export function repointed(
  file: MoveFile,
  moving: Moving,
): { kind: "edits"; file: MoveFile; edits: TextEdit[]; edge?: NewEdge } | Refused {
  if (keepsExporting(moving)) return { kind: "edits", file, edits: [] };
  const { name, target, source, rules } = moving;
  const imports = editImports(file, rules, [source, target]);
  const edits: TextEdit[] = [];
  const bound = boundIn(file);
  let runs = false;
  const locals: string[] = [];

  for (const statement of file.module.statements) {
    for (const imported of statement.imports) {
      if (leadsToSource(imported)) {
        const own = imported.named.filter((each) => each.name === name);
        if (own.length > 0 && statement.imports.length > 1)
          return refused(`Ingle cannot change how ${file.path} imports ${name}.`);
        for (const each of own) {
          const typeOnly = each.typeOnly || imported.typeOnly;
          imports.remove(each.local);
          imports.add(
            { path: target.path, instead: imported.source },
            { kind: "named", ...each, typeOnly },
          );
          locals.push(each.local);
          runs ||= !typeOnly;
        }
      }
      for (const space of spacesOf(imported)) {
        const uses = qualifiedUses(file, space, name);
        if (uses.length === 0) continue;
        if (bound.has(name) && !bound.get(name)?.imports.some(leadsToSource))
          return refused(`${file.path} has another ${name}.`);
        edits.push(...uses.map((use) => ({ ...use, text: name })));
        const typeOnly = isTypeOnly(moving, name) || imported.typeOnly;
        imports.add(
          { path: target.path, instead: imported.source },
          { kind: "named", name, local: name, typeOnly },
        );
        locals.push(name);
        runs ||= !typeOnly;
      }
      const isStarred = imported.all && leadsToSource(imported) && !bound.has(name);
      if (isStarred && usesOf(name).length > 0) {
        imports.add(
          { path: target.path, instead: imported.source },
          { kind: "named", name, local: name, typeOnly: false },
        );
        locals.push(name);
        runs = true;
      }
    }
    const exported = reexport(statement);
    if ("kind" in exported) return exported;
    edits.push(...exported.edits);
    runs ||= exported.runs;
  }
  if (loadsByCall())
    return refused(`${file.path} loads the file while it runs, and names ${name}.`);
  const all = [...edits, ...imports.edits()];
  const atLoad = locals.some((local) =>
    usesOf(local).some(({ when, isType }) => when === "load" && !isType),
  );
  return {
    ...{ kind: "edits", file, edits: all },
    ...(runs && { edge: { from: file.path, to: target.path, atLoad } }),
  };

  function leadsToSource({ source: written }: Pick<ModuleImport, "source">): boolean {
    return rules.resolve(file, written) === source.path;
  }

  /** Names that this import gives the source as a whole. */
  function spacesOf(imported: ModuleImport): string[] {
    if (imported.namespace !== undefined && leadsToSource(imported)) return [imported.namespace];
    if (!isPython(file)) return [];
    const dots = /^\.+$/.test(imported.source) ? imported.source : `${imported.source}.`;
    return imported.named
      .filter((each) => leadsToSource({ source: dots + each.name }))
      .map(({ local }) => local);
  }

  function usesOf(local: string) {
    return file.module.statements.flatMap(({ uses }) => uses.filter((use) => use.name === local));
  }

  function reexport({
    exports,
    start,
    end,
  }: ModuleStatement): { edits: TextEdit[]; runs: boolean } | Refused {
    if (!exports?.from || !leadsToSource(exports.from)) return { edits: [], runs: false };
    const own = exports.names.filter((each) => each.name === name);
    if (exports.all?.as !== undefined)
      return refused(`${file.path} exports the whole file under the name ${exports.all.as}.`);
    if (own.length === 0 && !exports.all) return { edits: [], runs: false };
    const isStarred = file.module.statements.some(
      (each) =>
        each.exports?.all &&
        each.exports.all.as === undefined &&
        each.exports.from &&
        rules.resolve(file, each.exports.from.source) === target.path,
    );
    if (exports.all && isStarred) return { edits: [], runs: true };
    const isType = hasTypes(file) && isTypeOnly(moving, name);
    const names = (own.length > 0 ? own : [{ name, as: name, typeOnly: isType }]).map((each) => ({
      ...each,
      typeOnly: each.typeOnly || exports.typeOnly,
    }));
    const quote = file.text.charAt(exports.from.sourceStart - 1);
    const semicolon = file.text.charAt(end - 1) === ";";
    const line = renderReexport(
      names,
      rules.write(file, target.path, [source, target], exports.from.source),
      {
        ...{ quote, semicolon },
      },
    );
    const left = exports.names.filter((each) => each.name !== name);
    const runs = names.some(({ typeOnly }) => !typeOnly);
    if (exports.all) {
      const at = wholeLines(file.text, { start, end }).end;
      const open = file.text.slice(0, at).endsWith("\n") ? "" : "\n";
      return { edits: [{ start: at, end: at, text: `${open}${line}\n` }], runs };
    }
    if (left.length === 0) return { edits: [{ start, end, text: line }], runs };
    const rest = renderReexport(
      left.map((each) => ({ ...each, typeOnly: each.typeOnly || exports.typeOnly })),
      exports.from.source,
      { quote, semicolon },
    );
    return { edits: [{ start, end, text: `${rest}\n${line}` }], runs };
  }

  /** `import("./source")`, `require("./source")`, a mock of it. */
  function loadsByCall(): boolean {
    if (isPython(file)) return false;
    const named = new RegExp(
      `(?<![\\p{L}\\p{N}_$])${name.replaceAll("$", "\\$")}(?![\\p{L}\\p{N}_$])`,
      "u",
    );
    return [...file.text.matchAll(/\b(?:import|require|mock)\(\s*["']([^"'\n]+)["']/g)].some(
      ([, written = ""]) => leadsToSource({ source: written }) && named.test(file.text),
    );
  }
}
