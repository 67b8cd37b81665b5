/** Waits between restarts after the first, second, … crash in a row, in milliseconds. */
const backOffMs = [0, 1_000, 5_000, 15_000, 60_000];
/** A process that has lived this long is healthy: its next crash counts as the first again. */
const healthyMs = 120_000;

/** What to do about a crash: try again after a while, or stop trying. */
export type Restart = { kind: "retry"; attempt: number; afterMs: number } | { kind: "give-up" };

/** Counts the crashes in a row of one process. */
export interface Restarts {
  /** `livedMs` is how long the crashed process had been ready; 0 if it never was. */
  crashed(livedMs: number): Restart;
  forget(): void;
}

/** Creates a bounded back-off: five restarts in a row, further and further apart. */
export function createRestarts(): Restarts {
  let crashes = 0;
  return {
    crashed(livedMs) {
      if (livedMs >= healthyMs) crashes = 0;
      const afterMs = backOffMs[crashes];
      crashes += 1;
      return afterMs === undefined
        ? { kind: "give-up" }
        : { kind: "retry", attempt: crashes, afterMs };
    },
    forget() {
      crashes = 0;
    },
  };
}
