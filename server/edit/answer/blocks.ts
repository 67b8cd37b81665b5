import type { Change, Changes } from "./change.ts";
import { isBlank, linesIn, withoutBlankEnds } from "./textLines.ts";

const searchMark =
  /^\s*(?:<{5,}\s*(?:SEARCH|ORIGINAL|OLD|HEAD|FIND|BEFORE)?|<{3,4}\s*(?:SEARCH|ORIGINAL|OLD|FIND|BEFORE)|<{5,}\s*SEARCH\s+\S+)[:\s]*$/i;
const divider = /^\s*={5,}\s*(?:REPLACE)?\s*$/i;
const replaceMark =
  /^\s*(?:>{5,}\s*(?:REPLACE|UPDATED|NEW|SEARCH|HEAD|AFTER)?|>{3,4}\s*(?:REPLACE|UPDATED|NEW|AFTER)|<{5,}\s*(?:\/?REPLACE|\/SEARCH))[:\s]*$/i;
const fence = /^\s*(?:`{3,}|~{3,})/;
const bareFence = /^\s*(?:`{3,}|~{3,})\s*$/;

/**
 * The search/replace blocks of an answer, whatever length their marks have and whether or not the last
 * is closed; undefined where there is none. Where one has no divider there are no changes.
 */
export function blocksIn(
  answer: string,
  { region, complete }: { region: string; complete: boolean },
): Changes | undefined {
  const lines = linesIn(answer);
  const own = new Set(linesIn(region).map((line) => line.trimEnd()));
  const is = (mark: RegExp, line: string): boolean => mark.test(line) && !own.has(line.trimEnd());
  const changes: Change[] = [];
  let state: "outside" | "search" | "replace" = "outside";
  let search: string[] = [];
  let replace: string[] = [];
  let whole = true;
  let broken = false;
  const close = (): void => {
    changes.push({ search: unfenced(search), replace: unfenced(replace) });
    state = "outside";
  };
  for (const [at, line] of lines.entries()) {
    if (is(searchMark, line)) {
      if (state === "replace") close();
      [state, search, replace] = ["search", [], []];
    } else if (state === "search") {
      if (is(divider, line)) state = "replace";
      // Without a divider nobody can tell what takes the place of what.
      else if (is(replaceMark, line)) [state, broken] = ["outside", true];
      else search.push(line);
    } else if (state === "replace") {
      if (is(replaceMark, line) || (is(divider, line) && endsHere(lines, at))) close();
      else replace.push(line);
    }
  }
  const isOpen = state === "replace";
  if (isOpen) {
    whole = complete;
    const end = replace.findIndex((line) => fence.test(line));
    if (complete && end >= 0 && !fence.test(replace[0] ?? "")) replace = replace.slice(0, end);
    // The half that is being written has a fence then, too.
    if (!complete && isFenced(search)) replace = replace.filter((line) => !fence.test(line));
    close();
  } else if (state === "search") whole = false;
  if (changes.length === 0 && whole && !broken) return undefined;
  return { changes: broken ? [] : changes, whole: whole && complete, isOpen };
}

/** Whether what follows a line is no more text of a block. */
function endsHere(lines: readonly string[], at: number): boolean {
  const next = lines.slice(at + 1).find((line) => !isBlank(line));
  return next === undefined || fence.test(next) || searchMark.test(next);
}

/** Some models put a fence around each half. */
function unfenced(lines: readonly string[]): string[] {
  if (!isFenced(lines)) return [...lines];
  return withoutBlankEnds(lines).slice(1, -1);
}

function isFenced(lines: readonly string[]): boolean {
  const inner = withoutBlankEnds(lines);
  return inner.length > 1 && fence.test(inner[0] ?? "") && bareFence.test(inner.at(-1) ?? "");
}
