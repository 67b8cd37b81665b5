/** An edit that is asked for, and what it should come to. */
export interface EditCase {
  /** Unique among the cases of a run; also the name of its file, without the ending. */
  name: string;
  /** What the figures are listed under. */
  set: string;
  languageId: string;
  /** The file, its path in the project. */
  path: string;
  /** The document before the region, the region, and what stands behind it. */
  before: string;
  text: string;
  after: string;
  instruction: string;
  /** The region as it should be. */
  wanted: string;
  /** What makes a program of a Python document that ends well if the edit does what it should. */
  tests?: string;
}

/** The whole document, with this text in place of the region. */
export function documentOf({ before, after }: EditCase, text: string): string {
  return before + text + after;
}
