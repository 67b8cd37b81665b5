import type { Features } from "../../../server/echo/probability.ts";

/** What speaks for an answer, and whether it was right. */
export interface Row {
  features: Features;
  right: boolean;
}

/** A logistic model: each feature is centred and scaled, then weighed. */
export interface Logistic {
  bias: number;
  features: Record<string, { mean: number; scale: number; weight: number }>;
}

const mostSteps = 50;
const smallEnough = 1e-8;

/**
 * Fits a logistic model by Newton's method (iteratively reweighted least squares), with a penalty of
 * `ridge` times half the square of each weight, the bias aside. The features are those of the first
 * row; one that is missing in another counts as its mean.
 */
export function fitLogistic(rows: readonly Row[], { ridge }: { ridge: number }): Logistic {
  const names = Object.keys(rows[0]?.features ?? {});
  const { scales, inputOf } = scalesOf(
    rows.map(({ features }) => features),
    names,
  );
  const inputs = rows.map(({ features }) => [1, ...inputOf(features)]);
  const weights = new Array<number>(names.length + 1).fill(0);
  for (let step = 0; step < mostSteps; step += 1) {
    const penalties = weights.map((_, index) => (index === 0 ? 0 : ridge));
    const gradient = weights.map((weight, index) => -penalties[index]! * weight);
    const curvature = weights.map((_, row) =>
      weights.map((_, column) => (row === column ? penalties[row]! + 1e-9 : 0)),
    );
    for (const [index, input] of inputs.entries()) {
      const predicted = sigmoid(dot(weights, input));
      const error = (rows[index]!.right ? 1 : 0) - predicted;
      const certainty = predicted * (1 - predicted);
      for (const [row, value] of input.entries()) {
        gradient[row]! += error * value;
        for (const [column, other] of input.entries())
          curvature[row]![column]! += certainty * value * other;
      }
    }
    const change = solve(curvature, gradient);
    for (const [index, by] of change.entries()) weights[index]! += by;
    if (Math.max(...change.map(Math.abs)) < smallEnough) break;
  }
  const [bias = 0, ...rest] = weights;
  return {
    bias,
    features: Object.fromEntries(
      names.map((name, index) => [name, { ...scales[index]!, weight: rest[index]! }]),
    ),
  };
}

/** What features are centred and scaled by, and how; one that is missing counts as its mean. */
export function scalesOf(
  rows: readonly Features[],
  names: readonly string[],
): { scales: { mean: number; scale: number }[]; inputOf(features: Features): number[] } {
  const scales = names.map((name) => spreadOf(rows.map((features) => features[name] ?? 0)));
  return {
    scales,
    inputOf: (features) =>
      names.map((name, index) => {
        const { mean, scale } = scales[index]!;
        return ((features[name] ?? mean) - mean) / scale;
      }),
  };
}

/** Solves linear equations by Gauss's elimination with pivots; the matrix is positive definite. */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, index) => [...row, right[index]!]);
  for (let at = 0; at < rows.length; at += 1) {
    const below = rows.slice(at);
    const pivot = below.reduce((best, row) =>
      Math.abs(row[at]!) > Math.abs(best[at]!) ? row : best,
    );
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(at, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[at]! / pivot[at]!;
      for (let column = at; column < row.length; column += 1)
        row[column]! -= factor * pivot[column]!;
    }
  }
  return rows.map((row, index) => row.at(-1)! / row[index]!);
}

/** A feature that never differs keeps a scale of one. */
function spreadOf(values: readonly number[]): { mean: number; scale: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, scale: variance > 1e-12 ? Math.sqrt(variance) : 1 };
}

/** The sum of the products, place by place. */
export function dot(left: readonly number[], right: readonly number[]): number {
  return left.reduce((sum, value, index) => sum + value * right[index]!, 0);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
