/** The lines of a text without their ends; none of an empty text. */
export function linesIn(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

/** Whether a line is empty or white space. */
export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** Whether a line holds nothing that could tell it from others: brackets, the end of a block. */
export function isTrivial(line: string): boolean {
  return /^\W*(?:end|fi|done|esac|else|pass)?\W*$/.test(line);
}

/** Without the blank lines at its beginning and end. */
export function withoutBlankEnds(lines: readonly string[]): string[] {
  const from = lines.findIndex((line) => !isBlank(line));
  if (from < 0) return [];
  return lines.slice(from, lines.findLastIndex((line) => !isBlank(line)) + 1);
}

/** How much of some lines stands among others, from 0 to 1; trivial lines are not counted. */
export function shareIn(lines: readonly string[], others: readonly string[]): number {
  const known = new Set(others.map((line) => line.trim()));
  const told = lines.filter((line) => !isTrivial(line));
  return told.length === 0 ? 0 : told.filter((line) => known.has(line.trim())).length / told.length;
}
