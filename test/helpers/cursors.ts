import { TextDocument } from "vscode-languageserver-textdocument";
import { type Cursor, cursorIn } from "../../server/completion/cursor.ts";

/** The cursor of a text in which `█` marks it. */
export function cursorAt(
  marked: string,
  { languageId = "typescript", uri = "file:///w/a.ts" } = {},
): Cursor {
  const offset = marked.indexOf("█");
  if (offset < 0) throw new Error(`no █ in ${JSON.stringify(marked)}`);
  const document = TextDocument.create(uri, languageId, 1, marked.replace("█", ""));
  return cursorIn(document, document.positionAt(offset));
}
