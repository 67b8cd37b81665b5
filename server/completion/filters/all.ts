import { blank } from "./blank.ts";
import { controlTokens } from "./controlTokens.ts";
import { excessClosers } from "./excessClosers.ts";
import type { Filter, Judging, Suggestion } from "./filter.ts";
import { indentation } from "./indentation.ts";
import { linesAbove } from "./linesAbove.ts";
import { loops } from "./loops.ts";
import { nextLines } from "./nextLines.ts";
import { openEnd } from "./openEnd.ts";
import { parsesWorse } from "./parsesWorse.ts";
import { replacedRest } from "./replacedRest.ts";
import { restOfLine } from "./restOfLine.ts";
import { suffixOverlap } from "./suffixOverlap.ts";

/** What one filter took from a suggestion. */
export interface Cut {
  filter: string;
  before: string;
  after: string;
}

/** What the filters left: blank text is silence, and `silencedBy` names the filter that brought it. */
export interface Filtered extends Suggestion {
  silencedBy?: string;
  cuts: Cut[];
}

/**
 * Every filter, in the order in which they judge: what the model should not have written, then what
 * the document says already, then whether what is left fits where it goes.
 */
export const filters: readonly Filter[] = [
  blank,
  controlTokens,
  loops,
  indentation,
  linesAbove,
  nextLines,
  suffixOverlap,
  restOfLine,
  replacedRest,
  excessClosers,
  openEnd,
  parsesWorse,
];

/** Lets each filter judge what the ones before it have left. */
export function applyFilters(judging: Judging, which: readonly Filter[] = filters): Filtered {
  let suggestion: Suggestion = { text: judging.raw, replaces: 0 };
  const cuts: Cut[] = [];
  for (const filter of which) {
    const left = filter.apply(suggestion, judging);
    if (left.text !== suggestion.text)
      cuts.push({ filter: filter.name, before: suggestion.text, after: left.text });
    suggestion = left;
    if (left.text.trim() === "") return { text: "", replaces: 0, silencedBy: filter.name, cuts };
  }
  return { ...suggestion, text: suggestion.text.trimEnd(), cuts };
}
