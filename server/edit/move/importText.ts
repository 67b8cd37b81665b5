import type { ImportedName, ModuleImport } from "../../syntax/moduleParts.ts";
import { isPython, type MoveFile } from "./moveFile.ts";

/** How a file writes its imports. */
export interface Rendering {
  quote: string;
  semicolon: boolean;
  /** It goes over several lines already. */
  multiline?: boolean;
  /** What stands behind the module's name. */
  tail?: string;
}

/** Longer lines are broken, as the usual formatters do. */
const longestScript = 100;
const longestPython = 88;

/** An import as its file would write it, without a line end. */
export function renderImport(
  file: Pick<MoveFile, "languageId" | "text">,
  imported: ModuleImport,
  rendering: Rendering,
): string {
  return isPython(file)
    ? renderPython(imported, rendering)
    : renderScript(file, imported, rendering);
}

/** `export { a } from "./b"`, or what it is as types. */
export function renderReexport(
  names: readonly { name: string; as: string; typeOnly: boolean }[],
  source: string,
  { quote, semicolon }: Rendering,
): string {
  const types = names.every(({ typeOnly }) => typeOnly);
  const list = names.map(
    ({ name, as, typeOnly }) =>
      (typeOnly && !types ? "type " : "") + (name === as ? name : `${name} as ${as}`),
  );
  const word = types ? "export type" : "export";
  return `${word} { ${list.join(", ")} } from ${quote}${source}${quote}${semicolon ? ";" : ""}`;
}

function renderScript(
  { text }: Pick<MoveFile, "text">,
  { source, typeOnly, defaultName, namespace, named }: ModuleImport,
  { quote, semicolon, multiline, tail = "" }: Rendering,
): string {
  const names = named.map((each) => (each.typeOnly && !typeOnly ? "type " : "") + renamed(each));
  const end = ` from ${quote}${source}${quote}${tail}${semicolon ? ";" : ""}`;
  const lead = [
    ...(defaultName === undefined ? [] : [defaultName]),
    ...(namespace === undefined ? [] : [`* as ${namespace}`]),
  ];
  const head = `import ${typeOnly ? "type " : ""}`;
  if (names.length === 0) return `${head}${lead.join(", ")}${end}`;
  const line = `${head}${[...lead, `{ ${names.join(", ")} }`].join(", ")}${end}`;
  if (!multiline && line.length <= longestScript) return line;
  const indent = /^\t/m.test(text) ? "\t" : "  ";
  const list = names.map((name) => `${indent}${name},\n`).join("");
  return `${head}${[...lead, `{\n${list}}`].join(", ")}${end}`;
}

function renderPython(
  { source, namespace, named }: ModuleImport,
  { multiline }: Rendering,
): string {
  if (namespace !== undefined)
    return namespace === source ? `import ${source}` : `import ${source} as ${namespace}`;
  const names = named.map(renamed);
  const line = `from ${source} import ${names.join(", ")}`;
  if (!multiline && line.length <= longestPython) return line;
  return `from ${source} import (\n${names.map((name) => `    ${name},\n`).join("")})`;
}

function renamed({ name, local }: Pick<ImportedName, "name" | "local">): string {
  return name === local ? name : `${name} as ${local}`;
}
