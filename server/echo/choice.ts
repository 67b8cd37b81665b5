import type { Features } from "./probability.ts";

/**
 * Chooses the candidate with the greatest score. To its features is added how clearly it was chosen: its
 * share of all candidates, if each counts by the exponential of its score (a conditional logit).
 */
export function chosenOf<Candidate extends { readonly features: Features }>(
  candidates: readonly Candidate[],
  scoreOf: (given: Features) => number,
): { candidate: Candidate; features: Features } | undefined {
  const scores = candidates.map(({ features }) => scoreOf(features));
  const best = Math.max(...scores);
  const candidate = candidates[scores.indexOf(best)];
  if (!candidate) return undefined;
  const all = scores.reduce((sum, score) => sum + Math.exp(score - best), 0);
  return {
    candidate,
    features: { ...candidate.features, chosen: 1 / all, clearness: -Math.log(all), score: best },
  };
}
