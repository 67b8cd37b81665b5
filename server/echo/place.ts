import { insideOf } from "../text/inside.ts";
import type { Inside } from "../text/marks.ts";
import { encodeContext, isBehindBlank, isLine, lastTokenStart, levelOf } from "./encoded.ts";

/** Where an echo is asked for; texts have LF line ends. */
export interface EchoQuery {
  readonly uri: string;
  readonly languageId: string;
  /** What stands before the cursor and after it; of a very large file, what is near. */
  readonly prefix: string;
  readonly suffix: string;
}

/** What of a query the finder and the features look at. */
export interface Place {
  /** What stands before the begun token, encoded. */
  readonly context: Uint8Array;
  /** The part of a token that stands before the cursor; an occurrence begins with it. */
  readonly begun: string;
  readonly inside: Inside;
  readonly lineBefore: string;
  readonly layout: Layout;
  /** Whether the begun token is the first of its line. */
  readonly isFirst: boolean;
  /** The next line below that says something, without its indentation, also encoded; empty if there is none. */
  readonly belowText: string;
  readonly below: Uint8Array;
}

/** How a line stands among others. */
export interface Layout {
  /** How deep it is indented, in levels, and how much deeper than the line above that is not blank. */
  readonly level: number;
  readonly step: number;
  readonly behindBlank: boolean;
}

/** Characters before the cursor that are compared. */
export const lookBack = 320;
/** Characters behind the cursor among which a line below is looked for. */
const lookAhead = 2_000;

/** Prepares a query for a file that is indented by so many spaces a level. */
export function placeOf({ prefix, suffix, languageId }: EchoQuery, unit: number): Place {
  const lineBefore = prefix.slice(prefix.lastIndexOf("\n") + 1);
  const begun = lineBefore.slice(lastTokenStart(lineBefore));
  const context = encodeContext(
    wholeLines(prefix.slice(-lookBack - begun.length, prefix.length - begun.length)),
    unit,
  );
  const belowText = nextLine(suffix) ?? "";
  return {
    context,
    begun,
    inside: insideOf(prefix.slice(0, prefix.length - begun.length), languageId),
    lineBefore,
    layout: layoutAt(context, context.length, 0),
    isFirst: isLine(context.at(-1) ?? 0),
    belowText,
    below: encodeContext(belowText).subarray(1),
  };
}

/** The layout of the line that holds a place of encoded text; the text begins at `start`. */
export function layoutAt(bytes: Uint8Array, place: number, start: number): Layout {
  const own = lineByteBefore(bytes, place, start);
  const above = lineByteBefore(bytes, own, start);
  const byte = bytes[own] ?? 0;
  const level = levelOf(byte);
  return {
    level,
    step: above < start ? 0 : level - levelOf(bytes[above] ?? 0),
    behindBlank: isBehindBlank(byte),
  };
}

/** The first line below the cursor's that says something, trimmed. */
export function nextLine(suffix: string): string | undefined {
  const below = suffix.slice(0, lookAhead).split("\n").slice(1);
  return below.find((line) => line.trim() !== "")?.trim();
}

/** Where the line byte stands before a place; less than `start` if there is none. */
function lineByteBefore(bytes: Uint8Array, place: number, start: number): number {
  let at = place - 1;
  while (at >= start && !isLine(bytes[at] ?? 0)) at -= 1;
  return at;
}

/** From the first line that is whole, unless there is but one. */
function wholeLines(text: string): string {
  const newline = text.length < lookBack ? -1 : text.indexOf("\n");
  return text.slice(newline + 1);
}
