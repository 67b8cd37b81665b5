import { indentOf } from "../../text/indentation.ts";
import { indentedAs } from "./indent.ts";
import { beginningIn } from "./omittedHead.ts";
import { isBlank, isTrivial, withoutBlankEnds } from "./textLines.ts";

/**
 * The region with an answer in the place of what it is for, where that is only something within the region:
 * methods without their class, statements without their function. undefined where the answer is for all of
 * it, or nobody can tell.
 */
export function withNestedPart(
  answer: readonly string[],
  region: readonly string[],
): string[] | undefined {
  const begins = answer.find((line) => !isTrivial(line)) ?? "";
  const isDeclaration = declares(begins);
  const at = isDeclaration ? beginningIn(answer, region) : placeOf(firstOf(answer), region);
  const outer = region.find((line) => !isBlank(line));
  const first = at === undefined ? undefined : region[at];
  if (at === undefined || outer === undefined || first === undefined) return undefined;
  if (indentOf(first).length <= indentOf(outer).length) return undefined;
  // What stands in a condition may be freed of it, and a method may become a function.
  if (!isDeclaration && !declares(outer)) return undefined;
  const isAtMargin = indentOf(begins).length <= indentOf(outer).length;
  if (isAtMargin && begins.trim() !== first.trim() && isFunction(begins)) return undefined;
  const known = new Set(answer.map((line) => line.trim()));
  if (region.slice(0, at).some((line) => !isTrivial(line) && known.has(line.trim())))
    return undefined;
  const end = isDeclaration
    ? endOf(lastPlace(answer, region, at), region)
    : endOfStatements(answer, region, at);
  const part = region.slice(at, end);
  const text = (lines: readonly string[]): string => `${lines.join("\n")}\n`;
  const around = {
    before: text(region.slice(0, at)),
    text: text(part),
    after: text(region.slice(end)),
  };
  const put = withoutBlankEnds(indentedAs(answer, around));
  const lines = [...region.slice(0, at), ...put, ...region.slice(end)];
  // Nothing new: the rest was to go.
  return text(lines) === text(region) ? undefined : lines;
}

/** Whether a line begins a function, a method or a type; statements alone could stand anywhere. */
function declares(line: string): boolean {
  const text = line.trim();
  if (/^(?:if|for|while|switch|with|try|else|elif|catch|match|return|do)\b/.test(text))
    return false;
  return /^@\w|\b(?:def|class|function|func|fn|interface|struct|enum|impl)\s+\w|\(.*\{$|\($/.test(
    text,
  );
}

/** Whether a line begins what could stand without a class. */
function isFunction(line: string): boolean {
  return /\b(?:def|function|func|fn)\b/.test(line) && !/\b(?:self|cls|this)\b/.test(line);
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

/** Behind the statement with which an answer ends; behind the last one beside the first where it is new. */
function endOfStatements(answer: readonly string[], region: readonly string[], at: number): number {
  const last = placeOf(
    answer.findLast((line) => !isTrivial(line)),
    region,
  );
  if (last !== undefined && last >= at) return endOf(last, region);
  const depth = indentOf(region[at] ?? "").length;
  const beyond = region.findIndex(
    (line, place) => place > at && !isBlank(line) && indentOf(line).length < depth,
  );
  const lines = beyond < 0 ? region : region.slice(0, beyond);
  return lines.findLastIndex((line) => !isBlank(line)) + 1;
}

/** Where a line stands, if it does once. */
function placeOf(line: string | undefined, region: readonly string[]): number | undefined {
  const places = [...region.keys()].filter((at) => region[at]?.trim() === line?.trim());
  return places.length === 1 ? places[0] : undefined;
}

function firstOf(answer: readonly string[]): string | undefined {
  return answer.find((line) => !isBlank(line));
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
