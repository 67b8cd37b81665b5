import { insideOf } from "../text/inside.ts";
import type { Cursor } from "./cursor.ts";
import { filters } from "./filters/all.ts";
import { blank } from "./filters/blank.ts";
import type { Filter } from "./filters/filter.ts";
import { skipRules } from "./skip.ts";
import type { SyntaxAtCursor } from "./syntaxAt.ts";

/** The rules as they are now: by default, or as a person has changed them. */
export interface Rules {
  isOn(name: string): boolean;
  /** The filters that are on, in the order in which they judge. */
  filters(): readonly Filter[];
  list(): { name: string; on: boolean; byDefault: boolean }[];
}

/** Rules under which nothing is asked at all; they are off until a person turns them on. */
const resting = { comment: "comments", string: "strings" } as const;

/** Suggestions from the project's own code, without the model. */
export const echoRule = "echo";

/** The gate: the model's own probabilities cut a suggestion or silence it. */
export const unsureRule = "is unsure";

/** By name, in the order in which they decide. Without `blank` nothing could be shown: it stays on. */
const defaults: ReadonlyMap<string, boolean> = new Map([
  [echoRule, true],
  ...Object.values(resting).map((name) => [name, false] as const),
  ...[...skipRules, ...filters]
    .filter((rule) => rule !== blank)
    .map(({ name }) => [name, true] as const),
  [unsureRule, true],
]);

/** The rules with the changes of a person over the defaults; `changes` is asked every time. */
export function createRules(changes: () => Readonly<Record<string, boolean>> = () => ({})): Rules {
  const isOn = (name: string): boolean => changes()[name] ?? defaults.get(name) ?? true;
  return {
    isOn,
    filters: () => filters.filter((filter) => filter === blank || isOn(filter.name)),
    list: () => [...defaults].map(([name, byDefault]) => ({ name, on: isOn(name), byDefault })),
  };
}

/** The rule under which nothing is asked at this cursor, and why in a clause. */
export function restingRule(
  cursor: Cursor,
  { rules, syntax }: { rules: Rules; syntax: SyntaxAtCursor },
): { rule: string; why: string } | undefined {
  if (!Object.values(resting).some(rules.isOn)) return undefined;
  const inside = syntax.surroundings()?.inside ?? insideOf(cursor.prefix, cursor.languageId);
  if (inside === "code" || !rules.isOn(resting[inside])) return undefined;
  return { rule: resting[inside], why: `the cursor is in a ${inside}` };
}
