/** How long a server is waited for, in milliseconds. */
export interface Patience {
  /** For the answer to a question about itself. */
  lookMs: number;
  /** For a sign of life during an answer. */
  silenceMs: number;
  /** Between two looks while it loads its model. */
  loadingMs: number;
  /** Between two looks while it is away: after the first, the second, … and from then on. */
  awayMs: readonly number[];
  /** After so long without an answer from it, it may have become another: it is looked at again. */
  freshMs: number;
}

/** The patience that a person at a keyboard has. */
export const defaultPatience: Patience = {
  lookMs: 10_000,
  silenceMs: 60_000,
  loadingMs: 500,
  awayMs: [1_000, 2_000, 5_000, 15_000, 60_000],
  freshMs: 15_000,
};
