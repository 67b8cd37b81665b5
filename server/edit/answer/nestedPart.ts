import { indentOf } from "../../text/indentation.ts";
import { indentedAs } from "./indent.ts";
import { beginningIn } from "./omittedHead.ts";
import { isBlank, isTrivial, withoutBlankEnds } from "./textLines.ts";

/**
 * The region with an answer in the place of what it is for, where that is only something within the region:
 * the methods of a class that are to change, without the class. undefined where the answer is for all of it.
 */
export function withNestedPart(
  answer: readonly string[],
  region: readonly string[],
): string[] | undefined {
  const at = beginningIn(answer, region);
  const outer = region.find((line) => !isBlank(line));
  const first = at === undefined ? undefined : region[at];
  if (at === undefined || outer === undefined || first === undefined) return undefined;
  if (indentOf(first).length <= indentOf(outer).length) return undefined;
  const known = new Set(answer.map((line) => line.trim()));
  if (region.slice(0, at).some((line) => !isTrivial(line) && known.has(line.trim())))
    return undefined;
  const end = endOf(lastPlace(answer, region, at), region);
  const part = region.slice(at, end);
  const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
  const around = {
    before: text(region.slice(0, at)),
    text: text(part),
    after: text(region.slice(end)),
  };
  return [
    ...region.slice(0, at),
    ...withoutBlankEnds(indentedAs(answer, around)),
    ...region.slice(end),
  ];
}

/** Where the last thing begins that both have, of those that stand as far left as the first. */
function lastPlace(answer: readonly string[], region: readonly string[], at: number): number {
  const first = answer.find((line) => !isTrivial(line)) ?? "";
  const heads = answer.filter(
    (line) => !isTrivial(line) && indentOf(line).length === indentOf(first).length,
  );
  const places = heads.flatMap((line) => beginningIn([line], region) ?? []);
  return Math.max(at, ...places);
}

/** Behind the last line that belongs to what begins at a line: deeper ones, and a closing bracket. */
function endOf(at: number, region: readonly string[]): number {
  const depth = indentOf(region[at] ?? "").length;
  let end = at + 1;
  for (let next = at + 1; next < region.length; next += 1) {
    const line = region[next] ?? "";
    if (isBlank(line)) continue;
    const own = indentOf(line).length;
    if (own < depth || (own === depth && !isTrivial(line))) break;
    end = next + 1;
    if (own === depth) break;
  }
  return end;
}
