import type { EchoQuery, Occurrence, Place } from "./occurrences.ts";

/** Occurrences after which the line goes on alike. */
export interface Group {
  readonly text: string;
  readonly occurrences: readonly Occurrence[];
  /** How much speaks for it, beside other groups of the same cursor. */
  readonly weight: number;
}

/** What the features of a group are taken from. */
export interface Surroundings {
  readonly groups: readonly Group[];
  readonly occurrences: readonly Occurrence[];
  readonly place: Place;
  readonly query: EchoQuery;
}

/** The groups of a cursor's occurrences, the weightiest first. */
export function groupsOf(occurrences: readonly Occurrence[]): Group[] {
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
      weight: members.reduce((sum, one) => sum + weightOf(one, longest), 0),
    }))
    .sort((a, b) => b.weight - a.weight);
}

/** The features of a group, by name; each is a number of moderate size. */
export function features(
  { text, occurrences, weight }: Group,
  { groups, occurrences: all, place, query }: Surroundings,
): Record<string, number> {
  const [first] = occurrences;
  const length = first?.length ?? 0;
  const longest = all[0]?.length ?? 0;
  const total = groups.reduce((sum, group) => sum + group.weight, 0);
  const share = weight / Math.max(1e-9, total);
  const longestShare = shareOf(occurrences, all, (one) => one.length >= longest);
  const own = occurrences.flatMap(({ distance }) => distance ?? []);
  const words = wordsIn(text);
  const known = new Set(wordsIn(query.prefix.slice(-nearby)));
  const familiar = words.filter((word) => known.has(word)).length;
  return {
    length: Math.log1p(length),
    begun: Math.log1p(place.begun.length),
    share,
    sureLength: share * Math.log1p(length),
    longestShare,
    agreed: longestShare * share * Math.log(occurrences.length),
    count: Math.log1p(occurrences.length),
    rivals: Math.log1p(groups.filter((one) => one.weight > weight / 20).length - 1),
    shorter: Math.log1p(longest) - Math.log1p(length),
    sameFile: own.length > 0 ? 1 : 0,
    beside: occurrences.some(({ uri }) => folderOf(uri) === folderOf(query.uri)) ? 1 : 0,
    sameLevel: occurrences.some(({ sameLevel }) => sameLevel) ? 1 : 0,
    lineStart: place.lineBefore.trim() === place.begun ? 1 : 0,
    atWord: /\w$/.test(place.lineBefore) ? 1 : 0,
    size: Math.log1p(text.length),
    words: Math.log1p(words.length),
    familiar: words.length === 0 ? 1 : familiar / words.length,
    strange: Math.log1p(words.length - familiar),
    nothing: text.trim() === "" ? 1 : 0,
    string: place.inside === "string" ? 1 : 0,
  };
}

/** Of the occurrences that count: those of a group. */
function shareOf(
  members: readonly Occurrence[],
  all: readonly Occurrence[],
  counts: (one: Occurrence) => boolean,
): number {
  const of = all.filter(counts).length;
  return of === 0 ? 0 : members.filter(counts).length / of;
}

/** Characters before the cursor whose words are familiar. */
const nearby = 3_000;

/** Each byte by which a match is shorter than the longest makes it count for less. */
function weightOf({ length, sameLevel, distance }: Occurrence, longest: number): number {
  const shortfall = Math.exp((length - longest) / (4 + length / 6));
  return shortfall * (sameLevel ? 1.2 : 1) * (distance === undefined ? 1 : 1.5);
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}
