import type { ShadowFile } from "../check/checks.ts";
import type { Files } from "../context/files.ts";
import type { OpenDocument } from "../context/seenTexts.ts";
import type { Guard } from "../guard/guard.ts";
import type { EditOutcome, EditParams } from "../protocol/edit.ts";
import type { Declaration } from "../syntax/outline.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { languageOf } from "../text/languageOf.ts";
import type { InstructionPlace } from "./actions/instruction.ts";
import { meantRange } from "./actions/place.ts";
import { actionTable } from "./actions/table.ts";
import type { Region } from "./answer/region.ts";
import { type Lines, linesOf } from "./lines.ts";
import { parsed } from "./parsed.ts";
import { regionLines, regionOf } from "./regionFor.ts";

/** What an edit is about: one version of a document, and the lines of it that are meant. */
export interface Target {
  uri: string;
  languageId: string;
  /** null: the document is not open. */
  version: number | null;
  lines: Lines;
  region: Region;
  /** undefined: the language has no grammar, or the tree could not be had. */
  outline: readonly Declaration[] | undefined;
  /** What stands where it was asked for. */
  place: InstructionPlace;
  /** There is no such file yet. */
  isNew?: boolean;
}

export interface TargetOptions {
  documents: { get(uri: string): OpenDocument | undefined };
  files: Pick<Files, "read">;
  guard: Pick<Guard, "mayRead">;
  syntax: Syntax;
  /** A file's path as a person sees it. */
  pathOf(uri: string): string;
  /** The language of the editor, as BCP 47 has it. */
  locale(): string;
}

/** Finds what is to be edited, or says why it cannot be. */
export async function findTarget(
  params: EditParams,
  { documents, files, guard, syntax, pathOf, locale }: TargetOptions,
  signal: AbortSignal,
): Promise<Target | (EditOutcome & { kind: "refused" })> {
  const { uri, version } = params.textDocument;
  const verdict = guard.mayRead({ uri });
  if (!verdict.allowed)
    return {
      kind: "refused",
      reason: `Ingle does not read this file: ${verdict.reason}.`,
      remedy: "Edit it by hand, or change the rule that hides it.",
    };
  const document = documents.get(uri);
  if (document && document.version !== version)
    return {
      kind: "refused",
      reason: "The file was changed while this was asked.",
      remedy: "Ask again.",
    };
  const text = document?.getText() ?? (await files.read(uri))?.text;
  if (text === undefined)
    return { kind: "refused", reason: "There is no such file, or it is no text." };
  const languageId = document?.languageId ?? languageOf(uri) ?? "plaintext";
  const lines = linesOf(text);
  const known = { uri, languageId, version: document?.version ?? 0, text: lines.text };
  await parsed(syntax, known, signal);
  const outline = syntax.outline(known, 0);
  const { action, diagnostic } = params;
  const range = action === "fix" && diagnostic ? startOf(diagnostic.range) : params.range;
  const [from, to] = [offsetAt(lines.text, range.start), offsetAt(lines.text, range.end)];
  const selected = lines.text.slice(from, to);
  const place: InstructionPlace = {
    ...{ languageId, path: pathOf(uri), locale: locale(), line: range.start.line },
    ...{ text: lines.text, selected, isSelection: selected.trim() !== "", isAsked: true },
    structure: syntax.structure(known, [from, to], 0),
  };
  if (!document) syntax.closed(uri);
  const meant = meantRange(range, action && actionTable[action].changes, place);
  const region = regionOf(lines.text, regionLines(lines.text, meant, outline));
  return { uri, languageId, version: document?.version ?? null, lines, region, outline, place };
}

function startOf({ start }: EditParams["range"]): EditParams["range"] {
  return { start, end: start };
}

/** An offset in a text with LF ends; past the end of a line, that end. */
function offsetAt(text: string, { line, character }: EditParams["range"]["start"]): number {
  let start = 0;
  for (let at = 0; at < line; at += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + character, end < 0 ? text.length : end);
}

/** The document with other lines in place of the region. */
export function withRegion({ region }: Pick<Target, "region">, text: string): string {
  return region.before + text + region.after;
}

/** What the target would be, for a checker. */
export function shadowOf(target: Target, after: string): ShadowFile & { after: string } {
  const { uri, languageId, lines, isNew } = target;
  return { uri, languageId, before: isNew ? undefined : lines.text, after };
}
