import type { Argument, Parameter } from "../../syntax/signature.ts";

/** What becomes of the arguments of a call. */
export type Rearranged =
  | { kind: "arguments"; texts: string[] }
  /** These parameters have to be given, and nothing says what. */
  | { kind: "missing"; parameters: Parameter[] }
  /** A call from which it cannot be told which argument is which. */
  | { kind: "unclear" };

interface Change {
  before: readonly Parameter[];
  after: readonly Parameter[];
  /** Arguments may be given by name. */
  byName: boolean;
}

/**
 * The arguments of a call for other parameters: each goes where the parameter of its name went, those
 * of parameters that are gone go, and `given` says what new ones get, by their names.
 */
export function rearranged(
  args: readonly Argument[],
  { before, after, byName }: Change,
  given: ReadonlyMap<string, string> = new Map(),
): Rearranged {
  if (args.some(({ spread }) => spread)) return { kind: "unclear" };
  const had = argumentsByName(args, before);
  if (!had) return { kind: "unclear" };
  const renamed = renamedParameter(before, after);
  const texts: string[] = [];
  const missing: Parameter[] = [];
  let skipped: Parameter[] = [];
  let named = false;
  for (const parameter of after) {
    const old = renamed?.after === parameter.name ? renamed.before : parameter.name;
    if (parameter.rest) {
      const rest = had.get(old) ?? [];
      if (rest.length > 0 && skipped.length > 0) return { kind: "unclear" };
      texts.push(...rest.map(({ text }) => text));
      continue;
    }
    const own = had.get(old)?.[0];
    const fresh = given.get(parameter.name);
    if (!own && fresh === undefined) {
      if (parameter.optional) skipped.push(parameter);
      else missing.push(parameter);
      continue;
    }
    const value = own ? bareValue(own) : (fresh ?? "");
    if (own?.name !== undefined || parameter.byName || (byName && (named || skipped.length > 0))) {
      texts.push(`${parameter.name}=${value}`);
      named = true;
    } else {
      texts.push(...skipped.map(() => "undefined"), value);
      skipped = [];
    }
  }
  return missing.length > 0
    ? { kind: "missing", parameters: missing }
    : { kind: "arguments", texts };
}

/** Whether every call stays as it is: what is new is at the end, and may be left out. */
export function fitsOldCalls({ before, after }: Pick<Change, "before" | "after">): boolean {
  if (after.length < before.length) return false;
  return after.every((parameter, at) => {
    const old = before[at];
    if (!old) return parameter.optional;
    const same =
      old.name === parameter.name && old.rest === parameter.rest && old.byName === parameter.byName;
    return same && (parameter.optional || !old.optional);
  });
}

/** undefined: there are more arguments than parameters. */
function argumentsByName(
  args: readonly Argument[],
  parameters: readonly Parameter[],
): Map<string, Argument[]> | undefined {
  const byName = new Map<string, Argument[]>();
  let at = 0;
  for (const argument of args) {
    if (argument.name !== undefined) {
      byName.set(argument.name, [argument]);
      continue;
    }
    const parameter = parameters[at];
    if (!parameter) return undefined;
    byName.set(parameter.name, [...(byName.get(parameter.name) ?? []), argument]);
    if (!parameter.rest) at += 1;
  }
  return byName;
}

/** One parameter has another name, and all else is as before. */
function renamedParameter(
  before: readonly Parameter[],
  after: readonly Parameter[],
): { before: string; after: string } | undefined {
  if (before.length !== after.length) return undefined;
  const others = before.flatMap((old, at) => {
    const now = after[at];
    return now && now.name !== old.name ? [{ before: old.name, after: now.name }] : [];
  });
  const [only] = others;
  const moved = only && before.some(({ name }) => name === only.after);
  const typed = (parameter: Parameter | undefined, name: string): string =>
    parameter?.text.replace(name, "") ?? "";
  const at = before.findIndex(({ name }) => name === only?.before);
  if (!only || others.length > 1 || moved) return undefined;
  // Of another type, it is another parameter.
  return typed(before[at], only.before) === typed(after[at], only.after) ? only : undefined;
}

function bareValue({ name, text }: Argument): string {
  return name === undefined ? text : text.slice(text.indexOf("=") + 1).trim();
}
