/**
 * The part of a document that an edit is about: whole lines, with LF ends. What stands before and
 * after it is not changed.
 */
export interface Region {
  /** Zero-based; the lines from `firstLine` up to, not with, `endLine`. */
  firstLine: number;
  endLine: number;
  /** All of the document in front of the region, ending with a line end or empty. */
  before: string;
  /** The region; ends with a line end unless it goes to the end of the document. */
  text: string;
  /** All of the document behind the region. */
  after: string;
}

/** How a model is asked to write an edit: the whole region anew, or blocks that search and replace. */
export type EditFormat = "whole" | "blocks";

/** What an answer makes of a region. */
export type ReadAnswer =
  | { kind: "text"; text: string }
  /** `reason` is a whole sentence for a person; `hint` tells the model what to do better. */
  | { kind: "unusable"; why: WhyUnusable; reason: string; hint: string };

/** Why an answer cannot be applied. */
export type WhyUnusable =
  | "empty"
  | "prose"
  | "unchanged"
  | "cut off"
  | "no match"
  | "ambiguous"
  | "deletes everything"
  | "elided"
  | "other language";
