import type { Analogy } from "./analogy.ts";
import type { Group } from "./groups.ts";
import { lineBelow, type Occurrence } from "./occurrences.ts";
import type { EchoQuery, Place } from "./place.ts";

/** What the features of a group are taken from. */
export interface Surroundings {
  readonly groups: readonly Group[];
  readonly occurrences: readonly Occurrence[];
  readonly place: Place;
  readonly query: EchoQuery;
}

/** The features of each group, by name; each is a number of moderate size. */
export function featuresOf({
  groups,
  occurrences: all,
  place,
  query,
}: Surroundings): (group: Group) => Record<string, number> {
  const longest = all[0]?.length ?? 0;
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  const known = new Set(wordsIn(query.prefix.slice(-nearby)));
  const close = new Set(wordsIn(query.prefix.slice(-closeBy)));
  const typed = place.lineBefore.trimStart();
  const folder = folderOf(query.uri);
  const first = place.isFirst ? 1 : 0;
  const byToken = new Map<string, number>();
  for (const { text, weight } of groups) {
    const token = firstToken(text);
    byToken.set(token, (byToken.get(token) ?? 0) + weight);
  }
  return ({ text, occurrences, weight }) => {
    const length = occurrences[0]?.length ?? 0;
    const count = occurrences.length;
    const share = weight / Math.max(1e-9, total);
    const longestShare = shareOf(occurrences, all, (one) => one.length >= longest);
    const words = wordsIn(text);
    const familiar = words.filter((word) => known.has(word)).length;
    const line = typed + text;
    const nearest = Math.min(far, ...occurrences.map(({ distance }) => distance ?? far));
    const alike = (is: (one: Occurrence) => boolean): number =>
      occurrences.filter(is).length / Math.max(1, count);
    const given = {
      length: Math.log1p(length),
      share,
      longestShare,
      count: Math.log1p(count),
      shorter: Math.log1p(longest) - Math.log1p(length),
      whole: length >= typed.length ? 1 : 0,
      above: Math.log1p(Math.max(0, length - typed.length)),
    };
    const stands = query.prefix.includes(`${line}\n`) ? 1 : 0;
    return {
      ...given,
      logShare: Math.log(share + 0.02),
      logLongest: Math.log(longestShare + 0.02),
      tokenShare: (byToken.get(firstToken(text)) ?? 0) / Math.max(1e-9, total),
      begun: Math.log1p(place.begun.length),
      sureLength: share * given.length,
      agreed: longestShare * share * Math.log(Math.max(1, count)),
      rivals: Math.log1p(groups.filter((one) => one.weight > weight / 20).length - 1),
      sameFile: nearest < far ? 1 : 0,
      nearness: Math.log1p(far) - Math.log1p(nearest),
      beside: occurrences.some(({ uri }) => folderOf(uri) === folder) ? 1 : 0,
      sameLevel: alike(({ layout }) => layout.level === place.layout.level),
      sameStep: first * alike(({ layout }) => layout.step === place.layout.step),
      sameBlank: first * alike(({ layout }) => layout.behindBlank === place.layout.behindBlank),
      followed: place.below === "" ? 0 : alike((one) => lineBelow(one) === place.below),
      isBelow: line === place.below ? 1 : 0,
      stands,
      twice: stands === 1 && declares.test(line) ? 1 : 0,
      lineStart: first,
      firstShare: first * share,
      firstLength: first * given.length,
      firstLongest: first * longestShare,
      firstCount: first * given.count,
      atWord: /\w$/.test(place.lineBefore) ? 1 : 0,
      size: Math.log1p(text.length),
      words: Math.log1p(words.length),
      familiar: words.length === 0 ? 1 : familiar / words.length,
      strange: Math.log1p(words.length - familiar),
      close: words.length === 0 ? 1 : words.filter((word) => close.has(word)).length / words.length,
      nothing: text.trim() === "" ? 1 : 0,
      string: place.inside === "string" ? 1 : 0,
      comment: place.inside === "comment" ? 1 : 0,
      quotes: Math.log1p(text.match(/["'`]/g)?.length ?? 0),
      digits: /\d/.test(text) ? 1 : 0,
      unbalanced: Math.abs(balanceOf(line)),
      closing: Math.max(0, -balanceOf(line)),
    };
  };
}

/** What an analogy says for a text that occurs so often as it is. */
export function analogyFeatures(
  analogy: Analogy | undefined,
  count: number,
): Record<string, number> {
  const tokens = analogy ? Math.log1p(analogy.tokens) : 0;
  const alone = analogy && count === 0 ? 1 : 0;
  return {
    analogy: analogy ? 1 : 0,
    patternLength: tokens,
    differing: analogy ? Math.log1p(analogy.differing) : 0,
    replaced: analogy ? Math.log1p(analogy.replaced) : 0,
    patternVotes: analogy ? Math.log1p(analogy.votes) : 0,
    patternNearness: analogy ? Math.log1p(farTokens) - Math.log1p(analogy.distance) : 0,
    alone,
    aloneLength: alone * tokens,
  };
}

/** Tokens from the cursor beyond which hardly an analogy is looked for. */
const farTokens = 5_000;

/** Of the occurrences that count: those of a group. */
function shareOf(
  members: readonly Occurrence[],
  all: readonly Occurrence[],
  counts: (one: Occurrence) => boolean,
): number {
  const of = all.filter(counts).length;
  return of === 0 ? 0 : members.filter(counts).length / of;
}

/** Characters before the cursor whose words are familiar, and those of its nearest lines. */
const nearby = 3_000;
const closeBy = 400;
/** Bytes from the cursor to what is in another file. */
const far = 100_000;

/** What stands once in its scope, as a rule. */
const declares =
  /^(?:import|using|from|#include|use|package|def|class|function|fn|func|struct|type|interface|const|let|var|val|export|pub|test|it|describe)\b/;

function firstToken(text: string): string {
  return /^\s*(?:[\p{L}\p{N}_$]+|\S)/u.exec(text)?.[0] ?? "";
}

function balanceOf(line: string): number {
  let balance = 0;
  for (const each of line) {
    if (each === "(" || each === "[" || each === "{") balance += 1;
    else if (each === ")" || each === "]" || each === "}") balance -= 1;
  }
  return balance;
}

function wordsIn(text: string): string[] {
  return text.match(/[\p{L}_$][\p{L}\p{N}_$]*/gu) ?? [];
}

function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf("/"));
}
