/** A probability that was given, and whether what it was given to was so. */
export interface Judged {
  probability: number;
  right: boolean;
}

/** How well probabilities fit what happened. */
export interface Reliability {
  count: number;
  /** The mean square of probability less outcome (Brier, 1950). */
  brier: number;
  /** The mean distance of a bin's mean probability from its share of right answers, by its count. */
  calibrationError: number;
  bins: Bin[];
}

/** A tenth of the probabilities' range; only those that hold something. */
export interface Bin {
  count: number;
  predicted: number;
  observed: number;
}

const bins = 10;

/** Compares predicted probabilities with observed shares, in ten bins of the same width. */
export function reliabilityOf(all: readonly Judged[]): Reliability {
  const found = Array.from({ length: bins }, (_, index) =>
    all.filter(({ probability }) => Math.min(bins - 1, Math.floor(bins * probability)) === index),
  )
    .filter((members) => members.length > 0)
    .map((members) => ({
      count: members.length,
      predicted: mean(members.map(({ probability }) => probability)),
      observed: mean(members.map(({ right }) => (right ? 1 : 0))),
    }));
  return {
    count: all.length,
    brier: mean(all.map(({ probability, right }) => (probability - (right ? 1 : 0)) ** 2)),
    calibrationError: found.reduce(
      (sum, { count, predicted, observed }) =>
        sum + (count / all.length) * Math.abs(predicted - observed),
      0,
    ),
    bins: found,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
