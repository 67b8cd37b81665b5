import type { EditFormat } from "./region.ts";
import { linesIn } from "./textLines.ts";

interface GrammarOptions {
  region: { text: string };
  languageId: string;
}

/**
 * A GBNF grammar of the answers in a format: one fenced block, or search/replace blocks whose SEARCH
 * lines are lines of the region in their order, so that a model cannot misquote them. undefined where
 * the region itself has lines that look like the marks of blocks, or none that could be quoted.
 */
export function grammarFor(
  format: EditFormat,
  { region, languageId }: GrammarOptions,
): string | undefined {
  return format === "whole" ? wholeGrammar(region.text, languageId) : blocksGrammar(region.text);
}

function wholeGrammar(text: string, languageId: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(Math.max(3, longest + 1));
  return rules({
    root: `${quoted(`${fence}${languageId}\n`)} line+ ${quoted(fence)}`,
    // A line that begins with the fence would be its end.
    line: beginnings("`", fence.length - 1),
    text: "[^\\n]*",
  });
}

function blocksGrammar(text: string): string | undefined {
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
      ...["<", "=", ">"].map((mark) => beginnings(mark, 3, { alone: false })),
    ].join(" | "),
    text: "[^\\n]*",
  });
}

/** Lines that begin with up to so many of a character, as a rule. */
function beginnings(character: string, most: number, { alone = true } = {}): string {
  const others = `[^${character}\\n] text`;
  const runs = Array.from({ length: most }, (_, at) => quoted(character.repeat(at + 1)));
  const some = runs.map((run) => `${run} (${others})? "\\n"`);
  return [...(alone ? [`"\\n" | ${others} "\\n"`] : []), ...some].join(" | ");
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
