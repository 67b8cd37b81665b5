import { fenced } from "./chat.ts";
import argument from "./edit/argument.md";
import type { EditMessage } from "./edit.ts";

/** What a model is told of a call that lacks an argument. */
export interface ArgumentMaterial {
  languageId: string;
  path: string;
  /** The function's new signature, and the parameter that is new, as they are written. */
  signature: string;
  parameter: string;
  /** The lines around the call, and the statement with the call in it. */
  around: string;
  statement: string;
  /** What a person has asked for, where they have said it in words. */
  instruction?: string;
}

/** The conversation that asks a model what a call should pass. */
export function argumentMessages(material: ArgumentMaterial): EditMessage[] {
  const { languageId, path, signature, parameter, around, statement, instruction } = material;
  const parts = [
    `The function's new signature:\n\n${fenced(signature, languageId)}`,
    ...(instruction === undefined ? [] : [`What was asked for: ${instruction}`]),
    `Code of ${path}:\n\n${fenced(around, languageId)}`,
    `The call:\n\n${fenced(statement, languageId)}`,
    `What should this call pass for \`${parameter}\`?`,
  ];
  return [
    { role: "system", content: argument.trim() },
    { role: "user", content: parts.join("\n\n") },
  ];
}
