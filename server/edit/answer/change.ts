/** Lines of a region that others take the place of, as an answer quotes them. */
export interface Change {
  search: readonly string[];
  replace: readonly string[];
}

/** The changes of an answer, in its order; not `whole`: the last one was cut off. */
export interface Changes {
  changes: Change[];
  whole: boolean;
  /** The last one has no end yet. */
  isOpen: boolean;
}
