import { type Analogy, analogiesOf } from "./analogy.ts";
import { analogyFeatures, featuresOf } from "./features.ts";
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

/** The candidates at a cursor, among which the likeliest is to be chosen: literal ones, then analogies. */
export function candidatesOf(
  query: EchoQuery,
  store: AskedStore,
): { candidates: Candidate[]; place: Place } {
  const { place, occurrences } = occurrencesOf(query, store);
  const groups = groupsOf(occurrences, place);
  const analogies = analogiesOf(query.prefix, query.suffix).slice(0, mostAnalogies);
  const byText = new Map(analogies.map((analogy) => [analogy.text, analogy]));
  const featuresIn = featuresOf({ groups, occurrences, place, query });
  const weightiest = groups.slice(0, mostGroups);
  const literal = weightiest.map((group) => ({ ...group, analogy: byText.get(group.text) }));
  for (const { text } of weightiest) byText.delete(text);
  const analogous = [...byText].map(([text, analogy]) => ({
    text,
    occurrences: [],
    weight: 0,
    analogy,
  }));
  const candidates = [...literal, ...analogous].map(
    ({ weight, ...one }): Candidate => ({
      ...one,
      features: {
        ...featuresIn({ ...one, weight }),
        ...analogyFeatures(one.analogy, one.occurrences.length),
      },
    }),
  );
  return { candidates, place };
}
