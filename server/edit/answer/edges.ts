import { scanBrackets } from "../../text/brackets.ts";
import { isBlank, isTrivial, linesIn, shareIn } from "./textLines.ts";

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
  const rest = answer.slice(head || changedAbove(answer, linesIn(before), linesIn(text)));
  const backwards = [...rest].reverse();
  const tail = repeated(backwards, told(linesIn(after)).reverse(), [...region].reverse());
  return withoutBrackets(rest.slice(0, rest.length - tail), { before, text, after });
}

/** Whether an answer is so far nothing but a repetition of what stands before the region, or may become one. */
export function isWithinEdge(answer: readonly string[], before: string): boolean {
  const above = told(linesIn(before));
  const lines = told(answer);
  const last = lines.pop() ?? "";
  return above.some(
    (_, at) =>
      lines.every((each, index) => each === above[at + index]) &&
      (above[at + lines.length] ?? "").startsWith(last),
  );
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

/** How many lines repeat what stands above with changes of their own: those before the region's first line. */
function changedAbove(
  answer: readonly string[],
  above: readonly string[],
  region: readonly string[],
): number {
  const first = region.find((line) => !isTrivial(line))?.trim();
  const at = answer.findIndex((line) => line.trim() === first);
  const head = answer.slice(0, Math.max(0, at));
  const isEcho = head.filter((line) => !isTrivial(line)).length >= leastEcho;
  return isEcho && shareIn(head, above) >= mostlyEcho ? at : 0;
}

const leastEcho = 2;
const mostlyEcho = 0.6;

/** Cuts lines of brackets alone that belong to what stands around the region. */
function withoutBrackets(answer: readonly string[], { before, text, after }: Edges): string[] {
  const wanted = balance(text);
  const above = told(linesIn(before));
  const below = told(linesIn(after));
  if (balance(answer.join("\n")) === wanted) return [...answer];
  const places = [...answer.keys()].filter((at) => !isBlank(answer[at] ?? ""));
  const lines = told(answer);
  for (let head = 0; head <= mostBrackets; head += 1)
    for (let tail = 0; tail <= mostBrackets; tail += 1) {
      if (head + tail >= lines.length) continue;
      const first = lines.slice(0, head);
      const last = lines.slice(lines.length - tail);
      if (![...first, ...last].every(isTrivial)) continue;
      if (!areSame(first, above.slice(above.length - head))) continue;
      if (!areSame(last, below.slice(0, tail))) continue;
      const cut = answer.slice(places[head], (places[lines.length - tail - 1] ?? 0) + 1);
      if (balance(cut.join("\n")) === wanted) return cut;
    }
  return [...answer];
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((line, at) => line === others[at]);
}

const mostBrackets = 3;

/** How many brackets are closed that were not opened, less those that are left open. */
function balance(text: string): number {
  const { open, unmatched } = scanBrackets(text);
  return unmatched.length - open.length;
}

function told(lines: readonly string[]): string[] {
  return lines.filter((line) => !isBlank(line)).map((line) => line.trimEnd());
}
