import type { CompletionTrace } from "../protocol/messages.ts";
import type { CompletionContext } from "./completionContext.ts";
import type { Cursor } from "./cursor.ts";
import { applyFilters } from "./filters/all.ts";
import { type Gated, gate, thresholdsFor } from "./gate.ts";
import { type Ongoing, piecesAfter } from "./ongoing.ts";
import { unsureRule } from "./rules.ts";
import type { Stages } from "./stages.ts";

/** What may be shown of an answer; an empty text is silence, with the rule that asked for it. */
export interface Judged {
  text: string;
  /** Characters after the cursor that the text takes the place of. */
  replaces: number;
  cuts: NonNullable<CompletionTrace["cuts"]>;
  silence?: { why: string; rule: string };
}

/** Has the filters and the gate decide what is shown of what was written behind `typed`. */
export function judge(
  cursor: Cursor,
  { written, typed, ongoing }: { written: string; typed: string; ongoing: Ongoing },
  context: CompletionContext,
  stages: Stages,
): Judged {
  const filtered = applyFilters(
    { cursor, raw: written.slice(typed.length), errors: context.syntax.errorCounter() },
    context.rules.filters(),
  );
  stages.done("filters");
  // Who asks by hand wants to see what there is.
  const passes = context.candidates > 1 || !context.rules.isOn(unsureRule);
  const gated: Gated = passes
    ? { text: filtered.text }
    : gate(filtered.text, piecesAfter(ongoing.pieces, typed), thresholdsFor(cursor.languageId));
  stages.done("gate");
  const { text } = gated;
  const whole = text === filtered.text;
  const cut = { filter: gated.why ?? "", before: filtered.text, after: text };
  const judged = {
    text,
    // What was cut may have written the closers whose place it takes.
    replaces: whole ? filtered.replaces : 0,
    cuts: whole ? filtered.cuts : [...filtered.cuts, cut],
  };
  if (text !== "") return judged;
  const why = `the suggestion ${filtered.silencedBy ?? gated.why}`;
  return { ...judged, silence: { why, rule: filtered.silencedBy ?? unsureRule } };
}
