import { type Analogy, analogiesOf } from "./analogy.ts";
import { type Continuation, featuresOf } from "./features.ts";
import { groupsOf } from "./groups.ts";
import { type Occurrence, occurrencesOf } from "./occurrences.ts";
import type { EchoQuery, Place } from "./place.ts";
import type { Features } from "./probability.ts";
import type { AskedStore } from "./store.ts";

/** A way in which the line may go on, and what the model of its probability is fitted to. */
export interface Candidate {
  readonly text: string;
  readonly occurrences: readonly Occurrence[];
  readonly analogy: Analogy | undefined;
  readonly features: Features;
}

/** So many of the weightiest groups are weighed against each other, and so many analogies. */
const mostGroups = 12;
const mostAnalogies = 8;

/**
 * The candidates at a cursor, among which the likeliest is to be chosen: literal ones, then analogies. Of a
 * very large file the query's text begins at its line `firstLine`.
 */
export function candidatesOf(
  query: EchoQuery,
  store: AskedStore,
): { candidates: Candidate[]; place: Place; firstLine: number } {
  const { place, occurrences, firstLine } = occurrencesOf(query, store);
  const groups = groupsOf(occurrences, place);
  const analogies = analogiesOf(query.prefix, query.suffix).slice(0, mostAnalogies);
  const byText = new Map(analogies.map((analogy) => [analogy.text, analogy]));
  const featuresIn = featuresOf({ groups, occurrences, place, query });
  const continuations: Continuation[] = [];
  for (const group of groups.slice(0, mostGroups)) {
    continuations.push({ group, analogy: byText.get(group.text) });
    byText.delete(group.text);
  }
  for (const [text, analogy] of byText)
    continuations.push({ group: { text, occurrences: [], weight: 0 }, analogy });
  const candidates = continuations.map(
    (one): Candidate => ({
      text: one.group.text,
      occurrences: one.group.occurrences,
      analogy: one.analogy,
      features: featuresIn(one),
    }),
  );
  return { candidates, place, firstLine };
}
