import type { Occurrence } from "./occurrences.ts";
import type { Place } from "./place.ts";

/** Occurrences after which the line goes on alike. */
export interface Group {
  readonly text: string;
  /** The longest match first. */
  readonly occurrences: readonly Occurrence[];
  /** How much speaks for it, beside other groups of the same cursor. */
  readonly weight: number;
}

/** The groups of a cursor's occurrences, the weightiest first. */
export function groupsOf(occurrences: readonly Occurrence[], place: Place): Group[] {
  const byText = new Map<string, Occurrence[]>();
  for (const one of occurrences) {
    const same = byText.get(one.rest);
    if (same) same.push(one);
    else byText.set(one.rest, [one]);
  }
  const longest = occurrences[0]?.length ?? 0;
  return [...byText]
    .map(([text, members]) => ({
      text,
      occurrences: members,
      weight: members.reduce((sum, one) => sum + weightOf(one, longest, place), 0),
    }))
    .sort((a, b) => b.weight - a.weight);
}

/** Each byte by which a match is shorter than the longest makes it count for less. */
function weightOf({ length, layout, distance }: Occurrence, longest: number, place: Place): number {
  const shortfall = Math.exp((length - longest) / (4 + length / 6));
  const near = distance === undefined ? 1 : 1.5;
  if (!place.isFirst) return shortfall * near * (layout.level === place.layout.level ? 1.2 : 1);
  // Where a line begins, its layout says as much as the end of the line above.
  const alike =
    (layout.step === place.layout.step ? 4 : 1) *
    (layout.behindBlank === place.layout.behindBlank ? 2 : 1);
  return shortfall * near * alike;
}
