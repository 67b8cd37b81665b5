import addTypes from "./actions/addTypes.md";
import convertToAsync from "./actions/convertToAsync.md";
import convertToComprehension from "./actions/convertToComprehension.md";
import convertToFunction from "./actions/convertToFunction.md";
import document from "./actions/document.md";
import extractFunction from "./actions/extractFunction.md";
import extractVariable from "./actions/extractVariable.md";
import fix from "./actions/fix.md";
import simplify from "./actions/simplify.md";
import split from "./actions/split.md";
import translateComments from "./actions/translateComments.md";
import writeTests from "./actions/writeTests.md";

/** What each action asks of a model, with names in braces for what is known only at its place. */
export const actionPrompts = {
  ...{ addTypes, convertToAsync, convertToComprehension, convertToFunction, document },
  ...{ extractFunction, extractVariable, fix, simplify, split, translateComments, writeTests },
} as const;

/** The words of an action with their places filled; a name that is not given is a bug. */
export function actionPrompt(
  action: keyof typeof actionPrompts,
  values: Readonly<Record<string, string>> = {},
): string {
  return actionPrompts[action].trim().replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`${action}.md wants {${name}}`);
    return value;
  });
}
