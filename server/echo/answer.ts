import { holdsSecret } from "../guard/secretText.ts";
import { isLicenceText } from "../text/licence.ts";
import calibration from "./calibration.json" with { type: "json" };
import { candidatesOf } from "./candidates.ts";
import { chosenOf } from "./choice.ts";
import { lineOf, type Occurrence } from "./occurrences.ts";
import type { EchoQuery } from "./place.ts";
import { createProbability, createScore } from "./probability.ts";
import type { AskedStore } from "./store.ts";

/** What the project says of how a line goes on. */
export interface Echo {
  /** The rest of the line. */
  readonly text: string;
  /** How probable it is that the rest of the line is exactly this. */
  readonly probability: number;
  /** The places it stands on, the longest match first; none where it follows an analogy alone. */
  readonly occurrences: readonly Occurrence[];
  /** The line of its own file that it follows with other names. */
  readonly follows: EchoPlace | undefined;
}

/** A line of a file, from zero. */
export interface EchoPlace {
  readonly uri: string;
  readonly line: number;
}

const scoreOf = createScore(calibration.choice);
const probabilityOf = createProbability(calibration);

/** The likeliest rest of the line, from what stands elsewhere; undefined where nothing is like it. */
export function echoOf(query: EchoQuery, store: AskedStore): Echo | undefined {
  const { candidates, place, firstLine } = candidatesOf(query, store);
  const best = chosenOf(candidates, scoreOf);
  if (!best) return undefined;
  const { text, occurrences, analogy } = best.candidate;
  const line = place.lineBefore + text;
  if (holdsSecret(line)) return undefined;
  if (place.inside === "comment" && isLicenceText(line)) return undefined;
  const follows = analogy && {
    uri: query.uri,
    line: firstLine + linesBefore(query, analogy.offset),
  };
  return { text, probability: probabilityOf(best.features), occurrences, follows };
}

/** The first `most` places that an echo stands on, the longest match first. */
export function placesOf({ occurrences, follows }: Echo, most: number): EchoPlace[] {
  if (occurrences.length === 0) return follows ? [follows] : [];
  return occurrences.slice(0, most).map((one) => ({ uri: one.uri, line: lineOf(one) }));
}

function linesBefore({ prefix, suffix }: EchoQuery, offset: number): number {
  return (prefix + suffix).slice(0, offset).split("\n").length - 1;
}
