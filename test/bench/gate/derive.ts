import { commonPrefix, firstLine } from "../../../ember/evaluate/score.ts";
import { gate, shifted, type Thresholds } from "../../../server/completion/gate.ts";

/** What a model wrote at one cursor, token by token, and what the person went on to type there. */
export interface Replay {
  languageId: string;
  /** What the filters left of the pieces; empty where they left nothing for the gate to judge. */
  text: string;
  pieces: { text: string; confidence?: number }[];
  next: string;
  /** What the project adds to every log-probability, in nats; absent where it says nothing. */
  lift?: number;
}

/** A setting of the thresholds and what it comes to over the replays. */
export interface Outcome {
  limits: Thresholds;
  /** Of the replays where something right could be shown: those where something is. */
  show: number;
  /** Of the replays where silence is right: those that are silent. */
  quiet: number;
  /** Of the characters shown, white space aside: those that the person typed. */
  kept: number;
  /** Texts shown, and those of them that are exactly the rest of the line. */
  shown: number;
  exact: number;
}

const unsure = [0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5];
const means = [
  -4, -3, -2.5, -2, -1.6, -1.3, -1, -0.9, -0.8, -0.75, -0.7, -0.65, -0.6, -0.45, -0.3, -0.2, -0.1,
  -0.05,
];

/** Tries every setting; silence is right where what was typed next shares no token with the text. */
export function outcomesOf(replays: readonly Replay[]): Outcome[] {
  return unsure.flatMap((floor) =>
    means.map((mean) => outcomeOf(replays, { unsure: floor, drop: 3.5, mean, worth: 4 })),
  );
}

/** Settings whose shares of what is shown are as near as this cannot be told apart by a few replays. */
const alike = 0.01;

/**
 * Of the settings that are quiet enough and show most, or all but, the one of whose characters most
 * are kept; undefined if none is quiet enough.
 */
export function bestOf(outcomes: readonly Outcome[], leastQuiet: number): Outcome | undefined {
  const quiet = outcomes.filter((outcome) => outcome.quiet >= leastQuiet);
  const most = Math.max(...quiet.map(({ show }) => show));
  return quiet.filter(({ show }) => show > most - alike).sort((a, b) => b.kept - a.kept)[0];
}

/** What one setting comes to. */
export function outcomeOf(replays: readonly Replay[], limits: Thresholds): Outcome {
  const count = {
    some: 0,
    shown: 0,
    all: 0,
    exact: 0,
    silence: 0,
    silent: 0,
    characters: 0,
    kept: 0,
  };
  for (const { text, pieces, next, lift = 0 } of replays) {
    if (text === "") continue;
    const left = gate(text, pieces, shifted(limits, -lift)).text;
    if (left !== "") count.all += 1;
    if (left !== "" && firstLine(left) === firstLine(next)) count.exact += 1;
    if (sharesToken(text, next)) {
      count.some += 1;
      if (left !== "") count.shown += 1;
    } else {
      count.silence += 1;
      if (left === "") count.silent += 1;
    }
    count.characters += left.length;
    count.kept += commonPrefix(left, next);
  }
  return {
    limits,
    show: count.shown / Math.max(1, count.some),
    quiet: count.silent / Math.max(1, count.silence),
    kept: count.kept / Math.max(1, count.characters),
    shown: count.all,
    exact: count.exact,
  };
}

/** The chance that a suggestion is taken by the mean m of its log-probabilities: logit P = intercept + slope · m. */
export interface TakenCurve {
  intercept: number;
  slope: number;
}

/**
 * The curve that is likeliest by what thresholds moved by `by` show of the replays; taken is what the
 * person went on to type, white space aside. A logistic regression by Newton's method.
 */
export function takenCurve(
  replays: readonly Replay[],
  limits: Thresholds,
  by: number,
): TakenCurve & { of: number } {
  const seen = replays.flatMap(({ text, pieces, next }) => {
    const { text: left, mean = 0 } = gate(text, pieces, shifted(limits, by));
    return left === "" ? [] : [{ mean, taken: isTaken(left, next) ? 1 : 0 }];
  });
  let intercept = 0;
  let slope = 0;
  for (let round = 0; round < 50; round += 1) {
    const total = { residual: 0, moment: 0, weight: 1e-9, first: 0, second: 1e-9 };
    for (const { mean, taken } of seen) {
      const expected = 1 / (1 + Math.exp(-(intercept + slope * mean)));
      const weight = expected * (1 - expected);
      total.residual += taken - expected;
      total.moment += (taken - expected) * mean;
      total.weight += weight;
      total.first += weight * mean;
      total.second += weight * mean * mean;
    }
    const { residual, moment, weight, first, second } = total;
    const determinant = weight * second - first ** 2;
    intercept += (second * residual - first * moment) / determinant;
    slope += (weight * moment - first * residual) / determinant;
  }
  return { intercept, slope, of: seen.length };
}

/** Whether the person went on to type all of a suggestion, white space aside. */
export function isTaken(suggestion: string, next: string): boolean {
  const without = (text: string): string => text.replaceAll(/\s+/g, "");
  return without(next).startsWith(without(suggestion));
}

/** Whether two texts have a word, or a run of other marks, in common in their first line. */
export function sharesToken(suggestion: string, next: string): boolean {
  const words = new Set(tokensOf(next));
  return tokensOf(suggestion).some((token) => words.has(token));
}

function tokensOf(text: string): string[] {
  const line = text.trimStart().split("\n", 1)[0] ?? "";
  // Brackets and separators alone are in every line.
  return line.match(/[\p{L}\p{N}_]+|[+\-*/%=<>!&|^~?:]+/gu) ?? [];
}
