import { indentOf } from "../../text/indentation.ts";
import type { Change } from "./change.ts";
import { inUnit } from "./indent.ts";
import { withKeptBytes } from "./keptBytes.ts";
import { type Likeness, locate, type Place } from "./locate.ts";
import { isBlank, withoutBlankEnds } from "./textLines.ts";

/** What stands in the region and around it. */
export interface Surroundings {
  region: readonly string[];
  /** The lines next to the region, which a model may quote too. */
  before: readonly string[];
  after: readonly string[];
  /** Whether indentation is syntax. */
  indented: boolean;
  /** One level of indentation. */
  unit: string | undefined;
}

/** The region with the changes, or the first one that has no place, or more than one. */
export type Applied =
  /** `exact`: everything that was quoted stands there to the last blank. */
  | { kind: "lines"; lines: string[]; exact: boolean }
  | { kind: "unplaced"; why: "no match" | "ambiguous"; change: Change; places: number };

interface Edit extends Place {
  lines: readonly string[];
  exact: boolean;
}

/**
 * Puts changes into the region: each takes the place of the lines that it quotes, which stand there
 * once. All are looked for in the region as it was; one that quotes what another has written goes there.
 */
export function applyChanges(changes: readonly Change[], around: Surroundings): Applied {
  const edits: Edit[] = [];
  const wanted = withoutRepeats(changes);
  for (const [at, change] of wanted.entries()) {
    if (change.search.join("\n") === change.replace.join("\n")) continue;
    const found = placeOf(change, around, edits, {
      copies: wanted.filter((each) => sameSearch(each, change)).length,
      copy: wanted.slice(0, at).filter((each) => sameSearch(each, change)).length,
    });
    if ("why" in found) {
      if (found.why === "no match" && putIntoEdit(edits, change, around)) continue;
      return { kind: "unplaced", change, ...found };
    }
    edits.push(found);
  }
  const lines = [...around.region];
  for (const { start, end, lines: put } of edits.sort((a, b) => b.start - a.start))
    lines.splice(start, end - start, ...put);
  return { kind: "lines", lines, exact: edits.every(({ exact }) => exact) };
}

/** A model that falls into a loop says the same block again. */
function withoutRepeats(changes: readonly Change[]): Change[] {
  const seen = new Map<string, number>();
  return changes.filter((change) => {
    const key = JSON.stringify([change.search, change.replace]);
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return seen.get(key) === 1;
  });
}

function sameSearch(one: Change, other: Change): boolean {
  return one.search.join("\n") === other.search.join("\n");
}

type Unplaced = { why: "no match" | "ambiguous"; places: number };

function placeOf(
  change: Change,
  around: Surroundings,
  edits: readonly Edit[],
  { copies, copy }: { copies: number; copy: number },
): Edit | Unplaced {
  const { region } = around;
  if (change.search.every(isBlank))
    return region.every(isBlank)
      ? { start: 0, end: region.length, lines: change.replace, exact: true }
      : { why: "no match", places: 0 };
  const found = locate(region, change.search);
  const { search, replace } = found?.likeness === "blanks" ? withoutOuterBlanks(change) : change;
  const free = found?.places.filter((place) => !edits.some((each) => overlaps(each, place))) ?? [];
  if (!found || free.length === 0)
    return withinLine(change, region, edits) ?? overEdges(change, around) ?? noMatch;
  // As many blocks as places: the first is for the first.
  const place = found.places.length === copies ? found.places[copy] : free[0];
  if (place === undefined || (free.length > 1 && found.places.length !== copies))
    return { why: "ambiguous", places: free.length };
  const lines = inPlace({ search, replace }, { ...place, likeness: found.likeness }, around);
  return lines ? { ...place, lines, exact: found.likeness === "exact" } : noMatch;
}

/** Blank lines around what is quoted are as little meant as those around what replaces it. */
function withoutOuterBlanks({ search, replace }: Change): Change {
  const inner = withoutBlankEnds(search);
  if (inner.length === search.length) return { search, replace };
  return { search: inner, replace: withoutBlankEnds(replace) };
}

const noMatch: Unplaced = { why: "no match", places: 0 };

function overlaps(one: Place, other: Place): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The replacing lines as they stand at a place; undefined where their indentation cannot be told. */
function inPlace(
  { search, replace }: Change,
  { start, end, likeness }: Place & { likeness: Likeness },
  { region, indented, unit }: Surroundings,
): string[] | undefined {
  const there = region.slice(start, end);
  if (likeness === "exact") return [...replace];
  if (likeness === "trimmed") return withKeptBytes(replace, there);
  const shift = shiftsOf(search, there);
  if (!shift.even && indented) return undefined;
  const lines = replace.map((line) => shiftedLine(line, shift.from));
  return withKeptBytes(unit === undefined ? lines : inUnit(lines, unit, there), there);
}

