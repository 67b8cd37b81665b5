import type { Analogy } from "./analogy.ts";
import type { Group } from "./groups.ts";
import { isFollowedBy, type Occurrence } from "./occurrences.ts";
import type { EchoQuery, Place } from "./place.ts";
import type { Features } from "./probability.ts";

/** What the features of a group are taken from. */
export interface Surroundings {
  readonly groups: readonly Group[];
  readonly occurrences: readonly Occurrence[];
  readonly place: Place;
  readonly query: EchoQuery;
}

/** What is likely to come, as far as the project's text says it. */
export interface Continuation {
  readonly group: Group;
  readonly analogy: Analogy | undefined;
}

/** The features of each continuation, by name; each is a number of moderate size. */
export function featuresOf({
  groups,
  occurrences: all,
  place,
  query,
}: Surroundings): (one: Continuation) => Features {
  const longest = all[0]?.length ?? 0;
  const total = Math.max(1e-9, sum(groups.map(({ weight }) => weight)));
  const longestOnes = all.filter((one) => one.length >= longest).length;
  const known = new Set(wordsIn(query.prefix.slice(-nearby)));
  const close = new Set(wordsIn(query.prefix.slice(-closeBy)));
  const lines = linesAbove(query.prefix);
  const weights = weightsByToken(groups);
  const typed = place.lineBefore.trimStart();
  const folder = folderOf(query.uri);
  const first = place.isFirst ? 1 : 0;
  const atWord = /\w$/.test(place.lineBefore) ? 1 : 0;
  const begun = Math.log1p(place.begun.length);
  const { level, step, behindBlank } = place.layout;
  return ({ group: { text, occurrences, weight }, analogy }) => {
    const matched = occurrences[0]?.length ?? 0;
    const length = Math.log1p(matched);
    const times = occurrences.length;
    const count = Math.log1p(times);
    const share = weight / total;
    let [atLongest, nearest, beside, levels, steps, blanks, followed] = [0, far, 0, 0, 0, 0, 0];
    for (const one of occurrences) {
      if (one.length >= longest) atLongest += 1;
      nearest = Math.min(nearest, one.distance ?? far);
      if (folderOf(one.uri) === folder) beside = 1;
      if (one.layout.level === level) levels += 1;
      if (one.layout.step === step) steps += 1;
      if (one.layout.behindBlank === behindBlank) blanks += 1;
      if (place.below.length > 0 && isFollowedBy(one, place.below)) followed += 1;
    }
    const of = Math.max(1, times);
    const longestShare = longestOnes === 0 ? 0 : atLongest / longestOnes;
    const words = wordsIn(text);
    const familiar = words.filter((word) => known.has(word)).length;
    const closeWords = words.filter((word) => close.has(word)).length;
    const line = typed + text;
    const { balance, quotes, digits } = marksIn(line, typed.length);
    const stands = lines.has(line) ? 1 : 0;
    const pattern = analogy ? Math.log1p(analogy.tokens) : 0;
    const alone = analogy && times === 0 ? 1 : 0;
    return {
      length,
      begun,
      whole: matched >= typed.length ? 1 : 0,
      above: Math.log1p(Math.max(0, matched - typed.length)),
      shorter: Math.log1p(longest) - length,
      share,
      logShare: Math.log(share + 0.02),
      longestShare,
      logLongest: Math.log(longestShare + 0.02),
      tokenShare: (weights.get(firstToken(text)) ?? 0) / total,
      count,
      sureLength: share * length,
      agreed: longestShare * share * Math.log(of),
      rivals: Math.log1p(
        groups.filter((one) => one.weight > weight / 20 && one.text !== text).length,
      ),
      sameFile: nearest < far ? 1 : 0,
      nearness: Math.log1p(far) - Math.log1p(nearest),
      beside,
      sameLevel: levels / of,
      sameStep: (first * steps) / of,
      sameBlank: (first * blanks) / of,
      followed: followed / of,
      isBelow: line === place.belowText ? 1 : 0,
      stands,
      twice: stands === 1 && declares.test(line) ? 1 : 0,
      lineStart: first,
      firstShare: first * share,
      firstLength: first * length,
      firstLongest: first * longestShare,
      firstCount: first * count,
      atWord,
      size: Math.log1p(text.length),
      words: Math.log1p(words.length),
      familiar: words.length === 0 ? 1 : familiar / words.length,
      strange: Math.log1p(words.length - familiar),
      close: words.length === 0 ? 1 : closeWords / words.length,
      nothing: text.trim() === "" ? 1 : 0,
      string: place.inside === "string" ? 1 : 0,
      comment: place.inside === "comment" ? 1 : 0,
      quotes: Math.log1p(quotes),
      digits: digits > 0 ? 1 : 0,
      unbalanced: Math.abs(balance),
      closing: Math.max(0, -balance),
      analogy: analogy ? 1 : 0,
      pattern,
      differing: analogy ? Math.log1p(analogy.differing) : 0,
      replaced: analogy ? Math.log1p(analogy.replaced) : 0,
      patternVotes: analogy ? Math.log1p(analogy.votes) : 0,
      patternNearness: analogy ? Math.log1p(farTokens) - Math.log1p(analogy.distance) : 0,
      alone,
      alonePattern: alone * pattern,
    };
  };
}

/** Tokens from the cursor beyond which hardly an analogy is looked for. */
const farTokens = 5_000;

/** Characters before the cursor whose words are familiar, and those of its nearest lines. */
const nearby = 3_000;
const closeBy = 400;
/** Characters before the cursor among whose lines the same one may stand. */
const linesNearby = 6_000;
/** Bytes from the cursor to what is in another file. */
const far = 100_000;

/** What stands once in its scope, as a rule. */
const declares =
  /^(?:import|using|from|#include|use|package|def|class|function|fn|func|struct|type|interface|const|let|var|val|export|pub|test|it|describe)\b/;

function firstToken(text: string): string {
  return /^\s*(?:[\p{L}\p{N}_$]+|\S)/u.exec(text)?.[0] ?? "";
}

/** How much weight speaks for each token that may come next. */
function weightsByToken(groups: readonly Group[]): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const { text, weight } of groups) {
    const token = firstToken(text);
    weights.set(token, (weights.get(token) ?? 0) + weight);
  }
  return weights;
}

/** The lines near above the cursor, without white space around them. */
function linesAbove(prefix: string): ReadonlySet<string> {
  const near = prefix.slice(-linesNearby).split("\n");
  return new Set(near.map((line) => line.trim()));
}

/** How many brackets a line opens more than it closes; quotation marks and digits from `start` on. */
function marksIn(line: string, start: number) {
  let [balance, quotes, digits] = [0, 0, 0];
  for (let at = 0; at < line.length; at += 1) {
    const unit = line.charCodeAt(at);
    if (opening.includes(unit)) balance += 1;
    else if (closing.includes(unit)) balance -= 1;
    else if (at < start) continue;
    else if (quoting.includes(unit)) quotes += 1;
    else if (unit >= 48 && unit <= 57) digits += 1;
  }
  return { balance, quotes, digits };
}

const unitsOf = (marks: string): number[] => [...marks].map((each) => each.charCodeAt(0));
const opening = unitsOf("([{");
const closing = unitsOf(")]}");
const quoting = unitsOf("\"'`");

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}
