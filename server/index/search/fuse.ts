/** A list of chunks that one way to search has found, the best first, and what the list is worth. */
export interface RankedList {
  readonly ids: readonly number[];
  readonly weight: number;
}

/**
 * Fuses lists by reciprocal rank: a chunk's score is the sum of weight / (k + rank) over the lists that
 * have it (Cormack, Clarke and Büttcher, SIGIR 2009). The greater `k`, the less the first ranks stand
 * out.
 */
export function fuse(lists: readonly RankedList[], k: number): Map<number, number> {
  const scores = new Map<number, number>();
  for (const { ids, weight } of lists)
    for (const [index, id] of ids.entries())
      scores.set(id, (scores.get(id) ?? 0) + weight / (k + index + 1));
  return scores;
}
