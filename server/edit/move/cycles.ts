import { type ImportRules, importsIn, isPython, type MoveFile } from "./moveFile.ts";
import type { NewEdge } from "./moving.ts";

/** So many files are looked at for a way back. */
const most = 400;

/**
 * The first new import that would close a circle in which a file is needed before it is loaded. Files
 * of Python cannot import names of each other in a circle; scripts can, if they need them only later.
 */
export async function harmfulCircle(
  edges: readonly NewEdge[],
  { rules, read }: { rules: ImportRules; read(path: string): Promise<MoveFile | undefined> },
): Promise<NewEdge | undefined> {
  for (const edge of edges) {
    const file = await read(edge.from);
    if (!file || (!edge.atLoad && !isPython(file))) continue;
    if (await reaches(edge.to, edge.from, { rules, read })) return edge;
  }
  return undefined;
}

async function reaches(
  from: string,
  to: string,
  { rules, read }: { rules: ImportRules; read(path: string): Promise<MoveFile | undefined> },
): Promise<boolean> {
  const waiting = [from];
  const seen = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const file = seen.size <= most ? await read(path) : undefined;
    if (!file) continue;
    for (const next of loadedBy(file, rules)) {
      if (next === to) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  return false;
}

/** The files that a file loads when it is loaded. */
function loadedBy(file: MoveFile, rules: ImportRules): string[] {
  const imported = importsIn(file).flatMap(({ imported: each }) => {
    const onlyTypes =
      each.typeOnly || (each.named.length > 0 && each.named.every(({ typeOnly }) => typeOnly));
    if (onlyTypes) return [];
    // In Python what is imported from a package may be a file of it.
    const dots = /^\.+$/.test(each.source) ? each.source : `${each.source}.`;
    const within = isPython(file) ? each.named.map(({ name }) => dots + name) : [];
    return [each.source, ...within];
  });
  const exported = file.module.statements.flatMap(({ exports }) =>
    exports?.from && !exports.typeOnly ? [exports.from.source] : [],
  );
  return [...imported, ...exported].flatMap((source) => rules.resolve(file, source) ?? []);
}
