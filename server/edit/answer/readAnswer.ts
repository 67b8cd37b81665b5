import { applyChanges } from "./applyChanges.ts";
import { blocksIn } from "./blocks.ts";
import type { Change } from "./change.ts";
import { codeIn } from "./code.ts";
import { commentIn } from "./comments.ts";
import { withoutEdges } from "./edges.ts";
import { elisionIn } from "./elisions.ts";
import { pairsIn } from "./fencePairs.ts";
import { framed } from "./framed.ts";
import { indentedAs } from "./indent.ts";
import { withKeptBytes } from "./keptBytes.ts";
import { isOtherLanguage } from "./languages.ts";
import { withNestedPart } from "./nestedPart.ts";
import { beginningIn, omittedHead } from "./omittedHead.ts";
import { plainAnswer } from "./plainAnswer.ts";
import type { EditFormat, ReadAnswer, Region } from "./region.ts";
import { surroundings } from "./surroundings.ts";
import { isBlank, linesIn, shareIn, withoutBlankEnds } from "./textLines.ts";
import { diffReadings } from "./unifiedDiff.ts";
import { unusable } from "./unusable.ts";

export interface ReadOptions {
  region: Region;
  /** What the model was asked for; an answer in another format is read as well. */
  format: EditFormat;
  languageId: string;
  /** The model came to its own end, and was not cut off. */
  complete: boolean;
}

/**
 * Reads a model's answer leniently and applies it exactly, or says why it cannot be: lines that stay
 * keep their bytes, and nothing outside of the region is part of the result.
 */
export function readAnswer(answer: string, options: ReadOptions): ReadAnswer {
  const text = plainAnswer(answer);
  if (isBlank(text)) return unusable(options.complete ? "empty" : "cut off");
  return (
    readBlocks(text, options) ??
    readDiff(text, options) ??
    readPairs(text, options) ??
    readWhole(text, options)
  );
}

function readBlocks(
  text: string,
  { region, languageId, complete }: ReadOptions,
): ReadAnswer | undefined {
  const blocks = blocksIn(text, { region: region.text, complete });
  if (!blocks) return undefined;
  if (!blocks.whole) return unusable("cut off");
  if (blocks.changes.length === 0) return unusable("no match", noDivider);
  return applied(blocks.changes, { region, languageId });
}

function readDiff(
  text: string,
  { region, languageId, complete }: ReadOptions,
): ReadAnswer | undefined {
  const readings = diffReadings(text, { region: region.text, languageId });
  const around = surroundings(region, languageId);
  const fits =
    (exactly: boolean) =>
    (changes: readonly Change[]): boolean => {
      const result = applyChanges(changes, around);
      return result.kind === "lines" && (result.exact || !exactly);
    };
  const changes = readings.find(fits(true)) ?? readings.find(fits(false)) ?? readings[0];
  if (!changes) return undefined;
  if (!complete && !text.trimEnd().endsWith("```")) return unusable("cut off");
  return applied(changes, { region, languageId });
}

function readPairs(text: string, { region, languageId }: ReadOptions): ReadAnswer | undefined {
  const changes = pairsIn(text, linesIn(region.text));
  return changes && applied(changes, { region, languageId });
}

function applied(
  changes: readonly Change[],
  { region, languageId }: Pick<ReadOptions, "region" | "languageId">,
): ReadAnswer {
  const own = linesIn(region.text);
  const elided = elisionIn(
    changes.flatMap(({ search, replace }) => [...search, ...replace]),
    { languageId, region: own },
  );
  if (elided !== undefined) return leftOut(elided);
  const result = applyChanges(changes, surroundings(region, languageId));
  if (result.kind === "lines") return judged(result.lines, { region, languageId });
  return unplaced(result, own);
}

function readWhole(
  text: string,
  { region, format, languageId, complete }: ReadOptions,
): ReadAnswer {
  const own = linesIn(region.text);
  const code = codeIn(text, { region: region.text, languageId, complete });
  if (!code) return unusable(complete ? "prose" : "cut off");
  if (!code.whole) return unusable("cut off");
  const elided = elisionIn(code.lines, { languageId, region: own });
  if (elided !== undefined) return leftOut(elided);
  if (isOtherLanguage(code.lines, { info: code.info, languageId, region: own }))
    return unusable("other language");
  const nested = withNestedPart(code.lines, own);
  if (format === "blocks" && !nested && !isForAll(code.lines, { own, languageId }))
    return unusable("no match", onlyPart);
  return judged(wholeLines(code.lines, { region, languageId }), { region, languageId });
}

