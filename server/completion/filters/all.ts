import type { Cursor } from "../cursor.ts";
import { blank } from "./blank.ts";
import type { Filter } from "./filter.ts";
import { repeatedLine } from "./repeatedLine.ts";
import { repeatedRest } from "./repeatedRest.ts";

/** Every filter, in the order in which they judge. */
const filters: readonly Filter[] = [blank, repeatedLine, repeatedRest];

/** What the filters leave of a suggestion, and the name of the one that left nothing. */
export function applyFilters(raw: string, cursor: Cursor): { text: string; silencedBy?: string } {
  let text = raw;
  for (const filter of filters) {
    text = filter.apply(text, cursor);
    if (text.trim() === "") return { text: "", silencedBy: filter.name };
  }
  return { text: text.trimEnd() };
}
