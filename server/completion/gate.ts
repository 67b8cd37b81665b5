import type { Piece } from "../engine/engine.ts";
import thresholds from "./thresholds.json" with { type: "json" };

/** How sure a model has to be; the numbers and where they come from are in thresholds.json. */
export interface Thresholds {
  /** A token with a smaller probability ends what is shown before it. */
  unsure: number;
  /** So does one whose log-probability lies this far below the mean of those before it. */
  drop: number;
  /** Silence, where the mean log-probability of what would be shown is below this. */
  mean: number;
  /** The fewest characters, white space aside, that are worth showing of a cut suggestion. */
  worth: number;
}

/** What is left of a suggestion; an empty text is silence. `why` completes "The suggestion …". */
export interface Gated {
  text: string;
  why?: string;
  /** The mean log-probability of what was sure enough so far; absent where nothing was. */
  mean?: number;
}

/** The thresholds for a language, or those for every language that has none of its own. */
export function thresholdsFor(languageId: string): Thresholds {
  const languages: Readonly<Record<string, Thresholds>> = thresholds.languages;
  return (Object.hasOwn(languages, languageId) && languages[languageId]) || thresholds.default;
}

/** Thresholds that ask for `by` more of every log-probability; of a negative `by`, for less. */
export function shifted(limits: Thresholds, by: number): Thresholds {
  return { ...limits, unsure: limits.unsure * Math.exp(by), mean: limits.mean + by };
}

/**
 * Decides by the model's own probabilities how much of a suggestion is shown, and whether. `pieces`
 * are what the model wrote from the cursor on; `text` is what the filters left of that. They may
 * differ in white space, and `text` may end sooner. Where no piece has a probability, all is shown.
 */
export function gate(text: string, pieces: readonly Piece[], limits: Thresholds): Gated {
  const tokens = tokensWithin(text, pieces);
  if (tokens.length === 0) return { text };
  const stop = tokens.findIndex((token, index) => isUnsure(token, tokens.slice(0, index), limits));
  const kept = stop < 0 ? text : cutBefore(text, tokens[stop]?.start ?? 0);
  if (stop >= 0 && marks(kept) < limits.worth) return { text: "", why: "is unsure from its start" };
  const mean = meanOf(stop < 0 ? tokens : tokens.slice(0, stop));
  if (mean < limits.mean) return { text: "", why: "is unsure as a whole", mean };
  return stop < 0 ? { text, mean } : { text: kept, why: "is unsure from there on", mean };
}

/** The log-probabilities of the pieces that a text is made of, as far as they are known. */
export function logsWithin(text: string, pieces: readonly Piece[]): number[] {
  return tokensWithin(text, pieces).map(({ log }) => log);
}

/** A token by its log-probability and how many characters, white space aside, stand before it. */
interface Token {
  start: number;
  log: number;
}

/** Characters that a filter may have changed are white space, so the others tell the place. */
function tokensWithin(text: string, pieces: readonly Piece[]): Token[] {
  const length = marks(text);
  const tokens: Token[] = [];
  let start = 0;
  for (const piece of pieces) {
    const own = marks(piece.text);
    if (start >= length) break;
    // White space alone says little: its probability is that of the line's end.
    if (piece.confidence !== undefined && own > 0)
      tokens.push({ start, log: Math.log(Math.max(piece.confidence, 1e-9)) });
    start += own;
  }
  return tokens;
}

function isUnsure(token: Token, before: readonly Token[], { unsure, drop }: Thresholds): boolean {
  if (token.log < Math.log(unsure)) return true;
  return before.length >= 3 && token.log < meanOf(before) - drop;
}

/** The text before its n-th character that is no white space; whole lines, or else whole words. */
function cutBefore(text: string, n: number): string {
  let end = 0;
  for (let seen = 0; end < text.length && seen < n; end += 1) {
    if (/\S/.test(text.charAt(end))) seen += 1;
  }
  const lineEnd = text.lastIndexOf("\n", end);
  const firstLine = text.search(/\S/);
  if (lineEnd > firstLine) return text.slice(0, lineEnd).trimEnd();
  while (end > 0 && /[\p{L}\p{N}_]{2}/u.test(text.slice(end - 1, end + 1))) end -= 1;
  return text.slice(0, end).trimEnd();
}

function meanOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { log }) => sum + log, 0) / Math.max(1, tokens.length);
}

function marks(text: string): number {
  return text.replace(/\s+/g, "").length;
}
