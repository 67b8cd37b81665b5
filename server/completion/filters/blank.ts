import { textFilter } from "./filter.ts";

/** Takes trailing white space, and with it a suggestion that is nothing else. */
export const blank = textFilter("is blank", (text) => text.trimEnd());
