import { applyChanges } from "./applyChanges.ts";
import { blocksIn } from "./blocks.ts";
import type { Change, Changes } from "./change.ts";
import { codeIn } from "./code.ts";
import { withoutEdges } from "./edges.ts";
import { indentedAs } from "./indent.ts";
import { withKeptBytes } from "./keptBytes.ts";
import { plainAnswer } from "./plainAnswer.ts";
import type { ReadOptions } from "./readAnswer.ts";
import type { Region } from "./region.ts";
import { surroundings } from "./surroundings.ts";
import { isBlank, isTrivial, linesIn } from "./textLines.ts";

/**
 * What becomes of the region as far as the answer is written, in whole lines; the lines of the region
 * that it has not come to yet stand behind as they are, so that they are not drawn as removed. undefined
 * where nothing can be said yet.
 */
export function readPartial(
  answer: string,
  { region, languageId }: Omit<ReadOptions, "complete">,
): string | undefined {
  const text = plainAnswer(answer.slice(0, answer.lastIndexOf("\n") + 1));
  const blocks = blocksIn(text, { region: region.text, complete: false });
  const lines = blocks
    ? partialBlocks(blocks, { region, languageId })
    : partialWhole(text, { region, languageId });
  if (!lines) return undefined;
  const end = region.text.endsWith("\n") || region.text === "" ? "\n" : "";
  return lines.join("\n") + end;
}

/** Blocks that are written, and of the last one what is written of it. */
function partialBlocks(
  blocks: Changes,
  { region, languageId }: { region: Region; languageId: string },
): string[] | undefined {
  const open = blocks.isOpen ? blocks.changes.at(-1) : undefined;
  const around = surroundings(region, languageId);
  const growing = open && { ...open, replace: withRest(open.replace, open.search) };
  const applied: Change[] = [];
  let lines: string[] | undefined;
  for (const change of [...blocks.changes.slice(0, open ? -1 : undefined), growing]) {
    const result = change && applyChanges([...applied, change], around);
    if (!change || result?.kind !== "lines") continue;
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
  const own = linesIn(region.text);
  const lines = indentedAs(withoutEdges(code.lines, region), region);
  if (code.closed) return withKeptBytes(withoutEdges(lines, region), own);
  return withRest(lines, own);
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
