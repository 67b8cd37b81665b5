import type { Place, Question } from "./question.ts";

/** Something that finds places of a project; every way to search that is compared. */
export interface Searcher {
  /** A file of the project as it is now; undefined text: it is gone. */
  update(path: string, text: string | undefined): void;
  /** Takes in the changes so far; called before any question. */
  settle(): Promise<void>;
  /** The places that answer best, the best first, each at most once. */
  search(question: Question, most: number): Promise<Place[]>;
  dispose(): void;
}
