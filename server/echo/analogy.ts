import { lastTokenStart } from "./encoded.ts";
import {
  createPatternTokens,
  isReserved,
  lineEnd,
  name,
  type PatternTokens,
  textOf,
} from "./patternTokens.ts";
import { renamed } from "./renaming.ts";

/** How a line would go on if it followed another one of its file with other names. */
export interface Analogy {
  readonly text: string;
  /** Tokens before the cursor that follow the same pattern, and how many names differ. */
  readonly tokens: number;
  readonly differing: number;
  /** How many names of the text were replaced. */
  readonly replaced: number;
  /** How many places say so, and how many tokens lie between the cursor and the nearest of them. */
  readonly votes: number;
  readonly distance: number;
  /** Where the nearest one's line stands: UTF-16 units from the beginning of the question's text. */
  readonly offset: number;
}

/** Characters above and below the cursor that are searched. */
const above = 12_000;
const below = 3_000;
const tokensAbove = createPatternTokens(above);
const tokensBelow = createPatternTokens(below);
/** Tokens that are compared at most, and what a pattern has at least, with the line end it begins behind. */
const deepest = 40;
const fewest = 3;
/** Places that are written with other names. */
const mostPlaces = 24;

/**
 * The analogies at a cursor, those with the longest pattern first: places near by where the same stands
 * before from a line's beginning on, but for names that are others, one for one.
 */
export function analogiesOf(prefix: string, suffix: string): Analogy[] {
  const before = prefix.slice(-above);
  const begun = begunName(before);
  const context = tokensAbove(before.slice(0, before.length - begun.length));
  const suffixLine = suffix.indexOf("\n") + 1;
  const after = tokensBelow(suffix.slice(suffixLine, suffixLine + below));
  const places = [
    ...placesIn(context, context, lineStartOf(context)),
    ...placesIn(after, context, after.count),
  ];
  const offsetOf = ({ tokens, at }: Pattern): number =>
    (tokens === context ? prefix.length - before.length : prefix.length + suffixLine) +
    (tokens.from[at] ?? 0);
  const found = new Map<string, Analogy>();
  for (const place of places.sort((a, b) => b.length - a.length).slice(0, mostPlaces)) {
    const { tokens, at, length } = place;
    const names = namesOf(context, tokens, at, length);
    const differing = [...names].filter(([from, to]) => from !== to).length;
    const rest = restAt(tokens, at, begun);
    if (differing === 0 || rest === undefined) continue;
    const written = renamed(rest, names);
    if (!written.text.startsWith(begun) || written.text.length === begun.length) continue;
    const ends = begun !== "" || /\s$/.test(before);
    const text = ends ? written.text.slice(begun.length) : gapBefore(tokens, at) + written.text;
    const old = found.get(text);
    const distance = tokens === context ? context.count - at : at;
    const isNearest = !old || distance < old.distance;
    found.set(text, {
      text,
      tokens: Math.max(length, old?.tokens ?? 0),
      differing: Math.min(differing, old?.differing ?? differing),
      replaced: Math.max(written.replaced, old?.replaced ?? 0),
      votes: 1 + (old?.votes ?? 0),
      distance: isNearest ? distance : old.distance,
      offset: isNearest ? offsetOf(place) : old.offset,
    });
  }
  return [...found.values()];
}

/** The name that is begun at the end of a text; empty behind a mark. */
function begunName(text: string): string {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const begun = line.slice(lastTokenStart(line));
  return /^[\p{L}\p{N}_$]/u.test(begun) ? begun : "";
}

/** A token before which the context's pattern stands, and how many tokens of it. */
interface Pattern {
  readonly tokens: PatternTokens;
  readonly at: number;
  readonly length: number;
}

function placesIn(tokens: PatternTokens, context: PatternTokens, end: number): Pattern[] {
  const found: Pattern[] = [];
  for (let at = end - 1; at >= fewest; at -= 1) {
    if (tokens.kind[at] === lineEnd) continue;
    const length = alike(context, tokens, at);
    if (length >= fewest) found.push({ tokens, at, length });
  }
  return found;
}

function lineStartOf({ kind, count }: PatternTokens): number {
  let at = count;
  while (at > 0 && kind[at - 1] !== lineEnd) at -= 1;
  return at;
}

const fromNames = new Int32Array(deepest);
const toNames = new Int32Array(deepest);

/** How many tokens before the cursor and before a place follow one pattern, in whole lines. */
function alike(context: PatternTokens, tokens: PatternTokens, at: number): number {
  let named = 0;
  let whole = 0;
  const most = Math.min(deepest, context.count, at);
  let length = 0;
  for (; length < most; length += 1) {
    const own = context.count - 1 - length;
    const other = at - 1 - length;
    const kind = context.kind[own];
    if (kind !== tokens.kind[other]) break;
    const to = context.code[own] ?? 0;
    const from = tokens.code[other] ?? 0;
    if (kind !== name) {
      if (from !== to) break;
      if (kind === lineEnd && length > 0) whole = length;
      continue;
    }
    if (from !== to && (isReserved(from) || isReserved(to))) break;
    let known = 0;
    while (known < named && fromNames[known] !== from && toNames[known] !== to) known += 1;
    if (known === named) {
      fromNames[named] = from;
      toNames[named] = to;
      named += 1;
    } else if (fromNames[known] !== from || toNames[known] !== to) break;
  }
  // A text begins with a line.
  const isAtStart =
    length === at && (context.kind[context.count - 1 - length] ?? lineEnd) === lineEnd;
  return isAtStart ? length : whole;
}

function namesOf(
  context: PatternTokens,
  tokens: PatternTokens,
  at: number,
  length: number,
): Map<string, string> {
  const names = new Map<string, string>();
  for (let back = 1; back <= length; back += 1)
    if (tokens.kind[at - back] === name)
      names.set(textOf(tokens, at - back), textOf(context, context.count - back));
  return names;
}

/** The rest of the line at a token. Where a name is begun, one has to stand there. */
function restAt(tokens: PatternTokens, at: number, begun: string): string | undefined {
  if (begun !== "" && tokens.kind[at] !== name) return undefined;
  const { text } = tokens;
  const from = tokens.from[at] ?? 0;
  const end = text.indexOf("\n", from);
  return text.slice(from, end < 0 ? text.length : end).trimEnd();
}

function gapBefore(tokens: PatternTokens, at: number): string {
  const gap = tokens.text.slice(tokens.to[at - 1], tokens.from[at]);
  return gap.includes("\n") ? "" : gap;
}
