import { posix } from "node:path";
import type { ModuleStatement, NameUse } from "../../syntax/moduleParts.ts";
import { pythonBuiltIns } from "./builtIns.ts";
import type { NewImport } from "./importEditor.ts";
import { boundIn, hasTypes, importsIn, isPython, localsOf, type MoveFile } from "./moveFile.ts";
import { isTypeOnly, type MoveTask, type Needs, type Refused, refused } from "./moving.ts";

const { dirname } = posix;

/** What a declaration needs where it goes, or why it cannot have that there. */
export function carried(
  task: MoveTask & { statements: readonly ModuleStatement[] },
): Needs | Refused {
  const { source, target, name, statements, rules } = task;
  const uses = statements.flatMap((each) => each.uses);
  const names = new Set(uses.map((use) => use.name));
  names.delete(name);
  const [bound, there] = [boundIn(source), boundIn(target)];
  const needs = {
    ...{ kind: "needs" as const, imports: [] as Needs["imports"], edges: [] as Needs["edges"] },
    ...{ taken: new Set<string>(), exported: new Set<string>() },
  };
  const order = (need: string): number => {
    const holder = bound.get(need);
    return holder && holder.imports.length > 0 ? holder.start : Number.POSITIVE_INFINITY;
  };
  // As they stand in the source: the target's imports come in the same order.
  for (const need of [...names].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const own = uses.filter((use) => use.name === need);
    const holder = bound.get(need);
    const taken = there.get(need);
    if (!holder) {
      if (taken) return refused(`In the other file ${need} is something else.`);
      if (mayBeStarred(source, need))
        return refused(`${need} may come from an import of everything, which Ingle cannot follow.`);
      continue;
    }
    if (holder.conditional)
      return refused(`${need}, which it uses, is bound only under a condition.`);
    const wanted =
      holder.imports.length > 0
        ? importedAs(source, need, holder)
        : ownOf(task, need, { holder, uses: own });
    if (wanted.kind === "refused") return wanted;
    const from = "path" in wanted.from ? wanted.from : resolved(wanted.from.source);
    if (holder.imports.length > 0) needs.taken.add(need);
    else if (wanted.export) needs.exported.add(need);
    if (
      "source" in from &&
      from.source.startsWith(".") &&
      dirname(source.path) !== dirname(target.path)
    )
      return refused(`Ingle cannot follow how ${need} is imported, which ${name} uses.`);
    if ("path" in from && from.path === target.path) {
      const refusal = inTarget(wanted.name, need);
      if (refusal) return refusal;
      continue;
    }
    if (taken) {
      if (!isSame(target, { need, from, wanted: wanted.name }))
        return refused(`In the other file ${need} is something else.`);
      continue;
    }
    needs.imports.push({ from, name: wanted.name });
    if ("path" in from && !wanted.name.typeOnly)
      needs.edges.push({ to: from.path, atLoad: own.some(isAtLoad) });
  }
  return needs;

  /** What is of this workspace is named by its path: the target may have to write it otherwise. */
  function resolved(written: string): { path: string } | { source: string } {
    const path = rules.resolve(source, written);
    const isRelative = written.startsWith(".");
    return path !== undefined && (isRelative || path === target.path)
      ? { path }
      : { source: written };
  }

  function isSame(
    file: MoveFile,
    {
      need,
      from,
      wanted,
    }: { need: string; from: { path: string } | { source: string }; wanted: NewImport },
  ): boolean {
    return importsIn(file).some(({ imported }) => {
      const leads =
        "path" in from
          ? rules.resolve(file, imported.source) === from.path
          : imported.source === from.source;
      if (!leads) return false;
      if (wanted.kind === "named")
        return imported.named.some((each) => each.local === need && each.name === wanted.name);
      return wanted.kind === "default"
        ? imported.defaultName === need
        : imported.namespace === wanted.local;
    });
  }
}

type Wanted = {
  kind: "wanted";
  from: { path: string } | { source: string };
  name: NewImport;
  export?: boolean;
};

function importedAs(source: MoveFile, need: string, holder: ModuleStatement): Wanted | Refused {
  const imported = holder.imports.find((each) => localsOf(each).includes(need));
  if (!imported) return refused(`Ingle cannot follow how ${need} is imported in ${source.path}.`);
  const { defaultName, namespace, named, typeOnly } = imported;
  const from = { source: imported.source };
  if (defaultName === need)
    return { kind: "wanted", from, name: { kind: "default", local: need, typeOnly } };
  const one = named.find((each) => each.local === need);
  if (one)
    return {
      ...{ kind: "wanted", from },
      name: { kind: "named", ...one, typeOnly: one.typeOnly || typeOnly },
    };
  return {
    ...{ kind: "wanted", from },
    name: { kind: "namespace", local: namespace ?? need, typeOnly },
  };
}

/** Something that stays in the source: the target imports it from there. */
function ownOf(
  { source, name, target }: MoveTask,
  need: string,
  { holder, uses }: { holder: ModuleStatement; uses: readonly NameUse[] },
): Wanted | Refused {
  if (uses.some(({ assigned }) => assigned))
    return refused(`${name} assigns to ${need}, which an import does not allow.`);
  const statements = source.module.statements;
  const clause = statements
    .flatMap(({ exports }) => (exports && !exports.from ? exports.names : []))
    .find((each) => each.name === need);
  const outside = clause?.as ?? need;
  if (holder.exported === "default" || outside === "default")
    return {
      ...{ kind: "wanted", from: { path: source.path } },
      name: { kind: "default", local: need, typeOnly: false },
    };
  const declaring = statements.filter(({ declares }) =>
    declares.some((each) => each.name === need),
  );
  const typeOnly =
    hasTypes(target) &&
    (isTypeOnly({ statements: declaring }, need) || uses.every(({ isType }) => isType));
  return {
    ...{ kind: "wanted", from: { path: source.path } },
    name: { kind: "named", name: outside, local: need, typeOnly },
    export: !isPython(source) && holder.exported === undefined && clause === undefined,
  };
}

/** What the target has itself needs no import, if it has the same name there. */
function inTarget(wanted: NewImport, need: string): Refused | undefined {
  return wanted.kind === "named" && wanted.name === need
    ? undefined
    : refused(`${need} has another name in the file that it would go to.`);
}

function mayBeStarred(source: MoveFile, need: string): boolean {
  return (
    isPython(source) &&
    importsIn(source).some(({ imported }) => imported.all) &&
    !pythonBuiltIns.has(need)
  );
}

function isAtLoad({ when, isType }: NameUse): boolean {
  return when === "load" && !isType;
}
