import type { Filter } from "./filter.ts";

/** Takes trailing white space, and with it a suggestion that is nothing else. */
export const blank: Filter = {
  name: "is blank",
  apply: (text) => text.trimEnd(),
};
