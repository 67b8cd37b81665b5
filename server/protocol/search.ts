/**
 * Client to server: the parts of the workspace that answer a question. `params` is {@link SearchParams},
 * the result a {@link SearchAnswer}. A client cancels it when a newer one is asked.
 */
export const searchRequest = "ingle/search";

/** What is looked for. */
export interface SearchParams {
  /** Words, names, or a question; words in quotation marks follow each other. */
  text: string;
  /** Results at most; 20 unless told. */
  limit?: number;
  /** It is still being typed: its last word may be the beginning of a longer one. */
  begun?: boolean;
  /** The document that the person looks at: what is close to it goes before what is far. */
  textDocument?: { uri: string };
  /** The documents that were looked at before, the last one first. */
  recent?: { uri: string }[];
}

/** What was found, the best first, and how much of the workspace was searched. */
export interface SearchAnswer {
  results: SearchResult[];
  searched: Searched;
}

/** How much of the workspace a search has seen; `reason` and `remedy` are whole sentences. */
export type Searched =
  | { kind: "all"; files: number }
  /** The index is being built: what it has so far was searched. */
  | { kind: "some"; done: number; total: number }
  | { kind: "none"; reason: string; remedy: string };

/** A part of a file. Lines and characters are those of the Language Server Protocol. */
export interface SearchResult {
  uri: string;
  /** Relative to its workspace folder, with `/`. */
  path: string;
  languageId: string;
  kind: "function" | "type" | "section" | "text";
  /** What it declares, or its heading; empty where it has none. The names around it, the outermost first. */
  name: string;
  scope: string[];
  /** Its first and its last line. */
  firstLine: number;
  lastLine: number;
  /** Where to look first: at the name that was asked for, or the line that says most of it. */
  line: number;
  character: number;
  /** That line, without its indentation. */
  text: string;
  /** Comparable within one answer. */
  score: number;
  why: SearchReason[];
}

/** Why something was found, the weightiest first. */
export type SearchReason =
  /** These words of the question stand in it. */
  | { by: "words"; words: string[] }
  /** It declares a name: the one that was typed, one that begins so, or one made of these words. */
  | { by: "name"; name: string; match: "exact" | "prefix" | "initials" | "letters" | "words" }
  | { by: "meaning" }
  | { by: "near"; how: "same file" | "imported" | "importing" | "same folder" }
  | { by: "recent" };
