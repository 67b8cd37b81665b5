/** The white space at the beginning of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/**
 * What one level of indentation is in a text: a tab, or the smallest number of spaces by which a line
 * is indented deeper than the one before it; undefined if no line is indented.
 */
export function indentUnit(text: string): string | undefined {
  let smallest: number | undefined;
  let tabs = 0;
  let spaces = 0;
  let last = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const indent = indentOf(line);
    if (indent.startsWith("\t")) tabs += 1;
    else if (indent !== "") spaces += 1;
    const deeper = indent.length - last;
    if (!indent.startsWith("\t") && deeper > 1) smallest = Math.min(smallest ?? deeper, deeper);
    last = indent.length;
  }
  if (tabs > spaces) return "\t";
  if (spaces === 0) return undefined;
  return " ".repeat(smallest ?? 4);
}
