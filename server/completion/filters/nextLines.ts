import { ahead, isSaidAhead } from "../ahead.ts";
import { textFilter } from "./filter.ts";

/** Cuts the suggestion before a line that already stands right after the cursor. */
export const nextLines = textFilter("repeats the next line", (text, { cursor }) => {
  const next = ahead(cursor);
  const lines = text.split("\n");
  const cut = lines.findIndex((line, index) =>
    isSaidAhead(index === 0 ? cursor.lineBefore + line : line, next, {
      last: index === lines.length - 1,
    }),
  );
  return cut < 0 ? text : lines.slice(0, cut).join("\n");
});
