import { lineChart } from "../plot.ts";
import { quantile } from "../quantile.ts";
import { printTable } from "../table.ts";
import { curveAt, curveOf } from "./curve.ts";
import type { Outcome } from "./outcome.ts";
import type { Played } from "./play.ts";

/** The shares of the cursors at which the tables read the curves. */
const shares = [0.1, 0.2, 0.4, 1];
/** A curve begins with so many answers, and a language has a table: fewer say little. */
const fewest = 20;

type ByName = ReadonlyMap<string, readonly Outcome[]>;

/** Prints for each completer what the surest shares of the cursors come to, by place and by language. */
export function printQuality(all: ByName): void {
  const places = ["all cursors", "inside", "line start"];
  for (const place of places) {
    console.log(`\n${place}: exactly right at the surest 10, 20, 40 and 100 % of them\n`);
    printShares(only(all, (one) => place === places[0] || one.given.where === place));
  }
  for (const languageId of languagesOf(all)) {
    const chosen = only(all, (one) => one.given.languageId === languageId);
    const [first = []] = chosen.values();
    if (first.length < fewest) continue;
    console.log(`\n${languageId}\n`);
    printShares(chosen);
  }
}

/** Prints what questions and changes took. */
export function printTimes(all: ReadonlyMap<string, Played>): void {
  printTable(
    ["processor ms, p50 / p95", "question", "edit at the cursor", "commit"],
    [...all].map(([name, { outcomes, typingMs, commitMs }]) => [
      name,
      spread(outcomes.map(({ ms }) => ms)),
      spread(typingMs),
      spread(commitMs),
    ]),
  );
}

/** The same figures as `printQuality`, and the whole curves, as plain values. */
export function figuresOf(all: ByName): object {
  const of = (chosen: ByName): object =>
    Object.fromEntries(
      [...chosen].map(([name, outcomes]) => [
        name,
        { cursors: outcomes.length, surest: shares.map((share) => figureAt(outcomes, share)) },
      ]),
    );
  return {
    all: of(all),
    inside: of(only(all, ({ given }) => given.where === "inside")),
    lineStart: of(only(all, ({ given }) => given.where === "line start")),
    languages: Object.fromEntries(
      languagesOf(all).map((id) => [id, of(only(all, ({ given }) => given.languageId === id))]),
    ),
    curves: Object.fromEntries([...all].map(([name, outcomes]) => [name, curveOf(outcomes)])),
  };
}

/** The curves as an SVG document: how many cursors are answered, and how many of these rightly. */
export function drawCurves(all: ByName): string {
  return lineChart({
    title: "The rest of the line, exactly: the surest answers first",
    x: "cursors answered",
    y: "of these exactly right",
    series: [...all].map(([name, outcomes]) => ({
      name,
      points: curveOf(outcomes)
        .filter(({ answered }) => answered >= fewest)
        .map(({ answered, exact }) => ({ x: answered / outcomes.length, y: exact / answered })),
    })),
  });
}

function printShares(all: ByName): void {
  printTable(
    ["", "cursors", ...shares.map(percent), "kept at 20 %", "kept at 100 %", "answered"],
    [...all].map(([name, outcomes]) => [
      name,
      String(outcomes.length),
      ...shares.map((share) => percent(figureAt(outcomes, share).exact)),
      ...[0.2, 1].map((share) => percent(figureAt(outcomes, share).kept)),
      percent(outcomes.filter((one) => one.probability !== undefined).length / outcomes.length),
    ]),
  );
}

function figureAt(outcomes: readonly Outcome[], share: number) {
  const { answered, exact, shown, kept } = curveAt(outcomes, share);
  return { share, exact: exact / answered, kept: kept / shown };
}

function only(all: ByName, keep: (one: Outcome) => boolean): ByName {
  return new Map([...all].map(([name, outcomes]) => [name, outcomes.filter(keep)]));
}

function languagesOf(all: ByName): string[] {
  const [first = []] = all.values();
  return [...new Set(first.map(({ given }) => given.languageId))].sort();
}

function spread(values: readonly number[]): string {
  return [0.5, 0.95].map((share) => quantile(values, share).toFixed(2)).join(" / ");
}

function percent(value: number): string {
  return Number.isNaN(value) ? "" : `${(100 * value).toFixed(1)} %`;
}
