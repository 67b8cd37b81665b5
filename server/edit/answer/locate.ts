import { isBlank } from "./textLines.ts";

/** Where quoted lines stand: from `start` up to, not with, `end`. */
export interface Place {
  start: number;
  end: number;
}

/** How nearly: white space at line ends, then at line starts, then blank lines may be different too. */
export type Likeness = "exact" | "trimmed" | "indentation" | "blanks";

const likenesses: readonly [Likeness, (line: string) => string][] = [
  ["exact", (line) => line],
  ["trimmed", (line) => line.trimEnd()],
  ["indentation", (line) => line.trim()],
];

/** All places of the greatest likeness at which there is one. */
export function locate(
  lines: readonly string[],
  search: readonly string[],
): { likeness: Likeness; places: Place[] } | undefined {
  for (const [likeness, key] of likenesses) {
    const places = contiguous(lines.map(key), search.map(key));
    if (places.length > 0) return { likeness, places };
  }
  const places = withoutBlanks(lines, search);
  return places.length > 0 ? { likeness: "blanks", places } : undefined;
}

function contiguous(lines: readonly string[], search: readonly string[]): Place[] {
  const places: Place[] = [];
  if (search.every(isBlank)) return places;
  for (let start = 0; start + search.length <= lines.length; start += 1)
    if (search.every((line, at) => line === lines[start + at]))
      places.push({ start, end: start + search.length });
  return places;
}

/** Places that differ in blank lines alone; those around them belong to no place. */
function withoutBlanks(lines: readonly string[], search: readonly string[]): Place[] {
  const told = [...lines.keys()].filter((at) => !isBlank(lines[at] ?? ""));
  const found = contiguous(
    told.map((at) => (lines[at] ?? "").trim()),
    search.map((line) => line.trim()).filter((line) => line !== ""),
  );
  return found.map(({ start, end }) => ({
    start: told[start] ?? 0,
    end: (told[end - 1] ?? 0) + 1,
  }));
}
