import type { ShadowFile } from "../check/checks.ts";
import type { Files } from "../context/files.ts";
import type { OpenDocument } from "../context/seenTexts.ts";
import type { Guard } from "../guard/guard.ts";
import type { EditOutcome, EditParams } from "../protocol/edit.ts";
import type { Declaration } from "../syntax/outline.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { languageOf } from "../text/languageOf.ts";
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
}

export interface TargetOptions {
  documents: { get(uri: string): OpenDocument | undefined };
  files: Pick<Files, "read">;
  guard: Pick<Guard, "mayRead">;
  syntax: Syntax;
}

/** Finds what is to be edited, or says why it cannot be. */
export async function findTarget(
  { textDocument: { uri, version }, range }: EditParams,
  { documents, files, guard, syntax }: TargetOptions,
  signal: AbortSignal,
): Promise<Target | (EditOutcome & { kind: "refused" })> {
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
  if (!document) syntax.closed(uri);
  const region = regionOf(lines.text, regionLines(lines.text, range, outline));
  return { uri, languageId, version: document?.version ?? null, lines, region, outline };
}

/** The document with other lines in place of the region. */
export function withRegion({ region }: Pick<Target, "region">, text: string): string {
  return region.before + text + region.after;
}

/** What the target would be, for a checker. */
export function shadowOf(target: Target, after: string): ShadowFile & { after: string } {
  const { uri, languageId, lines } = target;
  return { uri, languageId, before: lines.text, after };
}
