import type { Change } from "./change.ts";
import { fencesIn } from "./fences.ts";
import { locate } from "./locate.ts";
import { beginningIn } from "./omittedHead.ts";
import { isBlank, linesIn, withoutBlankEnds } from "./textLines.ts";

/**
 * The changes of an answer that says "replace this … by that …" in pairs of fenced blocks: the first of
 * each stands in the region and is only a part of it, the second does not. undefined of any other answer.
 */
export function pairsIn(answer: string, region: readonly string[]): Change[] | undefined {
  const fences = fencesIn(linesIn(answer), { nested: false });
  if (fences.length === 0 || fences.length % 2 !== 0) return undefined;
  const changes: Change[] = [];
  for (let at = 0; at < fences.length; at += 2) {
    const search = withoutBlankEnds(fences[at]?.lines ?? []);
    const replace = withoutBlankEnds(fences[at + 1]?.lines ?? []);
    if (!fences[at + 1]?.closed || !isPart(search, region)) return undefined;
    if (replace.length === 0 || isPart(replace, region)) return undefined;
    // What begins further up takes the place of more than what was quoted.
    const quoted = locate(region, search)?.places[0]?.start ?? 0;
    if ((beginningIn(replace, region) ?? quoted) < quoted) return undefined;
    if (replace.length > search.length * 2 + mostAdded) return undefined;
    changes.push({ search, replace });
  }
  return changes;
}

const mostAdded = 8;

function isPart(lines: readonly string[], region: readonly string[]): boolean {
  const told = (some: readonly string[]): number => some.filter((line) => !isBlank(line)).length;
  return told(lines) > 0 && told(lines) < told(region) && locate(region, lines) !== undefined;
}
