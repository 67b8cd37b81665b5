/** A fitted logistic model; a feature is centred and scaled before it is weighed. */
export interface Calibration {
  readonly origin: string;
  readonly bias: number;
  readonly features: Readonly<Record<string, { mean: number; scale: number; weight: number }>>;
}

/** The probability that a logistic model gives; features that it does not know count for nothing. */
export function createProbability({
  bias,
  features,
}: Calibration): (given: Readonly<Record<string, number>>) => number {
  const weighed = Object.entries(features);
  return (given) => {
    let sum = bias;
    for (const [name, { mean, scale, weight }] of weighed)
      sum += (weight * ((given[name] ?? mean) - mean)) / scale;
    return 1 / (1 + Math.exp(-sum));
  };
}
