import { closersFor, scanBrackets } from "../../text/brackets.ts";
import type { Filter, Judging, Suggestion } from "./filter.ts";

/** So many shorter parts of a suggestion are tried. */
const mostTries = 6;

/**
 * Cuts a suggestion to its longest part with which the document parses no worse than without it. A
 * bracket that it leaves open is no error: a person goes on writing there.
 */
export const parsesWorse: Filter = {
  name: "does not parse",
  apply(suggestion, judging) {
    const now = judging.errors();
    if (now === undefined) return suggestion;
    for (const text of parts(suggestion.text)) {
      const part = { ...suggestion, text };
      const errors = fewestErrors(part, judging);
      if (errors === undefined) return suggestion;
      if (errors <= now) return part;
    }
    return { ...suggestion, text: "" };
  },
};

/** The whole text, then without its last lines, and within the first line up to stray closers. */
function parts(text: string): string[] {
  const found = [text];
  const lines = text.split("\n");
  for (let length = lines.length - 1; length > 0 && found.length < mostTries; length -= 1)
    found.push(lines.slice(0, length).join("\n").trimEnd());
  const first = found.at(-1) ?? "";
  const stray = scanBrackets(first).unmatched.at(-1);
  if (stray && stray.index > 0) found.push(first.slice(0, stray.index).trimEnd());
  return found;
}

function fewestErrors(suggestion: Suggestion, judging: Judging): number | undefined {
  const asItIs = judging.errors(suggestion);
  if (asItIs === undefined || asItIs === 0) return asItIs;
  const closers = closersFor(scanBrackets(suggestion.text));
  const body = /:\s*$/.test(suggestion.text) ? " pass" : "";
  if (closers + body === "") return asItIs;
  const closed = judging.errors({ ...suggestion, text: suggestion.text + body + closers });
  return closed === undefined ? asItIs : Math.min(asItIs, closed);
}
