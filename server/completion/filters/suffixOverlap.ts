import { textFilter } from "./filter.ts";

/**
 * Takes from the end of the suggestion the whole lines with which the text after the cursor goes on,
 * however short they are: a block that the model closes although it is closed already.
 */
export const suffixOverlap = textFilter("repeats what follows", (text, { cursor }) => {
  if (cursor.lineAfter.trim() !== "") return text;
  const lines = text.split("\n");
  const next = cursor.suffix
    .slice(cursor.lineAfter.length)
    .split("\n", lines.length * 2 + 4)
    .map((line) => line.trimEnd())
    .filter((line) => line !== "");
  // The first line stands on the cursor's own, so its indentation is that of the line.
  const said = lines.map((line, index) =>
    index === 0 ? (cursor.lineBefore + line).trimEnd() : line.trimEnd(),
  );
  for (let from = 0; from < said.length; from += 1) {
    const rest = said.slice(from).filter((line) => line !== "");
    if (rest.length === 0 || rest.length > next.length) continue;
    if (rest.every((line, index) => line === next[index])) return lines.slice(0, from).join("\n");
  }
  return text;
});
