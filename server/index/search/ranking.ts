/** What each way to find a chunk is worth beside the others; 0 leaves it out. */
export interface Ranking {
  /** Of the fusion: the greater, the less the first ranks stand out. */
  k: number;
  /** Chunks by the words in them. */
  text: number;
  /** Chunks by how much of the file's other chunks answers too. */
  file: number;
  /** Chunks that declare a name of the question, or one made of its words. */
  symbol: number;
  /** The same where nothing but a name was asked, which may be a beginning or an abbreviation. */
  alone: number;
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
  file: 1.2,
  symbol: 0.3,
  alone: 3,
  vector: 1,
  near: 0.15,
  recent: 0.1,
  beside: 0.5,
  depth: 80,
  perFile: 4,
};
