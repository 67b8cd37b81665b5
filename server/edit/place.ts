import type { Files } from "../context/files.ts";
import type { OpenDocument } from "../context/seenTexts.ts";
import type { Guard } from "../guard/guard.ts";
import type { RefactorParams, RefactorRefusal } from "../protocol/refactor.ts";
import type { SyntaxDocument } from "../syntax/document.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { languageOf } from "../text/languageOf.ts";
import { type Lines, linesOf } from "./lines.ts";
import { parsed } from "./parsed.ts";

/** What it takes to read a place in a document. */
export interface PlaceOptions {
  documents: { get(uri: string): OpenDocument | undefined };
  files: Pick<Files, "read">;
  guard: Pick<Guard, "mayRead">;
  syntax: Syntax;
}

/** A document at one version, parsed where that can be done, and a place in it. */
export interface OpenedText {
  kind: "opened";
  document: SyntaxDocument;
  /** null: it is not open. */
  version: number | null;
  lines: Lines;
  /** With LF alone, and where the place is in it. */
  text: string;
  offset: number;
}

/** Reads the document that a request is about, or says why it cannot be read. */
export async function openedText(
  { textDocument: { uri, version }, position }: Omit<RefactorParams, "edit">,
  { documents, files, guard, syntax }: PlaceOptions,
  signal: AbortSignal,
): Promise<OpenedText | RefactorRefusal> {
  const verdict = guard.mayRead({ uri });
  if (!verdict.allowed)
    return { kind: "refused", reason: `Ingle does not read this file: ${verdict.reason}` };
  const open = documents.get(uri);
  if (open && open.version !== version)
    return {
      kind: "refused",
      reason: "The file was changed while this was asked.",
      remedy: "Ask again.",
    };
  const raw = open?.getText() ?? (await files.read(uri))?.text;
  if (raw === undefined)
    return { kind: "refused", reason: "There is no such file, or it is no text." };
  const lines = linesOf(raw);
  const { text } = lines;
  const languageId = open?.languageId ?? languageOf(uri);
  const document = { uri, languageId, version: open?.version ?? 0, text };
  await parsed(syntax, document, signal);
  const offset = offsetAt(text, position);
  return { kind: "opened", document, version: open?.version ?? null, lines, text, offset };
}

/** What a file says now, in the editor or on the disk; undefined where there is none to be read. */
export async function textNow(
  uri: string,
  { documents, files, guard }: Omit<PlaceOptions, "syntax">,
): Promise<{ languageId: string; version: number | null; lines: Lines } | undefined> {
  const open = guard.mayRead({ uri }).allowed ? documents.get(uri) : undefined;
  const raw = open?.getText() ?? (await files.read(uri))?.text;
  if (raw === undefined) return undefined;
  const languageId = open?.languageId ?? languageOf(uri);
  return { languageId, version: open?.version ?? null, lines: linesOf(raw) };
}

/** Where a place is in a text with LF ends; past the end of its line it is that end. */
export function offsetAt(text: string, place: { line: number; character: number }): number {
  let start = 0;
  for (let line = 0; line < place.line; line += 1) {
    const end = text.indexOf("\n", start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + place.character, end < 0 ? text.length : end);
}
