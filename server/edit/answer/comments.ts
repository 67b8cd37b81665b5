import { marksOf } from "../../text/marks.ts";

/** The words of a line that is a comment and nothing else; undefined of any other line. */
export function commentIn(text: string, languageId: string): string | undefined {
  const { line, block } = marksOf(languageId);
  for (const [open, close] of [...block, ["{/*", "*/}"] as const, ["/*", "*/"] as const])
    if (text.startsWith(open) && text.endsWith(close) && text.length >= open.length + close.length)
      return text.slice(open.length, -close.length).trim();
  const mark = [...line, "//", "#"].find((each) => text.startsWith(each));
  if (mark !== undefined) return text.slice(mark.length).trim();
  return undefined;
}
