import type { Position, TextDocument } from "vscode-languageserver-textdocument";
import { characterStart } from "../text/characters.ts";
import { withLf } from "../text/lines.ts";

/** The document as one completion sees it. Texts have LF line ends whatever the file has. */
export interface Cursor {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly position: Position;
  /** UTF-16 units from the beginning of the document. */
  readonly offset: number;
  /** Text before the cursor; of a very large file, its end. */
  readonly prefix: string;
  /** Text after the cursor; of a very large file, its beginning. */
  readonly suffix: string;
  /** The cursor's line up to the cursor, and from the cursor on. */
  readonly lineBefore: string;
  readonly lineAfter: string;
  readonly eol: "\n" | "\r\n";
}

/**
 * Characters of a file that are looked at on either side. The window before the cursor begins at a
 * multiple of this, so that it stands still while a person types and the KV cache stays good.
 */
const window = 65_536;

/** Takes what a completion needs from a document; cheap for a document of any size. */
export function cursorIn(document: TextDocument, at: Position): Cursor {
  const text = document.getText();
  const offset = characterStart(text, document.offsetAt(at));
  const start = Math.max(0, Math.floor(offset / window) - 1) * window;
  const before = text.slice(characterStart(text, start), offset);
  const after = text.slice(offset, characterStart(text, offset + window));
  const prefix = withLf(before);
  const suffix = withLf(after);
  const lineEnd = suffix.indexOf("\n");
  return {
    uri: document.uri,
    languageId: document.languageId,
    version: document.version,
    position: document.positionAt(offset),
    offset,
    prefix,
    suffix,
    lineBefore: prefix.slice(prefix.lastIndexOf("\n") + 1),
    lineAfter: lineEnd < 0 ? suffix : suffix.slice(0, lineEnd),
    eol: before.includes("\r\n") || after.includes("\r\n") ? "\r\n" : "\n",
  };
}

/** The cursor after a text was inserted at it; the text has LF line ends. */
export function cursorAfter(cursor: Cursor, text: string): Cursor {
  const lines = text.split("\n");
  const last = lines.at(-1) ?? "";
  const { line, character } = cursor.position;
  return {
    ...cursor,
    prefix: cursor.prefix + text,
    offset: cursor.offset + text.length + (cursor.eol === "\r\n" ? lines.length - 1 : 0),
    position:
      lines.length === 1
        ? { line, character: character + text.length }
        : { line: line + lines.length - 1, character: last.length },
    lineBefore: lines.length === 1 ? cursor.lineBefore + text : last,
  };
}
