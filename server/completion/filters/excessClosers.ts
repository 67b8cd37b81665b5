import { scanBrackets } from "../../text/brackets.ts";
import type { Filter } from "./filter.ts";

/**
 * Cuts before a bracket that closes what the rest of the line closes too: `f(█, b)` with the
 * suggestion `a, b);` leaves `a, b`.
 */
export const excessClosers: Filter = {
  name: "closes what is not open",
  apply(suggestion, { cursor }) {
    const { text, replaces } = suggestion;
    const before = scanBrackets(cursor.lineBefore);
    const rest = scanBrackets(cursor.lineAfter.slice(replaces), { quote: before.quote });
    if (rest.unmatched.length === 0 || replaces > 0) return suggestion;
    const own = scanBrackets(text, { quote: before.quote });
    const open = before.open.length + (before.quote === undefined ? 0 : 1);
    const room = Math.max(0, open - rest.unmatched.length);
    const excess = own.unmatched[room];
    return excess ? { ...suggestion, text: text.slice(0, excess.index).trimEnd() } : suggestion;
  },
};
