/** A document as the parser wants it; offsets are UTF-16 code units in `text`. */
export interface SyntaxDocument {
  uri: string;
  languageId: string;
  version: number;
  text: string;
}

/** Puts `text` in place of `start..end`. */
export interface SyntaxEdit {
  start: number;
  end: number;
  text: string;
}
