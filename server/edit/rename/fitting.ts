import { inStyle, type NameStyle } from "../../text/nameStyle.ts";
import { isName } from "../../text/names.ts";

/** What a new name has to go with. */
export interface NamePlace {
  languageId: string;
  /** The name that the thing has. */
  current: string;
  style: NameStyle;
  /** Names that stand in the file already. */
  taken: ReadonlySet<string>;
}

/** The names that fit a place, in its style and each once: no other thing there has them. */
export function fittingNames(
  names: readonly string[],
  { languageId, current, style, taken }: NamePlace,
): string[] {
  const marks = /^[_$#@]*/.exec(current)?.[0] ?? "";
  const styled = names.map((name) => {
    const bare = name.replace(/^[_$#@]+/, "");
    return marks + inStyle(bare, style);
  });
  return [...new Set(styled)].filter(
    (name) => isName(name, languageId) && name !== current && !taken.has(name),
  );
}

/** Every word of a text that could be a name. */
export function namesIn(text: string): Set<string> {
  return new Set(text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? []);
}
