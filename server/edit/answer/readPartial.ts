import { applyChanges } from "./applyChanges.ts";
import { blocksIn } from "./blocks.ts";
import type { Change, Changes } from "./change.ts";
import { codeIn } from "./code.ts";
import { isWithinEdge, withoutEdges } from "./edges.ts";
import { framed } from "./framed.ts";
import { indentedAs } from "./indent.ts";
import { withKeptBytes } from "./keptBytes.ts";
import { withNestedPart } from "./nestedPart.ts";
import { plainAnswer } from "./plainAnswer.ts";
import type { ReadOptions } from "./readAnswer.ts";
import type { Region } from "./region.ts";
import { surroundings } from "./surroundings.ts";
import { isBlank, isTrivial, linesIn } from "./textLines.ts";

/**
 * What becomes of the region as far as the answer is written; the lines of the region that it has not
 * come to yet stand behind as they are, so that they are not drawn as removed. The line that is being
 * written is part of it once it is none that stands there. undefined where nothing can be said yet.
 */
export function readPartial(
  answer: string,
  { region, languageId }: Omit<ReadOptions, "complete">,
): string | undefined {
  const text = plainAnswer(withoutHalfLine(answer, region));
  const blocks = blocksIn(text, { region: region.text, complete: false });
  const lines = blocks
    ? partialBlocks(blocks, { region, languageId })
    : partialWhole(text, { region, languageId });
  return lines && framed(lines, region);
}

/** An answer without its last line, where that may still become a mark or a line that stands there. */
function withoutHalfLine(answer: string, { before, text, after }: Region): string {
  const at = answer.lastIndexOf("\n") + 1;
  const half = answer.slice(at).trim();
  const there = [
    ...linesIn(before).slice(-nearLines),
    ...linesIn(text),
    ...linesIn(after).slice(0, nearLines),
  ];
  const mayBe =
    /^[`~<>=]*$|^[<>=]{3}|^[`~]{3}/.test(half) ||
    there.some((line) => line.trim().startsWith(half));
  return mayBe ? answer.slice(0, at) : answer;
}

/** Lines around the region that an answer may repeat. */
const nearLines = 40;

/** Blocks that are written, and of the last one what is written of it. */
function partialBlocks(
  blocks: Changes,
  { region, languageId }: { region: Region; languageId: string },
): string[] | undefined {
  const open = blocks.isOpen ? blocks.changes.at(-1) : undefined;
  const around = surroundings(region, languageId);
  const growing = open && { ...open, replace: withRest(open.replace, open.search) };
  const changes = [
    ...blocks.changes.slice(0, open ? -1 : undefined),
    ...(growing ? [growing] : []),
  ];
  const all = applyChanges(changes, around);
  if (all.kind === "lines") return changes.length > 0 ? all.lines : undefined;
  const applied: Change[] = [];
  let lines: string[] | undefined;
  for (const change of changes) {
    const result = applyChanges([...applied, change], around);
    if (result.kind !== "lines") continue;
    applied.push(change);
    lines = result.lines;
  }
  return lines;
}

function partialWhole(
  text: string,
  { region, languageId }: { region: Region; languageId: string },
): string[] | undefined {
  if (!/^\s*(?:`{3}|~{3})/m.test(text)) return undefined;
  const code = codeIn(text, { region: region.text, languageId, complete: true });
  if (!code || code.lines.every(isBlank)) return undefined;
  if (!code.closed && isWithinEdge(code.lines, region.before)) return undefined;
  const own = linesIn(region.text);
  const nested = withNestedPart(code.lines, own);
  if (nested) return withKeptBytes(nested, own);
  const indented = indentedAs(withoutEdges(code.lines, region), region);
  const lines = withKeptBytes(withoutEdges(indented, region), own);
  return code.closed ? lines : withRest(lines, own);
}

/** What is written, and what of the original it has not come to. */
function withRest(written: readonly string[], original: readonly string[]): string[] {
  let at = 0;
  for (const line of written) {
    const text = line.trim();
    const next = original[at];
    if (next !== undefined && next.trim() === text) at += 1;
    else if (!isTrivial(line)) {
      const found = original.findIndex((each, index) => index > at && each.trim() === text);
      if (found >= 0) at = found + 1;
    }
  }
  return [...written, ...original.slice(at)];
}
