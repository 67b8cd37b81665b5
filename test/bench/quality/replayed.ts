import { readFileSync } from "node:fs";
import { firstLine } from "../../../ember/evaluate/score.ts";
import { gate, thresholdsFor } from "../../../server/completion/gate.ts";
import { type Replay, sharesToken } from "../gate/derive.ts";
import { nearness, type Score } from "./score.ts";

/** What a person would have seen at each key, by what stood between the model and the screen. */
export type Replayed = Record<string, Score>;

/**
 * Scores replays of typing through a real model (`npm run bench:gate -- --replays FILE` keeps them).
 * Silence is right where what the model wrote shares no token with what was typed next; the rest of
 * the line that was typed is what was wanted elsewhere.
 */
export function scoreReplays(file: string): Replayed {
  const { held }: { held: Replay[] } = JSON.parse(readFileSync(file, "utf8"));
  const gated = (text: string, { languageId, pieces }: Replay): string =>
    gate(text, pieces, thresholdsFor(languageId)).text;
  return {
    "typing, the whole pipeline": scoreOf(held, (one) => gated(one.text, one)),
    "typing, as the model wrote it": scoreOf(held, written),
    "typing, without the gate": scoreOf(held, ({ text }) => text),
    "typing, without filters": scoreOf(held, (one) => gated(written(one), one)),
  };
}

function scoreOf(replays: readonly Replay[], shownOf: (one: Replay) => string): Score {
  const all = replays.map((one) => ({ one, shown: shownOf(one) }));
  const wanted = all.filter(({ one }) => sharesToken(written(one), one.next));
  const unwanted = all.filter((each) => !wanted.includes(each));
  const pairs = wanted.map(({ one, shown }) => ({
    shown: firstLine(shown),
    wanted: firstLine(one.next),
  }));
  const share = (count: number, of: number): number | undefined =>
    of === 0 ? undefined : count / of;
  return {
    cases: all.length,
    show: share(wanted.filter(({ shown }) => shown !== "").length, wanted.length),
    quiet: share(unwanted.filter(({ shown }) => shown === "").length, unwanted.length),
    exact: share(pairs.filter((each) => each.shown === each.wanted).length, pairs.length),
    ...nearness(pairs),
    duplicates: undefined,
  };
}

function written({ pieces }: Replay): string {
  return pieces.map(({ text }) => text).join("");
}