/** The lines of a region that is written anew. */
function wholeLines(
  code: readonly string[],
  { region, languageId }: { region: Region; languageId: string },
): string[] {
  const own = linesIn(region.text);
  // Two blanks at the end of a line mean something in Markdown alone.
  const trimmed = languageId === "markdown" ? code : code.map((line) => line.trimEnd());
  const nested = withNestedPart(trimmed, own);
  if (nested) return withKeptBytes(nested, own);
  const indented = indentedAs(withoutEdges(trimmed, region), region);
  const lines = withKeptBytes(withoutEdges(indented, region), own);
  return [...omittedHead(lines, own), ...lines];
}

/** Whether code takes the place of a whole region, and not of some part of it. */
function isForAll(
  code: readonly string[],
  { own, languageId }: { own: readonly string[]; languageId: string },
): boolean {
  if (shareIn(own, code) >= mostOfIt) return true;
  const at = beginningIn(code, own);
  if (at !== undefined)
    return !own.slice(0, at).some((line) => isCode(line, languageId) && !isImport(line));
  return code.length >= own.length * mostOfIt;
}

function isImport(line: string): boolean {
  return /^(?:import|from|use|using|package|#\s*include)\b/.test(line);
}

const mostOfIt = 0.5;

const onlyPart = {
  reason: "The model wrote a part of the code without saying where it belongs.",
  hint: "It does not say which lines it takes the place of. Write SEARCH/REPLACE blocks.",
};

/** The result, with the blank lines and the line end that the region has at its ends. */
function judged(
  lines: readonly string[],
  { region, languageId }: Pick<ReadOptions, "region" | "languageId">,
): ReadAnswer {
  const own = linesIn(region.text);
  const inner = withoutBlankEnds(lines);
  if (inner.length === 0 || isOnlyRemoved(inner, { own, languageId }))
    return own.every(isBlank) ? unusable("empty") : unusable("deletes everything");
  const text = framed(inner, region);
  return text === region.text ? unusable("unchanged") : { kind: "text", text };
}

/** Whether nothing is left but words that say so; code that was made a comment is still there. */
function isOnlyRemoved(
  lines: readonly string[],
  { own, languageId }: { own: readonly string[]; languageId: string },
): boolean {
  const known = new Set(own.map((line) => line.trim()));
  return (
    own.some((line) => isCode(line, languageId)) &&
    lines.every((line) => {
      if (isBlank(line)) return true;
      const comment = commentIn(line.trim(), languageId);
      return comment !== undefined && !known.has(comment) && !known.has(line.trim());
    })
  );
}

function isCode(line: string, languageId: string): boolean {
  return !isBlank(line) && commentIn(line.trim(), languageId) === undefined;
}

function leftOut(line: string): ReadAnswer {
  return unusable("elided", {
    hint: `It leaves code out: \`${line.trim()}\`. Write every line that belongs there.`,
  });
}

function unplaced(
  { why, change, places }: { why: "no match" | "ambiguous"; change: Change; places: number },
  region: readonly string[],
): ReadAnswer {
  const first = change.search.find((line) => !isBlank(line))?.trim();
  if (first === undefined) return unusable(why, emptySearch);
  if (why === "ambiguous")
    return unusable(why, {
      hint: `The lines that begin with \`${first}\` stand ${places} times in the marked part. Add lines around them until they stand only once.`,
    });
  const near = nearest(change.search, region);
  return unusable(why, {
    hint: `The lines that begin with \`${first}\` do not stand like that in the marked part.${
      near === "" ? "" : ` There it reads:\n${near}\n`
    } Copy them exactly.`,
  });
}

const noDivider = {
  hint: "A block has no line of = between what is searched and what replaces it. Write every block in the form that was shown.",
};

const emptySearch = {
  hint: "SEARCH is empty. Copy the lines there beside which something is added.",
};

/** The lines of the region that are most like those that were quoted. */
function nearest(search: readonly string[], region: readonly string[]): string {
  const told = search.filter((line) => !isBlank(line));
  let best = { share: 0, at: 0 };
  for (const at of region.keys()) {
    const share = shareIn(told, region.slice(at, at + told.length));
    if (share > best.share) best = { share, at };
  }
  return best.share === 0 ? "" : region.slice(best.at, best.at + told.length).join("\n");
}
