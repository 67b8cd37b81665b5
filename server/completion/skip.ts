import type { Cursor } from "./cursor.ts";

/** A place where nothing useful can come; the trace shows its name. */
export interface SkipRule {
  readonly name: string;
  applies(cursor: Cursor): boolean;
}

const insideWord: SkipRule = {
  name: "the cursor is inside a word",
  applies: ({ lineBefore, lineAfter }) =>
    /[\p{L}\p{N}_$]$/u.test(lineBefore) && /^[\p{L}\p{N}_$]/u.test(lineAfter),
};

const afterStatement: SkipRule = {
  name: "the statement has ended",
  applies: ({ lineBefore, lineAfter }) =>
    /\S\s*;\s*$/.test(lineBefore) && !/\bfor\s*\(/.test(lineBefore) && lineAfter.trim() === "",
};

const nothingToGoBy: SkipRule = {
  name: "there is nothing to go by",
  applies: ({ prefix, suffix }) => prefix.trim() === "" && suffix.trim() === "",
};

/** Every rule by which no request is made; the first that applies is named. */
export const skipRules: readonly SkipRule[] = [nothingToGoBy, insideWord, afterStatement];

/** The rule by which no suggestion is asked for at this cursor, if one that is on says so. */
export function skipRuleFor(
  cursor: Cursor,
  rules?: { isOn(name: string): boolean },
): SkipRule | undefined {
  return skipRules.find((rule) => rules?.isOn(rule.name) !== false && rule.applies(cursor));
}
