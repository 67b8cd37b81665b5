import { indentOf, indentUnit } from "../../text/indentation.ts";
import { isBlank, isTrivial, linesIn } from "./textLines.ts";

/**
 * An answer in the indentation of the region: tabs for spaces and spaces for tabs as the document has
 * them, another width of a level, and shifted back where it stands too far left or right as a whole.
 */
export function indentedAs(
  answer: readonly string[],
  { before, text, after }: { before: string; text: string; after: string },
): string[] {
  const region = linesIn(text);
  const unit = indentUnit(text) ?? indentUnit(before + after);
  const lines = unit === undefined ? [...answer] : inUnit(answer, unit, region);
  return shifted(lines, region);
}

/** Lines with their indentation in another unit. */
export function inUnit(
  answer: readonly string[],
  unit: string,
  region: readonly string[],
): string[] {
  const own = indentUnit(answer.join("\n"));
  if (own === undefined) return [...answer];
  if (unit === "\t" && own !== "\t" && !answer.some((line) => line.startsWith("\t")))
    return answer.map((line) => {
      const width = indentOf(line).length;
      const levels = Math.floor(width / own.length);
      return "\t".repeat(levels) + " ".repeat(width % own.length) + line.slice(width);
    });
  if (unit !== "\t" && answer.some((line) => indentOf(line).includes("\t")))
    return answer.map((line) => indentOf(line).replaceAll("\t", unit) + line.trimStart());
  if (unit === "\t" || own === "\t" || own === unit || !isOtherWidth(answer, own, region, unit))
    return [...answer];
  return answer.map((line) => {
    const width = indentOf(line).length;
    return unit.repeat(width / own.length) + line.slice(width);
  });
}

/** Whether every line that both have stands as many levels deep, and so does the answer everywhere. */
function isOtherWidth(
  answer: readonly string[],
  own: string,
  region: readonly string[],
  unit: string,
): boolean {
  if (answer.some((line) => !isBlank(line) && indentOf(line).length % own.length !== 0))
    return false;
  const pairs = common(answer, region).filter(({ from, to }) => from + to > 0);
  return pairs.length > 0 && pairs.every(({ from, to }) => from / own.length === to / unit.length);
}

/** Lines shifted so that they stand as the region does. */
function shifted(answer: readonly string[], region: readonly string[]): string[] {
  const lines = [...answer];
  const wanted = leastIndent(region.filter((line) => !conflictMarker.test(line)));
  const least = leastIndent(lines);
  if (wanted === undefined || least === undefined || wanted === least) return lines;
  const others = common(lines.slice(lines.findIndex((line) => !isBlank(line)) + 1), region);
  const inPlace = others.filter(({ from, to }) => from === to).length;
  if (inPlace > others.length / 2) return firstInPlace(lines, region, wanted);
  const by = wanted.length - least.length;
  if (by < 0) return lines.map((line) => line.slice(Math.min(-by, indentOf(line).length)));
  const added = wanted.slice(0, by).padEnd(by, wanted[0] ?? " ");
  return lines.map((line) => (isBlank(line) ? line : added + line));
}

/** A marker that git has left stands at the margin, wherever the lines of the conflict stand. */
const conflictMarker = /^(?:<{7}|\|{7}|={7}|>{7})(?:\s|$)/;

/** Only the first line lost its indentation, as when a model goes on behind it. */
function firstInPlace(lines: string[], region: readonly string[], wanted: string): string[] {
  const at = lines.findIndex((line) => !isBlank(line));
  const first = lines[at] ?? "";
  const own = region.find((line) => !isBlank(line)) ?? "";
  const rest = leastIndent(lines.slice(at + 1));
  if (indentOf(first) !== "" || rest === undefined || rest.length < wanted.length) return lines;
  if (!begin(first).startsWith(begin(own)) && !begin(own).startsWith(begin(first))) return lines;
  return lines.with(at, indentOf(own) + first);
}

/** The first two words of a line. */
function begin(line: string): string {
  return /^\W*\w+\W*\w*/.exec(line.trim())?.[0] ?? line.trim();
}

/** The shortest indentation of lines that are not blank. */
function leastIndent(lines: readonly string[]): string | undefined {
  const indents = lines.filter((line) => !isBlank(line)).map(indentOf);
  return indents.reduce<string | undefined>(
    (least, each) => (least === undefined || each.length < least.length ? each : least),
    undefined,
  );
}

/** Lines that stand once in each text, with the width of their indentation there and there. */
function common(
  answer: readonly string[],
  region: readonly string[],
): { from: number; to: number }[] {
  const own = once(region);
  return [...once(answer)].flatMap(([text, from]) => {
    const to = own.get(text);
    return to === undefined ? [] : [{ from, to }];
  });
}

function once(lines: readonly string[]): Map<string, number> {
  const found = new Map<string, number | undefined>();
  for (const line of lines) {
    const text = line.trim();
    if (!isTrivial(text)) found.set(text, found.has(text) ? undefined : indentOf(line).length);
  }
  return new Map([...found].filter((each): each is [string, number] => each[1] !== undefined));
}
