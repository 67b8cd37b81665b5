import type { ColumnWeights } from "./text.ts";

/** What each way to find a chunk is worth beside the others; 0 leaves it out. */
export interface Ranking {
  /** Of the fusion: the greater, the less the first ranks stand out. */
  k: number;
  /** Chunks by the words in them. */
  text: number;
  columns: ColumnWeights;
  /** Chunks by how much of the file's other chunks answers too. */
  file: number;
  /** Chunks that declare a name as it was typed, or as it was abbreviated. */
  named: number;
  /** Chunks that declare a name made of the question's words. */
  worded: number;
  /** Chunks that mean something similar. */
  vector: number;
  /** By how much a score grows in files close to the one that is looked at, and in recent ones. */
  near: number;
  recent: number;
  /** What the score of tests, examples and documents is multiplied with, unless they are asked for. */
  beside: number;
  /** How far down each list is read. */
  depth: number;
  /** Results of one file at most. */
  perFile: number;
}

/** Fitted on three repositories and measured on three others: docs/index.md has the figures. */
export const ranking: Ranking = {
  k: 40,
  text: 1,
  columns: { name: 4, path: 4, words: 1, parts: 1 },
  file: 0.8,
  named: 3,
  worded: 0.3,
  vector: 1,
  near: 0.15,
  recent: 0.1,
  beside: 0.5,
  depth: 60,
  perFile: 4,
};
