import { TextDocument } from "vscode-languageserver-textdocument";
import { type Cursor, cursorIn } from "../../server/completion/cursor.ts";

/** The cursor of a text in which `█` marks it. */
export function cursorAt(
  text: string,
  { languageId = "typescript", uri = "file:///w/a.ts" } = {},
): Cursor {
  const { plain, offset } = marked(text);
  const document = TextDocument.create(uri, languageId, 1, plain);
  return cursorIn(document, document.positionAt(offset));
}

/** A text without the `█` that marks an offset in it. */
export function marked(text: string): { plain: string; offset: number } {
  const offset = text.indexOf("█");
  if (offset < 0) throw new Error(`no █ in ${JSON.stringify(text)}`);
  return { plain: text.replace("█", ""), offset };
}

/** A text without the two `█` around a range of it; one alone marks an empty range. */
export function markedRange(text: string): { plain: string; from: number; to: number } {
  const [before = "", range = "", after] = text.split("█");
  const [inside, rest] = after === undefined ? ["", range] : [range, after];
  return { plain: before + inside + rest, from: before.length, to: before.length + inside.length };
}
