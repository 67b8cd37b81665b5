import { ahead, saidAhead } from "../ahead.ts";
import { textFilter } from "./filter.ts";

/** Cuts the suggestion before a line that already stands right after the cursor. */
export const nextLines = textFilter("repeats the next line", (text, { cursor }) => {
  const cut = saidAhead(text, cursor.lineBefore, ahead(cursor));
  return cut < 0 ? text : text.split("\n").slice(0, cut).join("\n");
});
