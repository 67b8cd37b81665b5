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
      const verdict = parsesNoWorse(part, judging, now);
      if (verdict === "out of time") return suggestion;
      if (verdict === "no worse") return part;
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

/**
 * Whether there are no more errors than `now`, with what is open closed: nothing, then what the text
 * has opened, then what the cursor's line has as well.
 */
function parsesNoWorse(
  suggestion: Suggestion,
  judging: Judging,
  now: number,
): "no worse" | "worse" | "out of time" {
  const { text } = suggestion;
  const body = /:\s*$/.test(text) ? " pass" : "";
  const endings = new Set([
    "",
    body + closersFor(scanBrackets(text)),
    body + closersFor(scanBrackets(judging.cursor.lineBefore + text)),
  ]);
  let tried = 0;
  for (const ending of endings) {
    const errors = judging.errors({ ...suggestion, text: text + ending });
    if (errors === undefined) return tried === 0 ? "out of time" : "worse";
    if (errors <= now) return "no worse";
    tried += 1;
  }
  return "worse";
}
