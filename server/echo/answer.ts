import { holdsSecret } from "../guard/secretText.ts";
import { isLicenceText } from "../text/licence.ts";
import type { Analogy } from "./analogy.ts";
import calibration from "./calibration.json" with { type: "json" };
import { candidatesOf } from "./candidates.ts";
import { chosenOf } from "./choice.ts";
import type { Occurrence } from "./occurrences.ts";
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
  /** What it follows with other names. */
  readonly analogy: Analogy | undefined;
}

const scoreOf = createScore(calibration.choice);
const probabilityOf = createProbability(calibration);

/** The likeliest rest of the line, from what stands elsewhere; undefined where nothing is like it. */
export function echoOf(query: EchoQuery, store: AskedStore): Echo | undefined {
  const { candidates, place } = candidatesOf(query, store);
  const best = chosenOf(candidates, scoreOf);
  if (!best) return undefined;
  const { text, occurrences, analogy } = best.candidate;
  const line = place.lineBefore + text;
  if (holdsSecret(line)) return undefined;
  if (place.inside === "comment" && isLicenceText(line)) return undefined;
  return { text, probability: probabilityOf(best.features), occurrences, analogy };
}