/** Which indentation became which; `even`: each always the same. */
function shiftsOf(
  search: readonly string[],
  there: readonly string[],
): { from: ReadonlyMap<string, string>; even: boolean } {
  const from = new Map<string, string>();
  let even = true;
  const told = (lines: readonly string[]): string[] => lines.filter((line) => !isBlank(line));
  const own = told(there);
  for (const [at, line] of told(search).entries()) {
    const to = indentOf(own[at] ?? "");
    const known = from.get(indentOf(line));
    if (known === undefined) from.set(indentOf(line), to);
    else if (known !== to) even = false;
  }
  return { from, even };
}

function shiftedLine(line: string, from: ReadonlyMap<string, string>): string {
  if (isBlank(line)) return "";
  const indent = indentOf(line);
  const text = line.slice(indent.length);
  const exact = from.get(indent);
  if (exact !== undefined) return exact + text;
  const shallower = [...from.keys()]
    .filter((each) => indent.startsWith(each))
    .sort((a, b) => b.length - a.length)[0];
  if (shallower !== undefined)
    return (from.get(shallower) ?? "") + indent.slice(shallower.length) + text;
  // Less indented than all that was quoted: it loses or gains as much as the least of them.
  const [least = "", to = ""] = [...from].sort((a, b) => a[0].length - b[0].length)[0] ?? [];
  const width = Math.max(0, to.length - (least.length - indent.length));
  return to.slice(0, width).padEnd(width, " ") + text;
}

/** A part of one line, which stands only once. */
function withinLine(
  { search, replace }: Change,
  region: readonly string[],
  edits: readonly Edit[],
): Edit | undefined {
  const quoted = withoutBlankEnds(search);
  const put = withoutBlankEnds(replace);
  const [part = ""] = quoted.map((line) => line.trim());
  if (quoted.length !== 1 || put.length > 1 || part.length < leastPart) return undefined;
  const at = region.findIndex((line) => line.includes(part));
  const line = region[at];
  if (line === undefined || line.indexOf(part) !== line.lastIndexOf(part)) return undefined;
  if (region.some((each, other) => other !== at && each.includes(part))) return undefined;
  const place = { start: at, end: at + 1 };
  if (edits.some((each) => overlaps(each, place))) return undefined;
  const lines = [line.replace(part, () => (put[0] ?? "").trim())];
  return { ...place, lines, exact: false };
}

/** A shorter part could stand anywhere. */
const leastPart = 4;

/** Lines that are quoted from outside the region, and stay there as they are. */
function overEdges(
  { search, replace }: Change,
  { region, before, after, indented, unit }: Surroundings,
): Edit | undefined {
  const around = [...before, ...region, ...after];
  const found = locate(around, search);
  const [place] = found?.places ?? [];
  if (!found || !place || found.places.length > 1) return undefined;
  const put = inPlace(
    { search, replace },
    { ...place, likeness: found.likeness },
    {
      ...{ region: around, before: [], after: [], indented, unit },
    },
  );
  if (!put) return undefined;
  const there = around.slice(place.start, place.end);
  const above = Math.max(0, before.length - place.start);
  const below = Math.max(0, place.end - before.length - region.length);
  const stays =
    above + below <= put.length &&
    there.slice(0, above).every((line, at) => line === put[at]) &&
    there.slice(there.length - below).every((line, at) => line === put[put.length - below + at]);
  const start = place.start + above - before.length;
  const end = place.end - below - before.length;
  return stays && start < end
    ? { start, end, lines: put.slice(above, put.length - below), exact: found.likeness === "exact" }
    : undefined;
}

/** A block that quotes what an earlier one has written. */
function putIntoEdit(edits: Edit[], change: Change, around: Surroundings): boolean {
  for (const [at, edit] of edits.entries()) {
    const found = locate(edit.lines, change.search);
    const [place] = found?.places ?? [];
    if (!found || !place || found.places.length > 1) continue;
    const lines = inPlace(
      change,
      { ...place, likeness: found.likeness },
      {
        ...around,
        region: edit.lines,
      },
    );
    if (!lines) continue;
    edits[at] = {
      ...edit,
      lines: [...edit.lines.slice(0, place.start), ...lines, ...edit.lines.slice(place.end)],
    };
    return true;
  }
  return false;
}
