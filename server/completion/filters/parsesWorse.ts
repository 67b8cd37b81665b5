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

/** With what is open closed: what the text has opened, then what the cursor's line has as well. */
function fewestErrors(suggestion: Suggestion, judging: Judging): number | undefined {
  const { text } = suggestion;
  const body = /:\s*$/.test(text) ? " pass" : "";
  const endings = new Set([
    "",
    body + closersFor(scanBrackets(text)),
    body + closersFor(scanBrackets(judging.cursor.lineBefore + text)),
  ]);
  let fewest: number | undefined;
  for (const ending of endings) {
    const errors = judging.errors({ ...suggestion, text: text + ending });
    if (errors === undefined) return fewest;
    fewest = Math.min(fewest ?? errors, errors);
    if (fewest === 0) break;
  }
  return fewest;
}
