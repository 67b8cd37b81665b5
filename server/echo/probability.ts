/** What speaks for something, as numbers of moderate size by name. */
export type Features = Readonly<Record<string, number>>;

/** How a linear model weighs features: each is centred and scaled before. */
export type Weights = Readonly<Record<string, { mean: number; scale: number; weight: number }>>;

/** A fitted logistic model. */
export interface Calibration {
  readonly origin: string;
  readonly bias: number;
  readonly features: Weights;
}

/** The probability that a logistic model gives; features that it does not know count for nothing. */
export function createProbability({ bias, features }: Calibration): (given: Features) => number {
  const scoreOf = createScore(features);
  return (given) => 1 / (1 + Math.exp(-bias - scoreOf(given)));
}

/** The weighted sum of the features that a linear model knows. */
export function createScore(weights: Weights): (given: Features) => number {
  const weighed = Object.entries(weights);
  return (given) => {
    let sum = 0;
    for (const [name, { mean, scale, weight }] of weighed)
      sum += (weight * ((given[name] ?? mean) - mean)) / scale;
    return sum;
  };
}
