import { holdsSecret } from "../guard/secretText.ts";
import { isLicenceText } from "../text/licence.ts";
import calibration from "./calibration.json" with { type: "json" };
import { chosenOf } from "./choice.ts";
import { featuresOf } from "./features.ts";
import { groupsOf } from "./groups.ts";
import { type Occurrence, occurrencesOf } from "./occurrences.ts";
import type { EchoQuery } from "./place.ts";
import { createProbability, createScore, type Features } from "./probability.ts";
import type { EchoStore } from "./store.ts";

/** What the project says of how a line goes on. */
export interface Echo {
  /** The rest of the line. */
  readonly text: string;
  /** How probable it is that the rest of the line is exactly this. */
  readonly probability: number;
  /** The places it stands on, the longest match first. */
  readonly occurrences: readonly Occurrence[];
}

/** A way in which the line goes on elsewhere; what the model of the probability is fitted to. */
export interface Candidate {
  readonly text: string;
  readonly occurrences: readonly Occurrence[];
  readonly features: Features;
}

type Store = Pick<EchoStore, "segmentsFor" | "isCurrent" | "textOf">;

const scoreOf = createScore(calibration.choice);
const probabilityOf = createProbability(calibration);

/** The likeliest rest of the line, from what stands elsewhere; undefined where nothing is like it. */
export function echoOf(query: EchoQuery, store: Store): Echo | undefined {
  const { candidates, lineBefore, inside } = candidatesOf(query, store);
  const best = chosenOf(candidates, scoreOf);
  if (!best) return undefined;
  const { text, occurrences } = best.candidate;
  if (holdsSecret(lineBefore + text)) return undefined;
  if (inside === "comment" && isLicenceText(lineBefore + text)) return undefined;
  return { text, probability: probabilityOf(best.features), occurrences };
}

/** So many of the weightiest groups are weighed against each other. */
const compared = 12;

/** The candidates among which the likeliest is chosen. */
export function candidatesOf(query: EchoQuery, store: Store) {
  const { place, occurrences } = occurrencesOf(query, store);
  const groups = groupsOf(occurrences, place);
  const featuresIn = featuresOf({ groups, occurrences, place, query });
  const candidates = groups.slice(0, compared).map(
    (group): Candidate => ({
      text: group.text,
      occurrences: group.occurrences,
      features: featuresIn(group),
    }),
  );
  return { candidates, lineBefore: place.lineBefore, inside: place.inside };
}
