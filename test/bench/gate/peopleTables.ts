import { type Belief, belief } from "../../../server/completion/strictness.ts";
import type { Replay } from "./derive.ts";
import { type Life, live } from "./people.ts";

/** What people add to the logit of the chance that a suggestion is taken: how often each occurs. */
const tastes = [-1.2, -0.6, 0, 0.6, 1.2];
/** Standard deviation of the tastes. Where the replays take one in eight, most people take one in 15 to one in 4. */
const spreadOfTastes = 0.7;
const spreads = [0.2, 0.4, 0.8];
const halfLives = [50, 100, 200];
const seeds = [1, 2];
const requests = 3_000;

/**
 * Of the worth that thresholds which stand still lose against those that know everybody's taste: the
 * share that is lost all the same, by how quickly people are believed. A row a belief, for tastes
 * that stay and for those that turn into their opposite after half of the requests.
 */
export function beliefTable(answers: readonly Replay[]): string[][] {
  return spreads.flatMap((spread) =>
    halfLives.map((halfLife) => {
      const believed = { spread, halfLife };
      const inUse = spread === belief.spread && halfLife === belief.halfLife;
      return [
        `${spread}, ${halfLife}${inUse ? " (in use)" : ""}`,
        percent(lostShare(answers, believed, (taste) => () => taste)),
        percent(lostShare(answers, believed, turning)),
      ];
    }),
  );
}

/** What becomes of people of each taste, with the belief that is in use. */
export function tasteTable(answers: readonly Replay[]): string[][] {
  return tastes.map((taste) => {
    const lives = seeds.map((seed) => live(answers, { taste: () => taste, requests, seed }));
    const average = (of: (life: Life) => number): number =>
      lives.reduce((sum, life) => sum + of(life), 0) / lives.length;
    const thousandth = ({ worth }: Life, lost: "adapted" | "shipped"): number =>
      (1_000 * (worth.best - worth[lost])) / requests;
    return [
      taste.toFixed(2),
      average((life) => life.moved.at(-1) ?? 0).toFixed(2),
      percent(average(({ shown }) => shown.adapted / shown.shipped)),
      average((life) => thousandth(life, "shipped")).toFixed(1),
      average((life) => thousandth(life, "adapted")).toFixed(1),
    ];
  });
}

/** A taste that turns into its opposite after half of the requests. */
function turning(taste: number): (seen: number, request: number) => number {
  return (_, request) => (request < requests / 2 ? taste : -taste);
}

function lostShare(
  answers: readonly Replay[],
  believed: Belief,
  tasteOf: (taste: number) => (seen: number, request: number) => number,
): number {
  const lost = { adapted: 0, shipped: 0 };
  for (const taste of tastes) {
    const weight = Math.exp(-(taste ** 2) / (2 * spreadOfTastes ** 2));
    for (const seed of seeds) {
      const { worth } = live(answers, { taste: tasteOf(taste), belief: believed, requests, seed });
      lost.adapted += weight * (worth.best - worth.adapted);
      lost.shipped += weight * (worth.best - worth.shipped);
    }
  }
  return lost.adapted / lost.shipped;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
