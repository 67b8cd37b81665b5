import { linesIn } from "./textLines.ts";

/**
 * A GBNF grammar of search/replace blocks whose SEARCH lines are lines of the region in their order, so
 * that a model cannot misquote them. undefined where the region itself has lines that look like the
 * marks of blocks, or none that could be quoted.
 */
export function blocksGrammar(text: string): string | undefined {
  const lines = linesIn(text);
  if (lines.length === 0 || lines.some((line) => /^(?:<{4}|={4}|>{4})/.test(line)))
    return undefined;
  const named = lines.map((line, at) => [`l${at}`, quoted(`${line}\n`)] as const);
  // From a line on: that one, and perhaps those behind it.
  const following = lines.map(
    (_, at) => [`f${at}`, at + 1 < lines.length ? `l${at} f${at + 1}?` : `l${at}`] as const,
  );
  return rules({
    root: "block+",
    block: [
      ...[quoted("<<<<<<< SEARCH\n"), "search", quoted("=======\n")],
      ...["line*", quoted(">>>>>>> REPLACE\n")],
    ].join(" "),
    search: lines.map((_, at) => `f${at}`).join(" | "),
    ...Object.fromEntries([...named, ...following]),
    line: [
      String.raw`"\n" | [^<=>\n] text "\n"`,
      ...["<", "=", ">"].map((mark) => beginnings(mark, 3)),
    ].join(" | "),
    text: "[^\\n]*",
  });
}

/** Lines that begin with one to so many of a character, as a rule. */
function beginnings(character: string, most: number): string {
  const runs = Array.from({ length: most }, (_, at) => quoted(character.repeat(at + 1)));
  return runs.map((run) => `${run} ([^${character}\\n] text)? "\\n"`).join(" | ");
}

function rules(named: Readonly<Record<string, string>>): string {
  return Object.entries(named)
    .map(([name, rule]) => `${name} ::= ${rule}\n`)
    .join("");
}

/** A text as a literal of GBNF. */
function quoted(text: string): string {
  const escaped = text
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `"${escaped}"`;
}
