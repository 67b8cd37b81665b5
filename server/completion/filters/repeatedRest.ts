import type { Filter } from "./filter.ts";

/**
 * Takes from the end of the suggestion what the rest of the cursor's line already says:
 * `foo(█)` with the suggestion `bar)` leaves `bar`. A suggestion that goes over several lines
 * closes brackets of its own and is left alone.
 */
export const repeatedRest: Filter = {
  name: "repeats the rest of the line",
  apply(text, cursor) {
    const rest = cursor.lineAfter.trimEnd();
    if (rest === "" || text.includes("\n")) return text;
    for (let length = Math.min(rest.length, text.length); length > 0; length -= 1) {
      if (text.endsWith(rest.slice(0, length))) return text.slice(0, text.length - length);
    }
    return text;
  },
};
