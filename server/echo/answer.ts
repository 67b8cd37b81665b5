import { holdsSecret } from "../guard/secretText.ts";
import { isLicenceText } from "../text/licence.ts";
import calibration from "./calibration.json" with { type: "json" };
import { features, type Group, groupsOf } from "./groups.ts";
import { type EchoQuery, type Occurrence, occurrencesOf, type Place } from "./occurrences.ts";
import { createProbability } from "./probability.ts";
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

const probabilityOf = createProbability(calibration);

/** The likeliest rest of the line, from what stands elsewhere; undefined where nothing is like it. */
export function echoOf(query: EchoQuery, store: Store): Echo | undefined {
  const { group, given, place } = likeliest(query, store) ?? {};
  if (!group || !given || !place) return undefined;
  if (holdsSecret(place.lineBefore + group.text)) return undefined;
  if (place.inside === "comment" && isLicenceText(place.lineBefore + group.text)) return undefined;
  return {
    text: group.text,
    probability: probabilityOf(given),
    occurrences: group.occurrences,
  };
}

type Store = Pick<EchoStore, "segmentsFor" | "isCurrent" | "textOf">;

/** A group of occurrences with its features: what the calibration is fitted to. */
export interface Candidate {
  group: Group;
  given: Record<string, number>;
  place: Place;
}

function likeliest(query: EchoQuery, store: Store): Candidate | undefined {
  return candidates(query, store).reduce<Candidate | undefined>(
    (best, next) => (best && probabilityOf(best.given) >= probabilityOf(next.given) ? best : next),
    undefined,
  );
}

/** So many of the best groups are weighed against each other. */
const compared = 4;

/** The groups among which the likeliest is chosen by its probability. */
export function candidates(query: EchoQuery, store: Store): Candidate[] {
  const { place, occurrences } = occurrencesOf(query, store);
  const groups = groupsOf(occurrences);
  return groups.slice(0, compared).map((group) => ({
    group,
    given: features(group, { groups, occurrences, place, query }),
    place,
  }));
}
