import type { Region } from "./region.ts";
import { isBlank, linesIn, withoutBlankEnds } from "./textLines.ts";

/** Lines as the text of a region, with the blank lines and the line end that it has at its ends. */
export function framed(lines: readonly string[], { text }: Pick<Region, "text">): string {
  const own = linesIn(text);
  const first = own.findIndex((line) => !isBlank(line));
  const head = own.slice(0, Math.max(0, first));
  const tail = first < 0 ? [] : own.slice(own.findLastIndex((line) => !isBlank(line)) + 1);
  const end = text.endsWith("\n") || text === "" ? "\n" : "";
  return [...head, ...withoutBlankEnds(lines), ...tail].join("\n") + end;
}
