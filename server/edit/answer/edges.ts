import { scanBrackets } from "../../text/brackets.ts";
import { isBlank, isTrivial, linesIn } from "./textLines.ts";

interface Edges {
  before: string;
  text: string;
  after: string;
}

/**
 * An answer without the lines around the region that it repeats: at its beginning those that stand
 * before the region, at its end those behind it. Lines of brackets alone are cut only where the answer
 * closes more than the region does.
 */
export function withoutEdges(answer: readonly string[], { before, text, after }: Edges): string[] {
  const region = told(linesIn(text));
  const head = repeated(answer, told(linesIn(before)), region);
  const rest = answer.slice(head);
  const backwards = [...rest].reverse();
  const tail = repeated(backwards, told(linesIn(after)).reverse(), [...region].reverse());
  return withoutClosers(rest.slice(0, rest.length - tail), { text, after });
}

/** How many lines of the answer repeat the last of `above`, blank ones among them. */
function repeated(
  answer: readonly string[],
  above: readonly string[],
  region: readonly string[],
): number {
  const places = [...answer.keys()].filter((at) => !isBlank(answer[at] ?? ""));
  const lines = places.map((at) => (answer[at] ?? "").trimEnd());
  for (const [from, line] of above.entries()) {
    if (line !== lines[0]) continue;
    const count = above.length - from;
    const same = above.slice(from);
    // An answer that is nothing else says something else with it.
    if (count >= lines.length || same.some((each, at) => each !== lines[at])) continue;
    if (same.every(isTrivial)) continue;
    // The region begins as what stands before it ends.
    if (same.every((each, at) => each === region[at])) continue;
    return (places[count - 1] ?? -1) + 1;
  }
  return 0;
}

/** Cuts closing brackets that belong to what stands behind the region. */
function withoutClosers(
  answer: readonly string[],
  { text, after }: Pick<Edges, "text" | "after">,
): string[] {
  const closers = told(linesIn(after));
  const wanted = balance(text);
  let lines = [...answer];
  for (let cut = 0; cut < mostClosers; cut += 1) {
    const closer = closers[0];
    const last = lines.findLastIndex((line) => !isBlank(line));
    if (closer === undefined || !isTrivial(closer) || lines[last]?.trimEnd() !== closer) break;
    if (balance(lines.join("\n")) <= wanted) break;
    lines = lines.slice(0, last);
  }
  return lines;
}

const mostClosers = 3;

/** How many brackets are closed that were not opened, less those that are left open. */
function balance(text: string): number {
  const { open, unmatched } = scanBrackets(text);
  return unmatched.length - open.length;
}

function told(lines: readonly string[]): string[] {
  return lines.filter((line) => !isBlank(line)).map((line) => line.trimEnd());
}
