import { fenced } from "./chat.ts";
import instructions from "./edit/names.md";
import type { EditMessage } from "./edit.ts";

/** What a model is told of a symbol that wants another name. */
export interface NameMaterial {
  name: string;
  kind: "function" | "type" | "value";
  languageId: string;
  path: string;
  /** The lines of its declaration; empty where it is not known. */
  declaration: string;
  /** Lines that use it, from anywhere in the file. */
  uses: readonly string[];
  count: number;
}

/** The conversation that asks a model for names. */
export function nameMessages(material: NameMaterial): EditMessage[] {
  const { name, kind, languageId, path, declaration, uses, count } = material;
  const parts = [
    `The file is ${path}.`,
    ...(declaration === "" ? [] : [`Its declaration:\n\n${fenced(declaration, languageId)}`]),
    ...(uses.length === 0 ? [] : [`Where it is used:\n\n${fenced(uses.join("\n"), languageId)}`]),
    `Suggest ${count} better names for the ${kinds[kind]} \`${name}\`, one on each line.`,
  ];
  return [
    { role: "system", content: instructions.trim() },
    { role: "user", content: parts.join("\n\n") },
  ];
}

const kinds = { function: "function", type: "type", value: "variable" };
