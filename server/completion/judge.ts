import type { CompletionTrace, Sureness } from "../protocol/messages.ts";
import { adaptedGate } from "./adaptedGate.ts";
import type { CompletionContext } from "./completionContext.ts";
import type { Cursor } from "./cursor.ts";
import { applyFilters } from "./filters/all.ts";
import { type Gated, shifted, thresholdsFor } from "./gate.ts";
import { type Witness, witnessOf } from "./joint.ts";
import { type Ongoing, piecesAfter } from "./ongoing.ts";
import { unsureRule } from "./rules.ts";
import type { Stages } from "./stages.ts";

/** What may be shown of an answer; an empty text is silence, with the rule that asked for it. */
export interface Judged {
  text: string;
  /** Characters after the cursor that the text takes the place of. */
  replaces: number;
  cuts: NonNullable<CompletionTrace["cuts"]>;
  /** Absent where the gate did not judge. */
  sureness?: Sureness;
  silence?: { why: string; rule: string };
}

/** What was written behind `typed`, and by which generation. */
interface Written {
  written: string;
  typed: string;
  ongoing: Ongoing;
}

/** Has the filters and the gate decide what is shown of what was written behind `typed`. */
export function judge(
  cursor: Cursor,
  given: Written,
  context: CompletionContext,
  stages: Stages,
): Judged {
  const raw = given.written.slice(given.typed.length);
  const filtered = applyFilters(
    { cursor, raw, errors: context.syntax.errorCounter() },
    context.rules.filters(),
  );
  stages.done("filters");
  // Who asks by hand wants to see what there is.
  const passes = context.candidates > 1 || !context.rules.isOn(unsureRule);
  const gated: GatedFor = passes
    ? { text: filtered.text }
    : gateFor(cursor, filtered.text, given, context);
  stages.done("gate");
  const { text, sureness } = gated;
  const whole = text === filtered.text;
  const cut = { filter: gated.why ?? "", before: filtered.text, after: text };
  const judged = {
    text,
    // What was cut may have written the closers whose place it takes.
    replaces: whole ? filtered.replaces : 0,
    cuts: whole ? filtered.cuts : [...filtered.cuts, cut],
    ...(sureness && { sureness }),
  };
  if (text !== "") return judged;
  const why = `the suggestion ${filtered.silencedBy ?? gated.why}`;
  return { ...judged, silence: { why, rule: filtered.silencedBy ?? unsureRule } };
}

interface GatedFor extends Gated {
  sureness?: Sureness;
}

/** Asks the gate, as strict as it has become for this person. */
function gateFor(
  { languageId }: Cursor,
  text: string,
  { ongoing, typed }: Written,
  { adaptation, echo }: CompletionContext,
): GatedFor {
  const strictness = adaptation.strictnessIn(languageId);
  const pieces = piecesAfter(ongoing.pieces, typed);
  const witness = stayingWitness(ongoing, witnessOf(text, pieces, echo));
  const { limits, tried, ...gated } = adaptedGate(text, pieces, {
    limits: shifted(thresholdsFor(languageId), -(witness?.lift ?? 0)),
    moved: strictness?.moved ?? 0,
    tries: () => adaptation.tries(ongoing),
  });
  const { mean, why } = gated;
  // Without probabilities it has nothing to say.
  if (mean === undefined && why === undefined) return gated;
  const sureness = {
    ...(mean !== undefined && { mean }),
    least: { token: limits.unsure, mean: limits.mean },
    ...(strictness && { strictness }),
    ...(witness && { witness }),
    ...(tried && { tried }),
  };
  return { ...gated, sureness };
}

const witnesses = new WeakMap<Ongoing, Witness | undefined>();

/**
 * What spoke most for a generation since it was first judged: what it has shown shall not vanish while it
 * is typed along, because the project says something else of the rest of the line.
 */
function stayingWitness(ongoing: Ongoing, heard: Witness | undefined): Witness | undefined {
  const known = witnesses.get(ongoing);
  const isFirst = !witnesses.has(ongoing);
  const best = isFirst || (heard?.lift ?? 0) > (known?.lift ?? 0) ? heard : known;
  witnesses.set(ongoing, best);
  return best;
}
