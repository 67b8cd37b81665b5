/** What a proposal was made of, for words that follow it up. */
export interface Earlier {
  uri: string;
  /** What was asked for, one after the other. */
  instructions: readonly string[];
  /** The lines of the region when it was asked. */
  before: string;
  /** What became of them. */
  after: string;
}

/** The last proposals, by their `edit`. */
export interface Remembered {
  get(edit: string): Earlier | undefined;
  set(edit: string, earlier: Earlier): void;
}

const most = 50;

/** Creates the memory; the oldest is forgotten first. */
export function createRemembered(): Remembered {
  const known = new Map<string, Earlier>();
  return {
    get: (edit) => known.get(edit),
    set(edit, earlier) {
      known.set(edit, earlier);
      for (const oldest of known.keys()) {
        if (known.size <= most) break;
        known.delete(oldest);
      }
    },
  };
}
