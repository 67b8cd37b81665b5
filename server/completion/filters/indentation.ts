import { indentOf, indentUnit } from "../../text/indentation.ts";
import type { Cursor } from "../cursor.ts";
import { textFilter } from "./filter.ts";

/** Gives the suggestion the indentation of its file: tabs or spaces, and no space twice. */
export const indentation = textFilter("is indented otherwise", (text, { cursor }) => {
  const own = indentUnit(cursor.prefix.slice(-20_000) + cursor.suffix.slice(0, 20_000));
  return withUnit(withoutLead(text, cursor), own);
});

/**
 * The cursor stands after white space and the model writes it again. On an empty line, white space
 * that brings it to the depth of the line before, or one level deeper after an opener, is meant.
 */
function withoutLead(text: string, { lineBefore, prefix }: Cursor): string {
  const lead = indentOf(text);
  if (lead === "" || !/[ \t]$/.test(lineBefore)) return text;
  if (lineBefore.trim() !== "") return text.slice(lead.length);
  const above = prefix.trimEnd();
  const line = above.slice(above.lastIndexOf("\n") + 1);
  const opens = /[{([:]$/.test(line);
  const depth = indentOf(line).length + (opens ? (indentUnit(prefix) ?? "    ").length : 0);
  const missing = Math.max(0, depth - lineBefore.length);
  return lead.slice(0, missing) + text.slice(lead.length);
}

/** Turns spaces into the tabs of the file, or its tabs into spaces, line by line. */
function withUnit(text: string, own: string | undefined): string {
  const [first = "", ...rest] = text.split("\n");
  if (own === undefined || rest.length === 0) return text;
  const indents = rest.map(indentOf);
  if (own !== "\t") {
    if (!indents.some((indent) => indent.includes("\t"))) return text;
    return [first, ...rest.map((line) => reindent(line, "\t", own))].join("\n");
  }
  if (!indents.some((indent) => indent.startsWith("  "))) return text;
  const theirs = indentUnit(rest.join("\n")) ?? "    ";
  return [first, ...rest.map((line) => reindent(line, theirs, own))].join("\n");
}

function reindent(line: string, from: string, to: string): string {
  const indent = indentOf(line);
  return indent.replaceAll(from, to) + line.slice(indent.length);
}
