/** An answer and how sure it was, undefined where there was none; `exact` and the like are counted up. */
export interface Ranked {
  probability: number | undefined;
  exact: boolean;
  shown: number;
  kept: number;
}

/** Up to a probability: how many cursors are answered, how many of these exactly, and the characters. */
export interface CurvePoint {
  probability: number;
  answered: number;
  exact: number;
  shown: number;
  kept: number;
}

/**
 * Coverage against exactness in counts, by falling probability; a point at each probability that
 * occurs, because no threshold tells answers apart that are as sure.
 */
export function curveOf(all: readonly Ranked[]): CurvePoint[] {
  const points: CurvePoint[] = [];
  const sum = { answered: 0, exact: 0, shown: 0, kept: 0 };
  const answers = all
    .flatMap((one) => (one.probability === undefined ? [] : [{ ...one, p: one.probability }]))
    .sort((a, b) => b.p - a.p);
  for (const [index, { p, exact, shown, kept }] of answers.entries()) {
    sum.answered += 1;
    sum.exact += exact ? 1 : 0;
    sum.shown += shown;
    sum.kept += kept;
    if (p !== answers[index + 1]?.p) points.push({ probability: p, ...sum });
  }
  return points;
}

/**
 * The counts at the surest `share` of all cursors, answered or not. Between two points of the curve
 * each of the equally sure answers counts by its part; where the answers do not reach so far, the rest
 * of the cursors counts as answered wrongly with nothing.
 */
export function curveAt(all: readonly Ranked[], share: number): Omit<CurvePoint, "probability"> {
  const wanted = share * all.length;
  let before = { answered: 0, exact: 0, shown: 0, kept: 0 };
  for (const point of curveOf(all)) {
    if (point.answered >= wanted) {
      const part = (wanted - before.answered) / (point.answered - before.answered);
      const between = (name: "exact" | "shown" | "kept"): number =>
        before[name] + part * (point[name] - before[name]);
      return {
        answered: wanted,
        exact: between("exact"),
        shown: between("shown"),
        kept: between("kept"),
      };
    }
    before = point;
  }
  const { exact, shown, kept } = before;
  return { answered: wanted, exact, shown, kept };
}
