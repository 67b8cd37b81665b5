/** The white space at the beginning of a line. */
export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? "";
}

/**
 * What one level of indentation is in a text: a tab, or the number of spaces by which lines are most
 * often indented deeper than the one before; undefined if no line is indented.
 */
export function indentUnit(text: string): string | undefined {
  const steps = new Map<number, number>();
  let tabs = 0;
  let spaces = 0;
  let last = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const indent = indentOf(line);
    if (indent.startsWith("\t")) tabs += 1;
    else if (indent !== "") spaces += 1;
    const step = indent.length - last;
    if (!indent.startsWith("\t") && step > 1) steps.set(step, (steps.get(step) ?? 0) + 1);
    last = indent.length;
  }
  if (tabs > spaces) return "\t";
  if (spaces === 0) return undefined;
  const [usual = 4] = [...steps].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0] ?? [];
  return " ".repeat(usual);
}
