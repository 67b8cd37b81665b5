import { scanBrackets } from "../../text/brackets.ts";
import type { Filter } from "./filter.ts";

/** The rest of a line that an editor's own closing of brackets and quotes has written. */
const closersAlone = /^[)\]}>"'`;,\s]+$/;

/**
 * Where the rest of the line is closers and the suggestion closes the same brackets and quotes, the
 * suggestion takes their place: each replaced character stands in the new text, in their order, which
 * is what VS Code asks of ghost text.
 */
export const replacedRest: Filter = {
  name: "closes what is closed already",
  apply(suggestion, { cursor }) {
    const rest = cursor.lineAfter.trimEnd();
    if (rest === "" || !closersAlone.test(rest)) return suggestion;
    const { text } = suggestion;
    const { quote } = scanBrackets(cursor.lineBefore);
    const { unmatched } = scanBrackets(text, { quote });
    let replaces = 0;
    let matched = 0;
    while (matched < unmatched.length && rest.charAt(replaces) === unmatched[matched]?.character) {
      matched += 1;
      replaces += 1;
    }
    if (matched === 0) return suggestion;
    const separator = rest.charAt(replaces);
    const last = unmatched[matched - 1]?.index ?? 0;
    if (/[;,]/.test(separator) && text.indexOf(separator, last) >= 0) replaces += 1;
    return { text, replaces };
  },
};
